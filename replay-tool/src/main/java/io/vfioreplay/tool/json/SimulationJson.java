package io.vfioreplay.tool.json;

import io.vfioreplay.engine.json.Json;
import io.vfioreplay.engine.simulate.Campaign.Plan;
import io.vfioreplay.engine.simulate.CampaignReport;
import io.vfioreplay.engine.simulate.CampaignReport.Row;
import io.vfioreplay.engine.simulate.Expected;
import io.vfioreplay.engine.simulate.Fault;
import io.vfioreplay.engine.simulate.Scenario;
import io.vfioreplay.engine.simulate.SimulatedMigration;
import io.vfioreplay.engine.simulate.Trial;
import io.vfioreplay.engine.simulate.Vantage;
import java.io.OutputStream;

/** Simulated migrations, campaigns and the catalogue of faults as JSON documents. */
public final class SimulationJson {

    private static final String FORMAT = "vfio-replay simulation 1";

    private SimulationJson() {}

    /** Writes the catalogue. */
    public static void writeFaults(OutputStream out) {
        try (Json json = Json.document(out)) {
            json.object(() -> json.array("faults", () -> {
                for (Fault fault : Fault.values()) {
                    json.object(() -> writeFault(json, fault));
                }
            }));
        }
    }

    private static void writeFault(Json json, Fault fault) {
        json.text("name", fault.label()).text("sentence", fault.sentence()).text("source", fault.source());
        json.text("party", fault.party().label()).text("blame", fault.blame().label());
        json.array("rules", () -> fault.rules().forEach(json::element));
        json.array("observableFrom", () -> {
            for (Vantage vantage : Vantage.values()) {
                if (fault.isObservableFrom(vantage)) {
                    json.element(vantage.label());
                }
            }
        });
    }

    /** Writes what has to be found in the recordings of a migration. */
    public static void writeExpected(OutputStream out, SimulatedMigration migration) {
        try (Json json = Json.document(out)) {
            json.object(() -> {
                json.text("format", FORMAT);
                writeScenario(json, migration.scenario());
                writeExpected(json, migration.expected());
            });
        }
    }

    private static void writeScenario(Json json, Scenario scenario) {
        json.number("seed", scenario.seed())
                .text("protocol", scenario.protocol().label());
        json.array(
                "devices",
                () -> scenario.devices()
                        .forEach(device -> json.element(device.kind().label())));
        json.text("vantage", scenario.vantage().label());
        json.text("fault", scenario.fault().map(Fault::label).orElse(null));
    }

    private static void writeExpected(Json json, Expected expected) {
        json.flag("observable", expected.isObservable());
        json.text("verdict", expected.verdict().label())
                .text("blame", expected.blame().label());
        json.array("rules", () -> expected.rules().forEach(json::element));
    }

    /** Writes what a migration came to. */
    public static void write(OutputStream out, Trial trial) {
        try (Json json = Json.document(out)) {
            json.object(() -> {
                writeScenario(json, trial.migration().scenario());
                json.object(
                        "expected", () -> writeExpected(json, trial.migration().expected()));
                json.object("found", () -> {
                    json.text("verdict", trial.postmortem().verdict().label());
                    json.text("blame", trial.postmortem().blame().label());
                    json.text("sentence", trial.postmortem().sentence());
                });
                json.flag("surprise", trial.isSurprise());
                json.array("differences", () -> trial.differences().forEach(json::element));
            });
        }
    }

    /** Writes what a campaign came to; nothing in it depends on the machine. */
    public static void write(OutputStream out, Plan plan, CampaignReport report) {
        try (Json json = Json.document(out)) {
            json.object(() -> {
                json.number("firstSeed", plan.firstSeed()).number("lastSeed", plan.lastSeed());
                json.number("migrations", report.migrations()).number("events", report.events());
                json.number("faultFree", report.faultFree()).number("clean", report.clean());
                json.array("faults", () -> report.rows().forEach(row -> json.object(() -> writeRow(json, row))));
                json.number("surprises", report.surpriseCount());
                json.array(
                        "surprising",
                        () -> report.surprises()
                                .forEach(surprise -> json.object(() -> {
                                    writeScenario(json, surprise.scenario());
                                    json.text("sentence", surprise.sentence());
                                    json.array(
                                            "differences",
                                            () -> surprise.differences().forEach(json::element));
                                })));
            });
        }
    }

    private static void writeRow(Json json, Row row) {
        json.text("name", row.fault().label()).number("injected", row.injected());
        json.number("observable", row.observable()).number("found", row.found()).number("blamed", row.blamed());
    }
}
