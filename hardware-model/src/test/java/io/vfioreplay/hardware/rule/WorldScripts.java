package io.vfioreplay.hardware.rule;

import static io.vfioreplay.hardware.event.Envelope.HOST;
import static io.vfioreplay.hardware.event.Envelope.UNANSWERED;
import static io.vfioreplay.hardware.event.Errno.EIO;
import static io.vfioreplay.hardware.event.EventSink.CPU;
import static io.vfioreplay.hardware.event.EventSink.RAM;
import static io.vfioreplay.hardware.event.MappingKind.PEER_MMIO;
import static io.vfioreplay.hardware.event.MappingKind.SHARED;
import static io.vfioreplay.hardware.event.ResetCause.REQUEST;
import static io.vfioreplay.hardware.migration.Protocol.V1_RFC2;
import static io.vfioreplay.hardware.migration.Protocol.V1_RFC3;
import static io.vfioreplay.hardware.migration.Protocol.V1_UAPI;
import static io.vfioreplay.hardware.rule.RuleScripts.row;
import static io.vfioreplay.hardware.rule.Script.PAGE;
import static io.vfioreplay.hardware.rule.Script.v1;

import io.vfioreplay.hardware.event.ControlOrigin;
import io.vfioreplay.hardware.rule.RuleScripts.Case;
import java.util.List;
import java.util.stream.Stream;

/** The rows of {@link RuleScripts} about the grace states and the VM around v1 devices. */
final class WorldScripts {

    private WorldScripts() {}

    static List<Case> all() {
        return Stream.of(save(), resume(), faults(), log(), touches(), ndma())
                .flatMap(List::stream)
                .toList();
    }

    private static Script two() {
        return v1(V1_RFC3, 2).on(HOST).vcpusStarted();
    }

    private static Script twoInGrace() {
        return two().on(0).word(3).on(1).word(3).on(0).word(11).on(1).word(11);
    }

    private static List<Case> save() {
        return List.of(
                row(
                        "R-34",
                        two().on(0)
                                .word(3)
                                .on(1)
                                .word(3)
                                .on(0)
                                .word(11)
                                .word(2)
                                .on(1)
                                .word(11),
                        twoInGrace().on(HOST).vcpusStopped().on(0).word(2).on(1).word(2)),
                row(
                        "R-34",
                        two().on(0)
                                .word(3)
                                .word(11)
                                .on(HOST)
                                .vcpusStopped()
                                .on(0)
                                .word(2),
                        two().on(0)
                                .word(3)
                                .word(11)
                                .on(1)
                                .word(9)
                                .on(HOST)
                                .vcpusStopped()
                                .on(0)
                                .word(2)),
                row(
                        "R-34",
                        v1(V1_RFC2, 2).on(1).word(9).on(0).word(2),
                        v1(V1_RFC2, 1).word(2)),
                row(
                        "R-34",
                        v1(V1_RFC2, 2).word(9).word(2),
                        v1(V1_RFC2, 2).word(9).on(1).closed().on(0).word(2)),
                row(
                        "R-34",
                        v1(V1_RFC2, 2).word(9).word(2),
                        v1(V1_RFC2, 2).word(9).on(1).lost().on(0).word(2)),
                row(
                        "R-34",
                        v1(V1_RFC2, 2).word(9).word(2),
                        v1(V1_RFC2, 2).word(9).on(1).features(0).on(0).word(2)),
                row(
                        "R-34",
                        v1(V1_RFC2, 2).word(9).word(2),
                        v1(V1_RFC2, 2).word(9).failing(EIO).word(2)),
                row("R-34", v1(V1_RFC2, 2).word(9).word(2), v1(V1_UAPI, 2).word(2)),
                row(
                        "R-34",
                        twoInGrace().on(0).word(2),
                        twoInGrace().on(HOST).vcpusStopped().on(0).word(2)),
                row(
                        "R-34",
                        two().on(0)
                                .word(3)
                                .on(1)
                                .word(3)
                                .on(0)
                                .word(11)
                                .on(HOST)
                                .vcpusStopped(),
                        two().on(0).word(3).on(1).word(3).on(HOST).vcpusStopped()));
    }

