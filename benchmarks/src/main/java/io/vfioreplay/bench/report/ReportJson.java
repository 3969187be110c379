package io.vfioreplay.bench.report;

import io.vfioreplay.bench.report.Section.Line;
import io.vfioreplay.engine.json.Json;
import java.io.OutputStream;

/**
 * A report for programs: every figure with its median, its spread and its rounds, as whole numbers of a unit that is small
 * enough. What was not observed is null.
 */
public final class ReportJson {

    private ReportJson() {}

    /** Writes one document; the stream stays open. */
    public static void write(Report report, OutputStream out) {
        try (Json json = Json.document(out)) {
            json.object(() -> {
                json.array("surroundings", () -> report.surroundings().forEach(json::element));
                json.array("sections", () -> report.sections().forEach(section -> write(section, json)));
                json.number("goals", report.goalCount()).number("goalsReached", report.goalsReached());
            });
        }
    }

    private static void write(Section section, Json json) {
        json.object(() -> {
            json.text("id", section.id()).text("title", section.title());
            json.array("lines", () -> section.lines().forEach(line -> write(section, line, json)));
            json.array(
                    "goals",
                    () -> section.goals()
                            .forEach(goal -> json.object(() -> {
                                json.text("text", goal.text()).text("wanted", goal.wanted());
                                json.flag("reached", goal.isReached());
                                write(goal.unit(), goal.measured(), json);
                            })));
        });
    }

    private static void write(Section section, Line line, Json json) {
        json.object(() -> {
            json.text("name", line.name()).text("description", line.description());
            for (int i = 0; i < line.cells().size(); i++) {
                String name = section.columns().get(i).name();
                Unit unit = section.columns().get(i).unit();
                line.cells()
                        .get(i)
                        .ifPresentOrElse(
                                samples -> json.object(name, () -> write(unit, samples, json)),
                                () -> json.nothing(name));
            }
        });
    }

    private static void write(Unit unit, Samples samples, Json json) {
        json.text("unit", unit.wholeName());
        json.number("median", unit.whole(samples.median()));
        json.number("min", unit.whole(samples.min())).number("max", unit.whole(samples.max()));
        json.array("rounds", () -> samples.rounds().forEach(figure -> json.element(unit.whole(figure))));
    }
}
