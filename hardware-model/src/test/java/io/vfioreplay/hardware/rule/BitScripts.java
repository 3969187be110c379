package io.vfioreplay.hardware.rule;

import static io.vfioreplay.hardware.event.Errno.EINVAL;
import static io.vfioreplay.hardware.event.Errno.EIO;
import static io.vfioreplay.hardware.event.ResetCause.REQUEST;
import static io.vfioreplay.hardware.migration.Protocol.V1_RFC2;
import static io.vfioreplay.hardware.migration.Protocol.V1_RFC3;
import static io.vfioreplay.hardware.migration.Protocol.V1_UAPI;
import static io.vfioreplay.hardware.rule.RegisterV1.DATA_OFFSET;
import static io.vfioreplay.hardware.rule.RegisterV1.DATA_SIZE;
import static io.vfioreplay.hardware.rule.RegisterV1.RESERVED;
import static io.vfioreplay.hardware.rule.RuleScripts.row;
import static io.vfioreplay.hardware.rule.Script.PAGE;
import static io.vfioreplay.hardware.rule.Script.v1;

import io.vfioreplay.hardware.event.DamageKind;
import io.vfioreplay.hardware.migration.Protocol;
import io.vfioreplay.hardware.rule.RuleScripts.Case;
import java.util.List;
import java.util.stream.Stream;

/**
 * The rows of {@link RuleScripts} about the bits of a v1 {@code device_state}: 0 stopped, 1 RUNNING, 2 stop-copy, 3 pre-copy,
 * 4 RESUMING, 6 ERROR, and 8 more with NDMA.
 */
final class BitScripts {

    private static final int EBUSY = 16;
    private static final int ENOTTY = 25;

    private BitScripts() {}

    static List<Case> all() {
        return Stream.of(register(), outcomes(), refusals(), resets())
                .flatMap(List::stream)
                .toList();
    }

    static Script uapi() {
        return v1(V1_UAPI);
    }

    static Script ndma(Protocol protocol) {
        return v1(protocol).features(WatchedV1.FEATURE_NDMA);
    }

    /** A save: 80 bytes of the value 7 in pre-copy, and the stop. */
    static Script saving(Protocol protocol) {
        return v1(protocol)
                .word(3)
                .pending(80)
                .register(DATA_OFFSET, 4096)
                .data(80, 7)
                .word(2);
    }

    private static Script narrow(int offset, int width) {
        return uapi().then((sink, e) -> sink.migrationRegisterRead(e, offset, width, 0));
    }

    private static List<Case> register() {
        return List.of(
                row("R-01", uapi().see(0), uapi().see(1)),
                row(
                        "R-01",
                        uapi().closed().opened(V1_UAPI).see(2),
                        uapi().word(2).see(2)),
                row("R-02", narrow(DATA_SIZE, 4), narrow(DATA_SIZE, 8)),
                row(
                        "R-02",
                        uapi().then((sink, e) -> sink.migrationRegisterWritten(e, 0, 1, 2)),
                        uapi().failing(EINVAL).then((sink, e) -> sink.migrationRegisterWritten(e, 0, 1, 2))),
                row("R-02", narrow(2, 4), narrow(RESERVED, 4)),
                row("R-03", uapi().register(RESERVED, 1), uapi().register(RESERVED, 0)),
                row("R-04", uapi().see(0x11).word(3), uapi().see(0x11).word(0x13)),
                row("R-04", uapi().see(1).word(9), ndma(V1_RFC3).see(1).word(9)),
                row("R-04", ndma(V1_RFC2).see(1).word(0x13), uapi().word(0x13)),
                row(
                        "R-08",
                        uapi().word(3).failing(EIO).word(2).pending(10),
                        uapi().word(3).failing(EIO).word(2).see(3).pending(10)),
                row(
                        "R-08",
                        uapi().word(3).failing(EIO).word(2).word(1),
                        uapi().word(3).failing(EIO).word(2).reset(REQUEST).word(1)),
                row(
                        "R-08",
                        uapi().word(3).failing(EIO).word(2).data(10, 1),
                        uapi().word(3).failing(EIO).word(2).see(3).data(10, 1)),
                row(
                        "R-08",
                        uapi().word(4).failing(EIO).word(1).writeWindow(PAGE, 10),
                        uapi().word(4).failing(EIO).word(1).see(4).writeWindow(PAGE, 10)));
    }

