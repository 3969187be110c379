package io.vfioreplay.hardware.rule;

import static io.vfioreplay.hardware.event.Errno.EINVAL;
import static io.vfioreplay.hardware.event.Errno.EIO;
import static io.vfioreplay.hardware.event.Errno.ENODEV;
import static io.vfioreplay.hardware.event.Errno.ENOMSG;
import static io.vfioreplay.hardware.event.ResetCause.REQUEST;
import static io.vfioreplay.hardware.migration.StateV2.ERROR;
import static io.vfioreplay.hardware.migration.StateV2.PRE_COPY;
import static io.vfioreplay.hardware.migration.StateV2.RESUMING;
import static io.vfioreplay.hardware.migration.StateV2.RUNNING;
import static io.vfioreplay.hardware.migration.StateV2.RUNNING_P2P;
import static io.vfioreplay.hardware.migration.StateV2.STOP;
import static io.vfioreplay.hardware.migration.StateV2.STOP_COPY;
import static io.vfioreplay.hardware.rule.Script.NO_FD;
import static io.vfioreplay.hardware.rule.Script.PAGE;
import static io.vfioreplay.hardware.rule.Script.kernel;
import static io.vfioreplay.hardware.rule.Script.socket;

import io.vfioreplay.hardware.event.DamageKind;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.event.GapCause;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.migration.DeviceState;
import io.vfioreplay.hardware.migration.Protocol;
import java.util.List;
import java.util.stream.Stream;

/** The table of the rules that fire: id, a sequence that breaks the rule, and its twin that does not. */
final class RuleScripts {

    private RuleScripts() {}

    /** One row. */
    record Case(String id, Script breach, Script twin) {
        @Override
        public String toString() {
            return id;
        }
    }

    static Stream<Case> all() {
        return Stream.of(
                        states(),
                        quiet(),
                        sessions(),
                        TrackingScripts.all(),
                        BitScripts.all(),
                        BitActionScripts.all(),
                        WorldScripts.all(),
                        WindowScripts.all(),
                        ContainerScripts.all(),
                        recordings())
                .flatMap(List::stream);
    }

    static Case row(String id, Script breach, Script twin) {
        return new Case(id, breach, twin);
    }

