package io.vfioreplay.hardware.rule;

import static io.vfioreplay.hardware.event.Errno.EINVAL;
import static io.vfioreplay.hardware.event.Errno.EIO;
import static io.vfioreplay.hardware.event.MappingKind.BY_MESSAGE;
import static io.vfioreplay.hardware.event.MappingKind.SHARED;
import static io.vfioreplay.hardware.event.ResetCause.BUS;
import static io.vfioreplay.hardware.event.ResetCause.FLR;
import static io.vfioreplay.hardware.event.ResetCause.REQUEST;
import static io.vfioreplay.hardware.migration.StateV2.RUNNING;
import static io.vfioreplay.hardware.migration.StateV2.STOP;
import static io.vfioreplay.hardware.migration.StateV2.STOP_COPY;
import static io.vfioreplay.hardware.rule.RuleScripts.row;
import static io.vfioreplay.hardware.rule.Script.PAGE;
import static io.vfioreplay.hardware.rule.Script.kernel;
import static io.vfioreplay.hardware.rule.Script.middle;
import static io.vfioreplay.hardware.rule.Script.socket;

import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.rule.RuleScripts.Case;
import java.util.List;

/** The rows of {@link RuleScripts} about resets and the dirty page log. */
final class TrackingScripts {

    private TrackingScripts() {}

    static List<Case> all() {
        return List.of(
                row(
                        "R-106",
                        kernel().set(STOP).reset(REQUEST).get(STOP),
                        kernel().set(STOP).reset(REQUEST).get(RUNNING)),
                row(
                        "R-108",
                        kernel().set(STOP).reset(FLR).get(STOP),
                        kernel().set(STOP).reset(BUS).get(RUNNING)),
                row(
                        "R-109",
                        kernel().startLog(0, PAGE)
                                .reset(REQUEST)
                                .failing(EINVAL)
                                .report(0, PAGE),
                        kernel().startLog(0, PAGE)
                                .reset(REQUEST)
                                .stopLog()
                                .failing(EINVAL)
                                .report(0, PAGE)),
                row("R-111", kernel().startLog(), socket().startLog()),
                row(
                        "R-111",
                        kernel().startLog(0, PAGE).startLog(0, PAGE),
                        kernel().startLog(0, PAGE).stopLog().startLog(0, PAGE)),
                row("R-111", kernel().startLog(1, PAGE), kernel().startLog(PAGE, PAGE)),
                row("R-111", kernel().startLog(-PAGE, 2 * PAGE), kernel().startLog(-PAGE, PAGE)),
                row("R-111", kernel().startLog(0, 2 * PAGE, PAGE, PAGE), kernel().startLog(0, PAGE, PAGE, PAGE)),
                row(
                        "R-111",
                        kernel().startLog(new long[514]),
                        kernel().failing(7).startLog(new long[514])),
                row(
                        "R-112",
                        kernel().startLog(0, PAGE).failing(EINVAL).startLog(0, PAGE),
                        kernel().startLog(0, PAGE).stopLog().startLog(0, PAGE)),
                row(
                        "R-112",
                        kernel().startLog(0, PAGE).closed(),
                        kernel().startLog(0, PAGE).stopLog().closed()),
                row(
                        "R-113",
                        kernel().startLog(0, PAGE).failing(EIO).report(0, PAGE).set(STOP_COPY, 9),
                        kernel().startLog(0, PAGE)
                                .failing(EIO)
                                .report(0, PAGE)
                                .stopLog()
                                .startLog(0, PAGE)
                                .set(STOP_COPY, 9)),
                row(
                        "R-113",
                        socket().map(0, PAGE, SHARED)
                                .startLog()
                                .failing(EINVAL)
                                .report(0, PAGE)
                                .set(STOP_COPY),
                        socket().map(0, PAGE, BY_MESSAGE)
                                .startLog()
                                .failing(EINVAL)
                                .report(0, PAGE)
                                .set(STOP_COPY)),
                row("R-113", kernel().report(0, PAGE), middle().report(0, PAGE)),
                row(
                        "R-113",
                        kernel().startLog(0, PAGE).report(0, PAGE, 2048),
                        kernel().startLog(0, PAGE).report(0, PAGE, 2 * PAGE)),
                row(
                        "R-115",
                        kernel().startLog(0, PAGE).failing(EIO).report(0, PAGE).report(0, PAGE),
                        kernel().startLog(0, PAGE)
                                .failing(EIO)
                                .report(0, PAGE)
                                .stopLog()
                                .startLog(0, PAGE)
                                .report(0, PAGE)),
                row(
                        "R-116",
                        kernel().startLog(0, PAGE)
                                .report(0, PAGE)
                                .dmaWrite(EventSink.RAM, 64)
                                .set(STOP_COPY, 9)
                                .stopLog(),
                        kernel().startLog(0, PAGE)
                                .dmaWrite(EventSink.RAM, 64)
                                .set(STOP_COPY, 9)
                                .report(0, PAGE)
                                .stopLog()));
    }
}