    private static List<Case> outcomes() {
        return List.of(
                row("R-06", uapi().word(3).see(1), uapi().word(3).see(3)),
                row(
                        "R-06",
                        uapi().word(3).failing(EIO).word(2).see(0),
                        uapi().word(3).failing(EIO).word(2).see(3)),
                row(
                        "R-06",
                        uapi().word(3).failing(EIO).word(2).see(2),
                        uapi().word(3).failing(EIO).word(2).see(6)),
                row("R-06", v1(V1_RFC2).word(3).see(6), uapi().word(3).see(6)),
                row(
                        "R-06",
                        v1(V1_RFC3).word(4).failing(EIO).word(1).see(0),
                        v1(V1_RFC3).word(4).failing(EIO).word(1).see(4)),
                row("R-06", ndma(V1_RFC3).word(9).see(1), v1(V1_RFC3).word(9).see(1)),
                row("R-07", uapi().see(1).see(0), uapi().see(1).word(0).see(0)),
                row(
                        "R-07",
                        uapi().word(3).see(3).see(1),
                        uapi().word(3).see(3).reset(REQUEST).see(1)),
                row("R-07", v1(V1_RFC3).see(1).see(6), uapi().see(1).see(6)),
                row(
                        "R-07",
                        uapi().see(1).see(0),
                        uapi().see(1).damaged(DamageKind.CUT).see(0)),
                row(
                        "R-06",
                        uapi().word(3).word(1).see(3),
                        uapi().word(3).word(1).lasting(150).see(3)),
                row("R-09", uapi().word(6), uapi().failing(EINVAL).word(6).see(1)),
                row("R-09", uapi().word(13), ndma(V1_RFC3).word(12)),
                row("R-09", uapi().see(7), uapi().see(1)),
                row("R-09", ndma(V1_RFC3).see(14), uapi().see(14)));
    }

    private static List<Case> refusals() {
        return List.of(
                row(
                        "R-10",
                        uapi().failing(EINVAL).word(2).see(1).word(3).word(2),
                        uapi().failing(EBUSY).word(2).see(1).word(3).word(2)),
                row(
                        "R-10",
                        uapi().word(2).failing(EINVAL).word(1).see(2).word(3).word(1),
                        uapi().word(4).failing(EINVAL).word(1).see(4).word(0).word(1)),
                row("R-13", uapi().failing(ENOTTY).word(3), uapi().failing(EIO).word(3)),
                row(
                        "R-13",
                        uapi().word(1).failing(EINVAL).word(3),
                        uapi().word(2).failing(EINVAL).word(3)),
                row(
                        "R-18",
                        uapi().word(3).pending(10).failing(EBUSY).word(2),
                        uapi().word(3).pending(0).failing(EBUSY).word(2)),
                row(
                        "R-48",
                        uapi().word(3).failing(EIO).word(2).see(6).word(1),
                        uapi().word(3).failing(EIO).word(2).see(3).word(1)),
                row(
                        "R-48",
                        uapi().see(6).word(1),
                        uapi().see(6).failing(EIO).word(1).see(6).reset(REQUEST).word(1)),
                row(
                        "R-51",
                        uapi().word(0)
                                .failing(EINVAL)
                                .word(1)
                                .see(0)
                                .failing(EINVAL)
                                .word(4),
                        uapi().word(0).failing(EINVAL).word(1).see(0).word(4)),
                row(
                        "R-51",
                        uapi().word(0)
                                .failing(EINVAL)
                                .word(1)
                                .see(0)
                                .failing(EINVAL)
                                .word(2),
                        uapi().word(0)
                                .failing(EINVAL)
                                .word(1)
                                .see(6)
                                .failing(EINVAL)
                                .word(2)),
                row(
                        "R-63",
                        uapi().word(2).failing(EINVAL).word(2),
                        uapi().word(2).word(2).failing(EINVAL).word(6)));
    }

    private static List<Case> resets() {
        return List.of(
                row(
                        "R-49",
                        uapi().word(3).reset(REQUEST).see(3),
                        uapi().word(3).reset(REQUEST).see(1)),
                row(
                        "R-49",
                        uapi().see(6).failing(EIO).reset(REQUEST),
                        uapi().see(6).failing(EBUSY).reset(REQUEST)),
                row(
                        "R-49",
                        saving(V1_UAPI).reset(REQUEST).data(80, 7),
                        saving(V1_UAPI).reset(REQUEST).word(3).data(80, 7)),
                row(
                        "R-49",
                        uapi().word(3).reset(REQUEST).see(3),
                        uapi().word(0).lasting(500).reset(REQUEST).see(0)),
                row(
                        "R-50",
                        uapi().failing(ENOTTY).reset(REQUEST),
                        uapi().failing(EIO).reset(REQUEST)));
    }
}