    private static List<Case> states() {
        return List.of(
                row("R-66", kernel().get(STOP), kernel().get(RUNNING)),
                row("R-67", kernel().features(2), kernel().features(5)),
                row(
                        "R-68",
                        kernel().features(1).set(PRE_COPY),
                        kernel().features(1).failing(EINVAL).set(PRE_COPY).get(RUNNING)),
                row(
                        "R-68",
                        kernel().set(DeviceState.of(Protocol.V2, 9)),
                        kernel().set(DeviceState.of(Protocol.V1_UAPI, 9))),
                row(
                        "R-68",
                        kernel().get(RUNNING).failing(EINVAL).set(ERROR).get(STOP),
                        kernel().get(RUNNING).failing(EINVAL).set(ERROR).get(RUNNING)),
                row(
                        "R-69",
                        kernel().set(STOP).failing(EINVAL).set(STOP),
                        kernel().set(STOP).set(STOP)),
                row(
                        "R-69",
                        kernel().features(7).set(STOP_COPY, 9).set(STOP_COPY, 10),
                        kernel().features(7).set(STOP_COPY, 9).set(STOP_COPY)),
                row(
                        "R-71",
                        kernel().features(7).set(STOP_COPY, 9).set(PRE_COPY),
                        kernel().features(7)
                                .set(STOP_COPY, 9)
                                .failing(EINVAL)
                                .set(PRE_COPY)
                                .get(STOP_COPY)),
                row(
                        "R-71",
                        kernel().features(7)
                                .set(STOP_COPY, 9)
                                .failing(Envelope.UNANSWERED)
                                .set(PRE_COPY),
                        kernel().features(7)
                                .set(PRE_COPY, 9)
                                .failing(Envelope.UNANSWERED)
                                .set(STOP_COPY)),
                row(
                        "R-71",
                        kernel().features(7)
                                .set(STOP_COPY, 9)
                                .failing(EINVAL)
                                .set(PRE_COPY)
                                .get(STOP),
                        kernel().features(7)
                                .set(STOP_COPY, 9)
                                .failing(EINVAL)
                                .set(PRE_COPY)
                                .get(STOP_COPY)),
                row(
                        "R-81",
                        kernel().get(ERROR).set(RUNNING),
                        kernel().get(ERROR)
                                .failing(EIO)
                                .set(RUNNING)
                                .reset(REQUEST)
                                .set(RUNNING)),
                row(
                        "R-82",
                        kernel().set(STOP).get(RUNNING),
                        kernel().set(STOP).reset(REQUEST).get(RUNNING)),
                row(
                        "R-82",
                        kernel().get(RUNNING).get(STOP),
                        kernel().get(RUNNING)
                                .then((s, e) -> s.eventsLost(e, 1, GapCause.CAPTURE, Payload.empty()))
                                .get(STOP)),
                row(
                        "R-83",
                        kernel().features(1)
                                .get(RUNNING)
                                .failing(EIO)
                                .set(STOP_COPY)
                                .get(RESUMING),
                        kernel().features(1)
                                .get(RUNNING)
                                .failing(EIO)
                                .set(STOP_COPY)
                                .get(STOP)),
                row(
                        "R-83",
                        kernel().get(RUNNING).failing(EIO).set(STOP).get(PRE_COPY),
                        kernel().get(RUNNING).failing(EIO).set(STOP).get(RUNNING_P2P)),
                row(
                        "R-85",
                        kernel().features(7)
                                .set(PRE_COPY, 9)
                                .failing(LateErrors.EMFILE)
                                .set(STOP_COPY)
                                .read(9, 10),
                        kernel().features(7)
                                .set(PRE_COPY, 9)
                                .failing(LateErrors.EMFILE)
                                .set(STOP_COPY)
                                .get(STOP_COPY)
                                .read(9, 10)),
                row(
                        "R-86",
                        kernel().features(7)
                                .set(STOP_COPY, 9)
                                .failing(EIO)
                                .set(RUNNING)
                                .read(9, 10),
                        kernel().features(7)
                                .set(STOP_COPY, 9)
                                .failing(EIO)
                                .set(RUNNING)
                                .get(STOP_COPY)
                                .read(9, 10)),
                row("R-87", socket().set(PRE_COPY), socket().features(5).set(PRE_COPY)));
    }

    private static List<Case> quiet() {
        return List.of(
                row(
                        "R-72",
                        socket().set(STOP).dmaWrite(EventSink.RAM, 0),
                        socket().set(STOP).lasting(150).dmaWrite(EventSink.RAM, 0)),
                row(
                        "R-72",
                        kernel().set(STOP).interrupt(),
                        kernel().set(RUNNING).interrupt()),
                row(
                        "R-72",
                        socket().set(STOP).failing(EINVAL).config(),
                        socket().set(STOP).config()),
                row("R-73", socket().failing(EINVAL).mmio(0), socket().mmio(0)),
                row(
                        "R-74",
                        kernel().features(7).set(RUNNING_P2P).dmaWrite(1, 0),
                        kernel().features(7).set(RUNNING_P2P).dmaWrite(EventSink.RAM, 0)),
                row(
                        "R-74",
                        kernel().features(7).set(RUNNING_P2P).failing(EINVAL).mmio(0, 1),
                        kernel().features(7).set(RUNNING_P2P).mmio(0, 1)),
                row(
                        "R-75",
                        socket().set(STOP).mmio(1),
                        socket().set(STOP).config().set(RUNNING).mmio(1)),
                row(
                        "R-75",
                        kernel().set(STOP).mmio(0, 1),
                        kernel().set(STOP).lasting(150).mmio(0, 1)),
                row(
                        "R-76",
                        socket().mmio(1).set(PRE_COPY).failing(EINVAL).mmio(1),
                        socket().mmio(0).set(PRE_COPY).failing(EINVAL).mmio(1)),
                row(
                        "R-77",
                        socket().set(RESUMING).dmaWrite(EventSink.RAM, 0),
                        socket().set(RESUMING).set(RUNNING).dmaWrite(EventSink.RAM, 0)),
                row(
                        "R-77",
                        kernel().features(7).set(RESUMING, 9).read(9, 10),
                        kernel().features(7).set(RESUMING, 9).failing(EINVAL).read(9, 0)),
                row(
                        "R-78",
                        socket().set(PRE_COPY).read(10).set(STOP).set(STOP_COPY),
                        socket().set(PRE_COPY).read(10).set(STOP_COPY)),
                row(
                        "R-78",
                        socket().set(PRE_COPY).read(10).set(STOP).set(STOP_COPY),
                        socket().set(PRE_COPY)
                                .read(10)
                                .set(RUNNING)
                                .set(PRE_COPY)
                                .set(STOP_COPY)),
                row(
                        "R-79",
                        socket().set(RESUMING)
                                .write(NO_FD, 10)
                                .failing(EIO)
                                .write(NO_FD, 10)
                                .set(STOP),
                        socket().set(RESUMING)
                                .write(NO_FD, 10)
                                .failing(EIO)
                                .write(NO_FD, 10)
                                .failing(EINVAL)
                                .set(STOP)),
                row(
                        "R-80",
                        socket().set(RESUMING).failing(EIO).write(NO_FD, 10).set(RUNNING),
                        socket().set(RESUMING)
                                .failing(EIO)
                                .write(NO_FD, 10)
                                .reset(REQUEST)
                                .set(RUNNING)));
    }

