package io.vfioreplay.hardware.rule;

import static io.vfioreplay.hardware.event.Envelope.UNANSWERED;
import static io.vfioreplay.hardware.event.Errno.EAGAIN;
import static io.vfioreplay.hardware.event.Errno.EIO;
import static io.vfioreplay.hardware.event.ResetCause.REQUEST;
import static io.vfioreplay.hardware.migration.Protocol.V1_RFC2;
import static io.vfioreplay.hardware.migration.Protocol.V1_UAPI;
import static io.vfioreplay.hardware.rule.RegisterV1.DATA_OFFSET;
import static io.vfioreplay.hardware.rule.RegisterV1.DATA_SIZE;
import static io.vfioreplay.hardware.rule.RegisterV1.PENDING_BYTES;
import static io.vfioreplay.hardware.rule.RuleScripts.row;
import static io.vfioreplay.hardware.rule.Script.middle;
import static io.vfioreplay.hardware.rule.Script.v1;

import io.vfioreplay.hardware.rule.RuleScripts.Case;
import java.util.List;
import java.util.stream.Stream;

/** The rows of {@link RuleScripts} about the data window of v1. */
final class WindowScripts {

    private static final int DATA = 0x1000;

    private WindowScripts() {}

    static List<Case> all() {
        return Stream.of(order(), pending(), registers(), load(), errors())
                .flatMap(List::stream)
                .toList();
    }

    private static Script saving() {
        return v1(V1_UAPI, 1).word(3).register(PENDING_BYTES, 500);
    }

    private static Script stopped() {
        return v1(V1_UAPI, 1).word(2).register(PENDING_BYTES, 500);
    }

    private static Script segment(Script script) {
        return script.register(DATA_OFFSET, DATA).register(DATA_SIZE, 100);
    }

    private static List<Case> order() {
        return List.of(
                row("R-53", saving().window(DATA, 100), segment(saving()).window(DATA, 100)),
                row("R-53", saving().window(DATA, 100), v1(V1_UAPI, 1).window(DATA, 100)),
                row(
                        "R-53",
                        saving().window(DATA, 100),
                        segment(saving()).word(2).window(DATA, 100)),
                row(
                        "R-53",
                        segment(saving()).window(DATA, 100).register(DATA_OFFSET, DATA),
                        segment(saving())
                                .window(DATA, 100)
                                .register(PENDING_BYTES, 1)
                                .register(DATA_OFFSET, DATA)),
                row(
                        "R-53",
                        segment(saving()).window(DATA, 50).register(DATA_OFFSET, DATA + 64),
                        segment(saving())
                                .window(DATA, 50)
                                .register(DATA_OFFSET, DATA)
                                .window(DATA + 50, 50)),
                row(
                        "R-53",
                        segment(saving()).window(DATA, 101),
                        segment(saving()).window(DATA + 99, 1)),
                row(
                        "R-53",
                        segment(saving()).window(DATA - 1, 1),
                        segment(saving()).window(DATA, 1)),
                row("R-53", segment(v1(V1_RFC2, 1).word(3)), segment(v1(V1_RFC2, 1))),
                row("R-53", segment(v1(V1_UAPI, 1).word(2)), segment(saving().word(2))),
                row(
                        "R-53",
                        segment(saving()).register(PENDING_BYTES, 1).window(DATA, 100),
                        segment(saving())
                                .failing(UNANSWERED)
                                .register(PENDING_BYTES, 1)
                                .window(DATA, 100)));
    }

    private static List<Case> pending() {
        return List.of(
                row(
                        "R-54",
                        stopped().register(PENDING_BYTES, 0),
                        segment(stopped()).window(DATA, 100).register(PENDING_BYTES, 0)),
                row("R-54", stopped().register(PENDING_BYTES, 0), stopped().register(PENDING_BYTES, 400)),
                row("R-54", stopped().register(PENDING_BYTES, 0), saving().register(PENDING_BYTES, 0)),
                row(
                        "R-56",
                        v1(V1_UAPI, 1).register(PENDING_BYTES, 0),
                        v1(V1_UAPI, 1).word(3).register(PENDING_BYTES, 0)),
                row(
                        "R-56",
                        v1(V1_UAPI, 1).word(4).register(PENDING_BYTES, 7),
                        v1(V1_UAPI, 1).word(4).register(DATA_OFFSET, 64)),
                row(
                        "R-57",
                        stopped().register(PENDING_BYTES, 0).word(2).register(PENDING_BYTES, 5),
                        v1(V1_UAPI, 1)
                                .word(3)
                                .register(PENDING_BYTES, 0)
                                .word(2)
                                .register(PENDING_BYTES, 5)),
                row(
                        "R-57",
                        stopped().register(PENDING_BYTES, 0).register(PENDING_BYTES, 5),
                        saving().register(PENDING_BYTES, 0).register(PENDING_BYTES, 5)),
                row(
                        "R-57",
                        stopped().register(PENDING_BYTES, 0).register(PENDING_BYTES, 5),
                        stopped().register(PENDING_BYTES, 0).word(1).word(2).register(PENDING_BYTES, 5)));
    }