    private static List<Case> resume() {
        return List.of(
                row(
                        "R-34",
                        v1(V1_RFC3, 2).on(0).word(4).on(1).word(4).on(0).word(9).word(1),
                        v1(V1_RFC3, 2)
                                .on(0)
                                .word(4)
                                .on(1)
                                .word(4)
                                .on(0)
                                .word(9)
                                .on(1)
                                .word(9)
                                .on(0)
                                .word(1)
                                .on(1)
                                .word(1)),
                row(
                        "R-34",
                        v1(V1_RFC3, 2).word(4).word(1),
                        v1(V1_RFC3, 1).word(4).word(1)),
                row(
                        "R-34",
                        v1(V1_RFC3, 2).word(4).word(9).word(1).on(1).word(4),
                        v1(V1_RFC3, 2).word(4).word(9).on(1).word(4)),
                row(
                        "R-34",
                        v1(V1_RFC3, 2).word(4).word(9).word(1).on(1).word(4),
                        v1(V1_RFC3, 2)
                                .word(4)
                                .word(9)
                                .word(1)
                                .reset(REQUEST)
                                .on(1)
                                .word(4)),
                row(
                        "R-34",
                        v1(V1_RFC3, 2).word(4).word(9).word(1).on(1).word(4),
                        v1(V1_RFC3, 2)
                                .word(4)
                                .word(9)
                                .word(1)
                                .on(HOST)
                                .vcpusStarted()
                                .on(1)
                                .word(4)),
                row(
                        "R-34",
                        v1(V1_RFC3, 2).word(4).on(1).word(4).word(9).on(HOST).vcpusStarted(),
                        v1(V1_RFC3, 2)
                                .word(4)
                                .on(1)
                                .word(4)
                                .word(9)
                                .on(0)
                                .word(9)
                                .on(HOST)
                                .vcpusStarted()),
                row(
                        "R-37",
                        v1(V1_RFC2, 2).word(4).mmio(0, 1),
                        v1(V1_RFC2, 2).word(4).mmio(0, CPU)),
                row(
                        "R-37",
                        v1(V1_RFC2, 2).word(0).mmio(0, 1),
                        v1(V1_RFC2, 2).word(4).word(9).mmio(0, 1)),
                row(
                        "R-37",
                        v1(V1_RFC2, 2).word(4).mmio(0, 1),
                        v1(V1_RFC2, 2).word(4).lasting(150).mmio(0, 1)));
    }

    private static List<Case> faults() {
        Script open =
                v1(V1_RFC2, 1).word(3).faultBegan(PAGE).faultBegan(2 * PAGE).word(11);
        return List.of(
                row(
                        "R-35",
                        v1(V1_RFC2, 1)
                                .word(3)
                                .faultBegan(PAGE)
                                .word(11)
                                .on(HOST)
                                .vcpusStopped(),
                        v1(V1_RFC2, 1)
                                .word(3)
                                .faultBegan(PAGE)
                                .word(11)
                                .faultEnded(PAGE)
                                .on(HOST)
                                .vcpusStopped()),
                row(
                        "R-35",
                        open.faultEnded(PAGE).word(2),
                        v1(V1_RFC2, 1).word(9).word(2)),
                row(
                        "R-35",
                        v1(V1_RFC2, 1).word(3).faultBegan(PAGE).on(HOST).vcpusStopped(),
                        v1(V1_RFC2, 1).faultBegan(PAGE).on(HOST).vcpusStopped()),
                row(
                        "R-41",
                        v1(V1_RFC2, 1).features(0).word(3).faultBegan(PAGE).word(2),
                        v1(V1_RFC2, 1)
                                .features(0)
                                .word(3)
                                .faultBegan(PAGE)
                                .faultEnded(PAGE)
                                .word(2)));
    }

    private static Script tracked() {
        return v1(V1_RFC2, 2)
                .on(HOST)
                .startTracking()
                .on(0)
                .word(3)
                .on(1)
                .word(3)
                .on(HOST)
                .dirty(0, PAGE);
    }

    private static Script halted(Script quiet) {
        return quiet.on(0).word(2).on(1).word(2).on(0).word(0).on(1).word(0);
    }

    private static Script quiet() {
        return tracked().on(0).word(11).on(1).word(11);
    }

    private static List<Case> log() {
        Script onlyOneIsQuiet =
                tracked().on(0).word(11).on(HOST).dirty(0, PAGE).on(1).word(11);
        return List.of(
                row("R-36", halted(quiet()), halted(quiet().on(HOST).dirty(0, PAGE))),
                row("R-36", halted(onlyOneIsQuiet), halted(quiet()).on(HOST).dirty(0, PAGE)),
                row("R-36", halted(quiet()), halted(quiet()).on(0).word(1)),
                row("R-36", halted(quiet()), halted(quiet()).on(HOST).lost()),
                row(
                        "R-36",
                        halted(quiet()).closed(),
                        halted(quiet()).reset(REQUEST).closed()),
                row(
                        "R-36",
                        halted(v1(V1_RFC2, 2).on(HOST).startTracking()),
                        halted(v1(V1_RFC2, 2).on(HOST).startTracking().stopTracking())),
                row(
                        "R-36",
                        halted(quiet().on(HOST).dirty(0, PAGE).on(1).word(3).word(11)),
                        halted(quiet().on(HOST).dirty(0, PAGE).on(1).word(10).word(10))),
                row(
                        "R-39",
                        tracked().stopTracking().on(0).word(2),
                        quiet().on(HOST).stopTracking().on(0).word(2)),
                row(
                        "R-39",
                        tracked().stopTracking().dirty(0, PAGE),
                        quiet().on(HOST).stopTracking().dirty(0, PAGE)),
                row(
                        "R-39",
                        tracked().stopTracking().on(0).word(2),
                        tracked()
                                .stopTracking()
                                .on(0)
                                .word(1)
                                .on(1)
                                .word(1)
                                .on(0)
                                .word(2)),
                row(
                        "R-39",
                        quiet().on(HOST).stopTracking().on(1).dmaWrite(RAM, PAGE),
                        quiet().on(1).dmaWrite(RAM, PAGE).on(HOST).stopTracking()));
    }