    private static List<Case> sessions() {
        return List.of(
                row(
                        "R-88",
                        kernel().features(7).set(PRE_COPY),
                        kernel().features(7).set(PRE_COPY, 9)),
                row(
                        "R-88",
                        kernel().features(7).set(PRE_COPY),
                        socket().features(5).set(PRE_COPY)),
                row("R-89", kernel().set(STOP, 9), kernel().set(STOP)),
                row(
                        "R-90",
                        kernel().features(7).set(PRE_COPY, 9).set(STOP_COPY, 10),
                        kernel().features(7).set(PRE_COPY, 9).set(STOP_COPY)),
                row(
                        "R-91",
                        kernel().features(7).set(STOP_COPY, 9).reset(REQUEST).read(9, 10),
                        kernel().features(7)
                                .set(STOP_COPY, 9)
                                .reset(REQUEST)
                                .failing(ENODEV)
                                .read(9, 0)),
                row(
                        "R-91",
                        socket().set(PRE_COPY).set(RUNNING).read(10),
                        socket().set(PRE_COPY).set(RUNNING).lasting(150).read(10)),
                row(
                        "R-91",
                        socket().set(STOP).write(NO_FD, 10),
                        socket().set(RESUMING).write(NO_FD, 10)),
                row("R-94", kernel().get(RUNNING, 4), kernel().get(RUNNING)),
                row(
                        "R-95",
                        kernel().features(7).set(PRE_COPY, 9).read(9, 0),
                        kernel().features(7).set(PRE_COPY, 9).failing(ENOMSG).read(9, 0)),
                row(
                        "R-95",
                        kernel().features(7).set(PRE_COPY, 9).read(9, 0),
                        socket().set(PRE_COPY).read(0)),
                row(
                        "R-96",
                        kernel().features(7).set(STOP_COPY, 9).failing(ENOMSG).read(9, 0),
                        kernel().features(7).set(PRE_COPY, 9).failing(ENOMSG).read(9, 0)),
                row(
                        "R-96",
                        kernel().features(7).set(STOP_COPY, 9).read(9, 0).read(9, 10),
                        kernel().features(7)
                                .set(STOP_COPY, 9)
                                .read(9, 10)
                                .read(9, 0)
                                .read(9, 0)),
                row(
                        "R-97",
                        kernel().features(7)
                                .set(STOP_COPY, 9)
                                .read(9, 10)
                                .set(STOP)
                                .closed(),
                        kernel().features(7)
                                .set(STOP_COPY, 9)
                                .read(9, 10)
                                .read(9, 0)
                                .set(STOP)
                                .closed()),
                row(
                        "R-97",
                        socket().set(STOP_COPY).read(PAGE).set(STOP),
                        socket().set(STOP_COPY).read(PAGE).read(10).set(STOP)),
                row(
                        "R-97",
                        socket().set(STOP_COPY).read(PAGE).set(STOP),
                        socket().set(STOP_COPY).read(PAGE).set(STOP).set(RUNNING)),
                row(
                        "R-98",
                        kernel().features(7)
                                .set(PRE_COPY, 9)
                                .precopyInfo(10, 0, 0)
                                .failing(EINVAL)
                                .set(STOP_COPY),
                        kernel().features(7)
                                .set(PRE_COPY, 9)
                                .precopyInfo(10, 0, 0)
                                .set(STOP_COPY)),
                row(
                        "R-101",
                        kernel().set(STOP).precopyInfo(1, 0, 0),
                        kernel().features(7).set(PRE_COPY, 9).precopyInfo(1, 0, 0)),
                row(
                        "R-101",
                        kernel().features(7).set(PRE_COPY, 9).failing(EINVAL).precopyInfo(0, 0, 0),
                        kernel().set(STOP).failing(EINVAL).precopyInfo(0, 0, 0)),
                row(
                        "R-102",
                        kernel().features(7)
                                .set(PRE_COPY, 9)
                                .precopyInfo(5, 0, 0)
                                .precopyInfo(6, 0, 0),
                        kernel().features(7)
                                .set(PRE_COPY, 9)
                                .precopyInfo(6, 0, 0)
                                .precopyInfo(5, 9, 0)),
                row(
                        "R-103",
                        kernel().feature(12, 2)
                                .features(7)
                                .set(PRE_COPY, 9)
                                .precopyInfo(5, 0, 0)
                                .precopyInfo(6, 0, 0),
                        kernel().feature(12, 2)
                                .features(7)
                                .set(PRE_COPY, 9)
                                .precopyInfo(5, 0, 0)
                                .precopyInfo(6, 0, 1)),
                row(
                        "R-103",
                        kernel().features(7)
                                .set(PRE_COPY, 9)
                                .precopyInfo(5, 0, 0)
                                .precopyInfo(6, 0, 1),
                        kernel().features(7)
                                .set(PRE_COPY, 9)
                                .precopyInfo(5, 0, 1)
                                .precopyInfo(5, 0, 1)));
    }