    private static List<Case> registers() {
        return List.of(
                row(
                        "R-55",
                        segment(saving()).register(DATA_OFFSET, 2 * DATA),
                        segment(saving()).register(PENDING_BYTES, 5).register(DATA_OFFSET, 2 * DATA)),
                row(
                        "R-55",
                        segment(saving()).register(DATA_SIZE, 99),
                        segment(saving()).register(DATA_SIZE, 100)),
                row("R-58", saving().register(DATA_OFFSET, 0), saving().register(DATA_OFFSET, 32)),
                row(
                        "R-58",
                        v1(V1_UAPI, 1).word(4).register(DATA_OFFSET, 31),
                        v1(V1_UAPI, 1).register(DATA_OFFSET, 31)),
                row(
                        "R-58",
                        saving().register(DATA_OFFSET, 0),
                        saving().register(PENDING_BYTES, 0).register(DATA_OFFSET, 0)),
                row("R-62", segment(saving()).window(0, 8), segment(saving()).window(32, 8)),
                row("R-62", loading().writeWindow(31, 8), loading().failing(EIO).writeWindow(31, 8)));
    }

    private static Script loading() {
        return v1(V1_UAPI, 1).word(4).register(DATA_OFFSET, DATA);
    }

    private static Script loaded() {
        return loading().writeWindow(DATA, 100).writeRegister(DATA_SIZE, 100);
    }

    private static List<Case> load() {
        return List.of(
                row(
                        "R-59",
                        v1(V1_UAPI, 1).word(4).writeWindow(DATA, 100),
                        loading().writeWindow(DATA, 100)),
                row(
                        "R-59",
                        loaded().writeRegister(DATA_SIZE, 100),
                        loaded().register(DATA_OFFSET, DATA).writeRegister(DATA_SIZE, 100)),
                row("R-59", loading().writeWindow(DATA - 8, 100), loading().writeWindow(DATA + 8, 100)),
                row("R-59", loading().writeWindow(DATA, 100).writeRegister(DATA_SIZE, 101), loaded()),
                row(
                        "R-59",
                        loading().writeWindow(DATA, 100).writeRegister(DATA_SIZE, 60),
                        loading()
                                .writeWindow(DATA, 60)
                                .writeWindow(DATA + 60, 40)
                                .writeRegister(DATA_SIZE, 100)),
                row(
                        "R-59",
                        loaded().writeRegister(DATA_SIZE, 100),
                        loaded().lost().writeRegister(DATA_SIZE, 100)),
                row(
                        "R-59",
                        loaded().writeRegister(DATA_SIZE, 100),
                        middle().word(4).writeRegister(DATA_SIZE, 100)));
    }

    private static List<Case> errors() {
        return List.of(
                row(
                        "R-61",
                        segment(stopped())
                                .failing(EIO)
                                .window(DATA, 100)
                                .window(DATA, 100)
                                .word(0),
                        segment(stopped())
                                .failing(EIO)
                                .window(DATA, 100)
                                .window(DATA, 100)
                                .word(1)),
                row(
                        "R-61",
                        segment(stopped().failing(EIO).register(DATA_OFFSET, 0)).word(0),
                        stopped().failing(EIO).register(DATA_OFFSET, 0).word(0)),
                row(
                        "R-61",
                        loading()
                                .failing(EIO)
                                .writeWindow(DATA, 100)
                                .writeRegister(DATA_SIZE, 100)
                                .word(1),
                        loading()
                                .failing(EAGAIN)
                                .writeWindow(DATA, 100)
                                .writeRegister(DATA_SIZE, 100)
                                .word(1)),
                row(
                        "R-61",
                        loaded().failing(EIO)
                                .writeRegister(DATA_SIZE, 100)
                                .register(DATA_OFFSET, DATA)
                                .word(1),
                        loaded().failing(EIO)
                                .writeRegister(DATA_SIZE, 100)
                                .reset(REQUEST)
                                .word(4)
                                .register(DATA_OFFSET, DATA)
                                .word(1)));
    }
}
