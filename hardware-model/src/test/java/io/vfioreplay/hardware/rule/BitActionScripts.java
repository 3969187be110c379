package io.vfioreplay.hardware.rule;

import static io.vfioreplay.hardware.event.Errno.EIO;
import static io.vfioreplay.hardware.event.EventSink.RAM;
import static io.vfioreplay.hardware.event.ResetCause.REQUEST;
import static io.vfioreplay.hardware.migration.Protocol.V1_RFC2;
import static io.vfioreplay.hardware.migration.Protocol.V1_RFC3;
import static io.vfioreplay.hardware.migration.Protocol.V1_UAPI;
import static io.vfioreplay.hardware.rule.BitScripts.ndma;
import static io.vfioreplay.hardware.rule.BitScripts.saving;
import static io.vfioreplay.hardware.rule.BitScripts.uapi;
import static io.vfioreplay.hardware.rule.RegisterV1.DATA_OFFSET;
import static io.vfioreplay.hardware.rule.RegisterV1.DATA_SIZE;
import static io.vfioreplay.hardware.rule.RuleScripts.row;
import static io.vfioreplay.hardware.rule.Script.PAGE;
import static io.vfioreplay.hardware.rule.Script.v1;

import io.vfioreplay.hardware.event.DamageKind;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.migration.DeviceState;
import io.vfioreplay.hardware.migration.Protocol;
import io.vfioreplay.hardware.rule.RuleScripts.Case;
import java.util.List;
import java.util.stream.Stream;

/** The rows of {@link RuleScripts} about what the bits of a v1 {@code device_state} make a device do; see {@link BitScripts}. */
final class BitActionScripts {

    private BitActionScripts() {}

    static List<Case> all() {
        return Stream.of(window(), loading(), quiet(), order(), mmio())
                .flatMap(List::stream)
                .toList();
    }

    private static Script loading(Protocol protocol) {
        return v1(protocol).word(4).register(DATA_OFFSET, 4096).writeWindow(PAGE, 100);
    }

    private static List<Case> window() {
        return List.of(
                row(
                        "R-14",
                        saving(V1_RFC2).data(10, 7),
                        saving(V1_RFC2).register(DATA_OFFSET, 4096).data(10, 7)),
                row("R-14", saving(V1_RFC2).data(10, 7), saving(V1_RFC3).data(10, 7)),
                row("R-14", v1(V1_RFC3).word(3).data(10, 7), uapi().word(3).data(10, 7)),
                row("R-14", v1(V1_RFC3).word(4).data(10, 7), v1(V1_RFC3).word(4).data(10, 0)),
                row(
                        "R-14",
                        ndma(V1_RFC2).word(3).word(11).data(10, 7),
                        ndma(V1_RFC2)
                                .word(3)
                                .register(DATA_OFFSET, 4096)
                                .word(11)
                                .data(10, 7)),
                row(
                        "R-15",
                        saving(V1_UAPI).data(40, 7).data(60, 7).word(0),
                        saving(V1_UAPI).data(40, 7).data(60, 8).word(0)),
                row(
                        "R-16",
                        saving(V1_UAPI).word(1).word(3).data(10, 1).word(0).word(2),
                        saving(V1_UAPI).word(1).word(3).data(10, 1).word(2)),
                row(
                        "R-16",
                        uapi().word(3).data(10, 1).word(0).word(2),
                        uapi().word(3).data(10, 1).word(0).word(1).word(2)),
                row(
                        "R-17",
                        saving(V1_UAPI).pending(10).word(0),
                        saving(V1_UAPI).pending(10).data(10, 1).pending(0).word(0)),
                row(
                        "R-17",
                        saving(V1_UAPI).pending(10).register(DATA_SIZE, 0).word(0),
                        saving(V1_UAPI)
                                .pending(10)
                                .failing(EIO)
                                .register(DATA_SIZE, 0)
                                .word(0)),
                row(
                        "R-17",
                        saving(V1_UAPI).word(0).word(4),
                        saving(V1_UAPI).word(0).word(1)),
                row(
                        "R-17",
                        saving(V1_UAPI).pending(10).word(0).closed(),
                        saving(V1_UAPI).pending(10).word(0).reset(REQUEST).closed()),
                row(
                        "R-22",
                        saving(V1_UAPI).word(0).data(10, 7),
                        saving(V1_UAPI).word(0).data(10, 0)),
                row(
                        "R-31",
                        uapi().word(3).data(10, 1).changes().word(2).pending(0),
                        uapi().word(3).changes().data(10, 1).word(2).pending(0)),
                row(
                        "R-31",
                        uapi().word(3).changes().word(2).pending(0),
                        uapi().word(3).changes().word(2).pending(10)),
                row(
                        "R-63",
                        saving(V1_UAPI).pending(10).word(2).pending(0),
                        saving(V1_UAPI).pending(10).word(2).data(10, 1).pending(0)),
                row(
                        "R-63",
                        saving(V1_UAPI).pending(0).word(2).pending(10),
                        saving(V1_UAPI).pending(0).word(2).pending(0)));
    }

