package io.vfioreplay.hardware.rule;

import static io.vfioreplay.hardware.event.Envelope.HOST;
import static io.vfioreplay.hardware.event.Errno.EINVAL;
import static io.vfioreplay.hardware.event.EventSink.RAM;
import static io.vfioreplay.hardware.event.MappingKind.BY_MESSAGE;
import static io.vfioreplay.hardware.event.MappingKind.SHARED;
import static io.vfioreplay.hardware.event.ResetCause.FLR;
import static io.vfioreplay.hardware.event.ResetCause.REQUEST;
import static io.vfioreplay.hardware.migration.StateV2.PRE_COPY;
import static io.vfioreplay.hardware.migration.StateV2.RESUMING;
import static io.vfioreplay.hardware.migration.StateV2.RUNNING;
import static io.vfioreplay.hardware.migration.StateV2.RUNNING_P2P;
import static io.vfioreplay.hardware.migration.StateV2.STOP;
import static io.vfioreplay.hardware.migration.StateV2.STOP_COPY;
import static io.vfioreplay.hardware.rule.RuleScripts.row;
import static io.vfioreplay.hardware.rule.Script.PAGE;
import static io.vfioreplay.hardware.rule.Script.kernel;
import static io.vfioreplay.hardware.rule.Script.middle;

import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.migration.Protocol;
import io.vfioreplay.hardware.rule.RuleScripts.Case;
import java.util.List;
import java.util.stream.Stream;

/** The rows of {@link RuleScripts} about containers and VMMs. */
final class ContainerScripts {

    private static final int EOPNOTSUPP = 95;
    private static final Payload CLEAN = Payload.of(new byte[8]);
    private static final Payload DIRTY = Payload.of(new byte[] {-1, -1, -1, -1, -1, -1, -1, -1});

    private ContainerScripts() {}

    static List<Case> all() {
        return Stream.of(tracking(), queries(), unmaps(), order(), vmms())
                .flatMap(List::stream)
                .toList();
    }

    private static Script tracked() {
        return kernel().startTracking();
    }

    private static List<Case> tracking() {
        return List.of(
                row("R-117", tracked().stopTracking().dirty(0, PAGE), tracked().dirty(0, PAGE)),
                row("R-117", kernel().dirty(0, PAGE), middle().dirty(0, PAGE)),
                row(
                        "R-117",
                        tracked().failing(EINVAL).startTracking(),
                        tracked().startTracking()),
                row(
                        "R-117",
                        tracked().stopTracking().failing(EINVAL).stopTracking(),
                        kernel().failing(EINVAL).stopTracking()));
    }

    private static List<Case> queries() {
        return List.of(
                row("R-118", tracked().dirty(0, 0), tracked().failing(EINVAL).dirty(0, 0)),
                row("R-118", tracked().dirty(0, PAGE + 1), tracked().dirty(0, PAGE)),
                row("R-118", tracked().dirty(1, PAGE), tracked().dirty(PAGE, PAGE)),
                row(
                        "R-118",
                        tracked().dirty(0, PAGE, 2 * PAGE, Payload.empty()),
                        tracked().dirty(0, 2 * PAGE, 2 * PAGE, Payload.empty())),
                row(
                        "R-118",
                        tracked().dirty(0, 3 * PAGE, 3 * PAGE, Payload.empty()),
                        tracked().dirty(0, 3 * PAGE)),
                row("R-118", tracked().dirty(-PAGE, 2 * PAGE), tracked().dirty(-PAGE, PAGE)),
                row("R-118", tracked().dirty(0, PAGE << 31), tracked().dirty(0, (PAGE << 31) - PAGE)),
                row(
                        "R-118",
                        tracked().dirty(0, 65 * PAGE, PAGE, DIRTY),
                        tracked().dirty(0, 64 * PAGE, PAGE, DIRTY)),
                row(
                        "R-118",
                        tracked().map(0, 2 * PAGE, SHARED).dirty(0, PAGE),
                        tracked().map(0, PAGE, SHARED).map(PAGE, PAGE, SHARED).dirty(0, 2 * PAGE)),
                row(
                        "R-118",
                        tracked().map(PAGE, 2 * PAGE, SHARED).dirty(0, 2 * PAGE),
                        tracked()
                                .map(PAGE, 2 * PAGE, SHARED)
                                .unmap(PAGE, 2 * PAGE, 1)
                                .dirty(0, 2 * PAGE)),
                row(
                        "R-119",
                        tracked().dmaWrite(RAM, 0).dirty(0, PAGE, PAGE, CLEAN),
                        tracked().dmaWrite(RAM, 0).dirty(0, PAGE, PAGE, DIRTY)),
                row(
                        "R-119",
                        kernel().on(HOST)
                                .startTracking()
                                .on(0)
                                .dmaWrite(RAM, 0)
                                .on(HOST)
                                .dirty(0, PAGE, PAGE, CLEAN),
                        kernel().on(HOST)
                                .startTracking()
                                .on(0)
                                .dmaWrite(RAM, 2 * PAGE)
                                .on(HOST)
                                .dirty(0, PAGE, PAGE, CLEAN)),
                row(
                        "R-119",
                        tracked().dmaWrite(RAM, 0).dirty(0, PAGE, PAGE, CLEAN),
                        tracked().dmaWrite(RAM, 0).dirty(0, PAGE, PAGE, DIRTY).dirty(0, PAGE, PAGE, CLEAN)));
    }