    private static List<Case> recordings() {
        return List.of(
                row("C-01", socket().damaged(DamageKind.CUT), socket().damaged(DamageKind.FIELD)),
                row("C-02", socket().damaged(DamageKind.LENGTH), socket().damaged(DamageKind.FIELD)),
                row("C-03", socket().damaged(DamageKind.UNEXPECTED_REPLY), socket().damaged(DamageKind.FIELD)),
                row("C-04", socket().damaged(DamageKind.UNKNOWN_COMMAND), socket().damaged(DamageKind.FIELD)),
                row("C-05", socket().damaged(DamageKind.FRAMING), socket().damaged(DamageKind.FIELD)),
                row("C-06", socket().damaged(DamageKind.FIELD), socket().damaged(DamageKind.CUT)),
                row("C-07", socket().damaged(DamageKind.CONTAINER), socket().damaged(DamageKind.FIELD)),
                row("C-17", socket().damaged(DamageKind.USELESS), socket().damaged(DamageKind.FIELD)),
                row("C-18", socket().damaged(DamageKind.RECORD), socket().damaged(DamageKind.FIELD)),
                row(
                        "C-08",
                        socket().then((s, e) -> s.eventsLost(e, 5, GapCause.OVERLOAD, Payload.empty())),
                        socket().mmio(0)),
                row(
                        "C-09",
                        socket().failing(Envelope.UNANSWERED).set(STOP),
                        socket().failing(Envelope.UNANSWERED).get(STOP)),
                row(
                        "C-10",
                        socket().failing(Envelope.UNANSWERED).mmio(0),
                        socket().failing(Envelope.UNOBSERVED).mmio(0)),
                row(
                        "C-11",
                        socket().set(STOP_COPY).failing(EIO).read(0),
                        socket().failing(EIO).read(0)),
                row(
                        "C-11",
                        socket().set(RESUMING).failing(EINVAL).set(RUNNING),
                        kernel().features(7).set(STOP_COPY, 9).failing(EINVAL).set(PRE_COPY)),
                row(
                        "C-12",
                        socket().failing(EINVAL).set(RESUMING),
                        socket().failing(EINVAL).set(ERROR)),
                row(
                        "C-13",
                        socket().failing(EINVAL).read(0),
                        socket().set(STOP_COPY).failing(EINVAL).read(0)),
                row(
                        "C-13",
                        socket().failing(EINVAL).report(0, PAGE),
                        socket().failing(ENOMSG).read(0)),
                row("C-14", kernel().get(ERROR), kernel().get(RUNNING)),
                row("C-15", socket().failing(EINVAL).reset(REQUEST), socket().reset(REQUEST)));
    }
}