    private static List<Case> loading() {
        return List.of(
                row(
                        "R-19",
                        loading(V1_UAPI).failing(EIO).writeWindow(PAGE, 50).word(1),
                        loading(V1_UAPI)
                                .failing(EIO)
                                .writeWindow(PAGE, 50)
                                .writeWindow(PAGE, 50)
                                .word(1)),
                row(
                        "R-19",
                        loading(V1_RFC3)
                                .failing(EIO)
                                .then((sink, e) -> sink.migrationRegisterWritten(e, DATA_SIZE, 8, 100))
                                .word(0),
                        loading(V1_RFC3)
                                .failing(EIO)
                                .then((sink, e) -> sink.migrationRegisterWritten(e, DATA_SIZE, 8, 100))
                                .failing(EIO)
                                .word(0)),
                row(
                        "R-20",
                        loading(V1_RFC2)
                                .failing(EIO)
                                .writeWindow(PAGE, 50)
                                .failing(EIO)
                                .word(1),
                        loading(V1_RFC2)
                                .failing(EIO)
                                .writeWindow(PAGE, 50)
                                .reset(REQUEST)
                                .word(1)),
                row(
                        "R-21",
                        v1(V1_RFC2).word(0).word(1).word(4),
                        v1(V1_RFC2).word(0).word(4)),
                row(
                        "R-21",
                        v1(V1_RFC2).word(3).word(1).word(4),
                        v1(V1_RFC3).word(3).word(1).word(4)),
                row(
                        "R-21",
                        v1(V1_RFC2).dmaWrite(RAM, 0).word(4),
                        v1(V1_RFC2).dmaWrite(RAM, 0).reset(REQUEST).word(0).word(4)),
                row(
                        "R-33",
                        loading(V1_UAPI).externalChange().lasting(150).word(1),
                        loading(V1_UAPI).externalChange().lasting(50).word(1)),
                row(
                        "R-33",
                        saving(V1_UAPI).externalChange().failing(EIO).pending(0),
                        saving(V1_UAPI)
                                .externalChange()
                                .pending(10)
                                .failing(EIO)
                                .pending(0)),
                row(
                        "R-33",
                        uapi().word(3).externalChange().failing(EIO).word(2),
                        uapi().word(3).failing(EIO).word(2)),
                row(
                        "R-33",
                        saving(V1_UAPI).externalChange().failing(EIO).data(10, 0),
                        uapi().externalChange().word(2).failing(EIO).data(10, 0)));
    }