    private static List<Case> touches() {
        Script stopped = v1(V1_RFC2, 1).on(HOST).vcpusStopped().on(0);
        return List.of(
                row(
                        "R-38",
                        stopped.mmio(0),
                        v1(V1_RFC2, 1).on(HOST).vcpusStopped().on(0).config()),
                row(
                        "R-38",
                        v1(V1_RFC2, 1).on(HOST).vcpusStopped().on(0).mmio(0),
                        v1(V1_RFC2, 1)
                                .on(HOST)
                                .vcpusStopped()
                                .on(0)
                                .lasting(150)
                                .mmio(0)),
                row(
                        "R-38",
                        v1(V1_RFC2, 1).on(HOST).vcpusStopped().on(0).mmio(0),
                        v1(V1_RFC2, 1)
                                .on(HOST)
                                .vcpusStopped()
                                .vcpusStarted()
                                .on(0)
                                .mmio(0)),
                row(
                        "R-38",
                        v1(V1_RFC2, 1).on(HOST).vcpusStopped().on(0).mmio(0),
                        v1(V1_RFC2, 1).on(HOST).vcpusStopped().lost().on(0).mmio(0)),
                row(
                        "R-43",
                        two().on(HOST).map(PAGE, PAGE, PEER_MMIO).unmap(PAGE, PAGE, 0),
                        two().on(HOST).map(PAGE, PAGE, PEER_MMIO).vcpusStopped().unmap(PAGE, PAGE, 0)),
                row(
                        "R-43",
                        two().on(HOST).map(PAGE, PAGE, PEER_MMIO).unmap(0, 0, 2),
                        two().on(HOST).map(PAGE, PAGE, SHARED).unmap(0, 0, 2)),
                row(
                        "R-44",
                        v1(V1_RFC2, 1).word(9).mmio(0).dmaIssued(RAM, PAGE),
                        v1(V1_RFC2, 1).mmio(0).word(9).dmaIssued(RAM, PAGE)),
                row(
                        "R-44",
                        v1(V1_RFC2, 1).word(2).mmio(0, 1).dmaWrite(RAM, PAGE),
                        v1(V1_RFC2, 1).dmaIssued(RAM, PAGE).word(2).mmio(0, 1).dmaWrite(RAM, PAGE)),
                row(
                        "R-45",
                        v1(V1_RFC2, 1).word(2).control(ControlOrigin.PEER),
                        v1(V1_RFC2, 1).word(2).control(ControlOrigin.KERNEL)),
                row(
                        "R-45",
                        v1(V1_RFC2, 1)
                                .control(ControlOrigin.USER)
                                .failing(UNANSWERED)
                                .word(3),
                        v1(V1_RFC2, 1).control(ControlOrigin.USER).failing(EIO).word(3)));
    }

    private static Script unlike(boolean mapped) {
        Script mixed = v1(V1_RFC2, 2).on(1).features(0).on(HOST).map(PAGE, PAGE, mapped ? PEER_MMIO : SHARED);
        return mixed.on(0).word(9).on(1).word(2);
    }

    private static List<Case> ndma() {
        return List.of(
                row("R-41", unlike(true), unlike(false)),
                row(
                        "R-41",
                        unlike(true),
                        v1(V1_RFC2, 1)
                                .features(0)
                                .on(HOST)
                                .map(PAGE, PAGE, PEER_MMIO)
                                .on(0)
                                .word(2)),
                row(
                        "R-41",
                        unlike(true),
                        v1(V1_RFC2, 2)
                                .on(HOST)
                                .map(PAGE, PAGE, PEER_MMIO)
                                .on(0)
                                .word(9)
                                .on(1)
                                .word(9)
                                .word(2)),
                row("R-42", v1(V1_RFC3, 1).features(0).word(9), v1(V1_RFC3, 1).word(9)),
                row(
                        "R-42",
                        v1(V1_RFC3, 1).features(0).failing(EIO).word(11),
                        v1(V1_UAPI, 1).word(9)));
    }
}