    private static List<Case> unmaps() {
        return List.of(
                row(
                        "R-120",
                        tracked().dmaWrite(RAM, 0).unmap(0, PAGE, 0),
                        tracked().dmaWrite(RAM, 0).unmap(0, PAGE, 1)),
                row(
                        "R-120",
                        tracked().dmaWrite(RAM, 0).unmap(0, 0, 2),
                        tracked().dmaWrite(RAM, 0).dirty(0, PAGE).unmap(0, 0, 2)),
                row(
                        "R-120",
                        kernel().on(HOST).startTracking().on(0).dmaWrite(RAM, 0).unmap(0, PAGE, 0),
                        kernel().on(HOST)
                                .startTracking()
                                .on(0)
                                .map(0, PAGE, BY_MESSAGE)
                                .dmaWrite(RAM, 0)
                                .unmap(0, PAGE, 0)),
                row("R-120", tracked().unmap(0, 0, 3), tracked().failing(EINVAL).unmap(0, 0, 3)),
                row(
                        "R-120",
                        tracked().stopTracking().unmap(0, PAGE, 1),
                        tracked().stopTracking().failing(EINVAL).unmap(0, PAGE, 1)));
    }

    private static Script atRest() {
        return kernel().features(1)
                .startTracking()
                .dirty(0, PAGE)
                .on(HOST)
                .vcpusStopped()
                .on(0)
                .set(STOP_COPY, 9);
    }

    private static List<Case> order() {
        return List.of(
                row(
                        "R-123",
                        kernel().failing(EINVAL).dirty(0, PAGE).startTracking(),
                        tracked().failing(EINVAL).dirty(0, PAGE)),
                row(
                        "R-123",
                        tracked().stopTracking().failing(EINVAL).dirty(0, PAGE),
                        tracked().dirty(0, PAGE).stopTracking()),
                row(
                        "R-123",
                        tracked().failing(EINVAL).dirty(0, PAGE).set(STOP_COPY, 9),
                        tracked().failing(EINVAL).dirty(0, PAGE).dirty(0, PAGE).set(STOP_COPY, 9)),
                row("R-123", atRest().stopTracking(), atRest().dirty(0, PAGE).stopTracking()),
                row("R-123", atRest().stopTracking(), atRest().set(RUNNING).stopTracking()),
                row(
                        "R-123",
                        atRest().stopTracking(),
                        atRest().on(HOST).vcpusStarted().on(0).stopTracking()));
    }

    private static Script two(long features, long otherFeatures) {
        return kernel().features(features).on(1).opened(Protocol.V2).features(otherFeatures);
    }

    private static Script unlogged() {
        return kernel().features(1).failing(EOPNOTSUPP).startLog(0, PAGE << 32);
    }

    /** A device with interrupts and a command register, reset while the VCPUs stand. */
    private static Script resetAtRest() {
        return kernel().writeConfig(4)
                .interrupts(2)
                .on(HOST)
                .vcpusStopped()
                .on(0)
                .reset(REQUEST);
    }

    private static List<Case> vmms() {
        return List.of(
                row(
                        "R-124",
                        unlogged().set(STOP_COPY, 9),
                        unlogged().startTracking().set(STOP_COPY, 9)),
                row(
                        "R-124",
                        unlogged().set(STOP_COPY, 9),
                        unlogged().startLog(0, PAGE).set(STOP_COPY, 9)),
                row("R-124", unlogged().set(STOP_COPY, 9), unlogged().set(PRE_COPY, 9)),
                row(
                        "R-125",
                        two(3, 3).set(STOP),
                        two(3, 3).set(RUNNING_P2P).on(0).set(RUNNING_P2P).set(STOP)),
                row("R-125", two(3, 3).set(STOP), two(1, 3).set(STOP)),
                row("R-125", two(3, 3).set(STOP), two(3, 3).on(0).closed().on(1).set(STOP)),
                row(
                        "R-125",
                        two(3, 3).set(RESUMING, 8).on(0).set(RESUMING, 9).set(RUNNING),
                        two(3, 3)
                                .set(RESUMING, 8)
                                .on(0)
                                .set(RESUMING, 9)
                                .set(RUNNING_P2P)
                                .on(1)
                                .set(RUNNING_P2P)
                                .set(RUNNING)),
                row("R-127", two(1, 3).set(STOP_COPY, 9), two(3, 3).set(STOP_COPY, 9)),
                row("R-127", two(3, 1).set(STOP_COPY, 9), two(3, 1).set(STOP)),
                row(
                        "R-128",
                        kernel().features(5).set(PRE_COPY, 9).set(STOP).set(STOP_COPY, 10),
                        kernel().features(5)
                                .set(PRE_COPY, 9)
                                .set(STOP)
                                .closeFd(9)
                                .set(STOP_COPY, 10)),
                row(
                        "R-132",
                        resetAtRest().on(HOST).vcpusStarted(),
                        resetAtRest().writeConfig(4).interrupts(2).on(HOST).vcpusStarted()),
                row(
                        "R-132",
                        resetAtRest().writeConfig(4).on(HOST).vcpusStarted(),
                        kernel().on(HOST)
                                .vcpusStopped()
                                .on(0)
                                .reset(REQUEST)
                                .on(HOST)
                                .vcpusStarted()),
                row(
                        "R-132",
                        resetAtRest().interrupts(2).on(HOST).vcpusStarted(),
                        kernel().writeConfig(4)
                                .on(HOST)
                                .vcpusStopped()
                                .on(0)
                                .reset(FLR)
                                .on(HOST)
                                .vcpusStarted()),
                row(
                        "R-132",
                        resetAtRest().on(HOST).vcpusStarted(),
                        kernel().writeConfig(4)
                                .interrupts(2)
                                .reset(REQUEST)
                                .on(HOST)
                                .vcpusStarted()));
    }
}