    private static List<Case> quiet() {
        return List.of(
                row("R-05", uapi().word(2).dmaWrite(RAM, 0), uapi().word(3).dmaWrite(RAM, 0)),
                row(
                        "R-05",
                        Script.middle()
                                .set(DeviceState.of(V1_UAPI, 1))
                                .set(DeviceState.of(V1_UAPI, 2))
                                .dmaWrite(RAM, 0),
                        Script.middle().set(DeviceState.of(V1_UAPI, 2)).dmaWrite(RAM, 0)),
                row("R-05", uapi().word(0).interrupt(), uapi().interrupt().word(0)),
                row(
                        "R-05",
                        uapi().word(2).word(2).changes(),
                        uapi().word(4).word(1).changes()),
                row(
                        "R-05",
                        uapi().word(0).dmaWrite(RAM, 0),
                        uapi().word(0).lasting(150).dmaWrite(RAM, 0)),
                row(
                        "R-05",
                        uapi().word(4).dmaWrite(RAM, 0).lasting(50).word(1),
                        uapi().word(4).dmaWrite(RAM, 0).lasting(150).word(1)),
                row(
                        "R-05",
                        uapi().word(0).dmaWrite(RAM, 0).reset(REQUEST),
                        uapi().word(0).dmaWrite(RAM, 0).lasting(150).reset(REQUEST)),
                row("R-25", uapi().see(2).dmaWrite(RAM, 0), uapi().see(1).dmaWrite(RAM, 0)),
                row(
                        "R-25",
                        uapi().word(2).word(0).interrupt(),
                        uapi().word(2).word(1).interrupt()),
                row(
                        "R-25",
                        uapi().see(0).changes().closed(),
                        uapi().see(4).changes().closed()),
                row(
                        "R-25",
                        uapi().see(2).dmaWrite(RAM, 0),
                        uapi().see(2).damaged(DamageKind.CUT).dmaWrite(RAM, 0)),
                row("R-25", uapi().see(2).dmaWrite(RAM, 0), uapi().see(6).dmaWrite(RAM, 0)),
                row(
                        "R-24",
                        ndma(V1_RFC3).word(9).dmaWrite(RAM, 0),
                        ndma(V1_RFC3).word(1).dmaWrite(RAM, 0)),
                row(
                        "R-24",
                        ndma(V1_RFC3).word(9).dmaWrite(RAM, 0),
                        v1(V1_RFC3).word(9).dmaWrite(RAM, 0)),
                row(
                        "R-24",
                        ndma(V1_RFC2)
                                .word(3)
                                .word(11)
                                .dmaWrite(RAM, 0)
                                .lasting(150)
                                .word(9),
                        ndma(V1_RFC2)
                                .word(3)
                                .word(11)
                                .dmaWrite(RAM, 0)
                                .lasting(150)
                                .word(1)),
                row("R-30", ndma(V1_RFC2).see(6).dmaWrite(RAM, 0), uapi().see(6).dmaWrite(RAM, 0)),
                row(
                        "R-30",
                        ndma(V1_RFC2).see(6).dmaWrite(RAM, 0),
                        ndma(V1_RFC2).see(6).reset(REQUEST).dmaWrite(RAM, 0)));
    }

    private static List<Case> order() {
        return List.of(
                row(
                        "R-23",
                        ndma(V1_RFC3).word(4).dmaWrite(RAM, 0).lasting(150).word(9),
                        ndma(V1_RFC3).word(4).dmaWrite(RAM, 0).lasting(150).word(1)),
                row(
                        "R-23",
                        ndma(V1_RFC3).word(4).dmaWrite(RAM, 0).lasting(150).word(9),
                        ndma(V1_RFC3).dmaWrite(RAM, 0).lasting(150).word(9)));
    }

    private static List<Case> mmio() {
        return List.of(
                row("R-26", uapi().word(2).mmio(0), uapi().word(3).mmio(0)),
                row("R-26", uapi().word(4).mmio(0, 1), uapi().word(0).mmio(0, 1)),
                row("R-26", uapi().word(2).mmio(0), uapi().word(2).lasting(150).mmio(0)),
                row(
                        "R-28",
                        uapi().failing(EIO).mmio(0),
                        uapi().word(0).failing(EIO).mmio(0)),
                row(
                        "R-28",
                        ndma(V1_RFC3).word(11).failing(EIO).mmio(0),
                        ndma(V1_RFC3).word(11).failing(Envelope.UNANSWERED).mmio(0)));
    }
}
