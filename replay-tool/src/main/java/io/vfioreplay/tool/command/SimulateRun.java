package io.vfioreplay.tool.command;

import io.vfioreplay.engine.simulate.Campaign;
import io.vfioreplay.engine.simulate.Campaign.Plan;
import io.vfioreplay.engine.simulate.CampaignReport;
import io.vfioreplay.engine.simulate.CampaignReport.Surprise;
import io.vfioreplay.engine.simulate.Scenario;
import io.vfioreplay.engine.simulate.Scenarios;
import io.vfioreplay.engine.simulate.SimulatedCase;
import io.vfioreplay.engine.simulate.SimulatedMigration;
import io.vfioreplay.engine.simulate.Simulation;
import io.vfioreplay.engine.simulate.Trial;
import io.vfioreplay.engine.simulate.Wishes;
import io.vfioreplay.tool.json.SimulationJson;
import io.vfioreplay.tool.text.SimulationText;
import io.vfioreplay.tool.text.Text;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Simulates, shows what came of it, and keeps what is to be kept.
 *
 * @param console where it is shown
 * @param output where journals go, if anywhere
 * @param json whether it is shown as JSON
 */
record SimulateRun(Console console, Optional<Path> output, boolean json) {

    /** One migration. */
    int single(long seed, Wishes wishes) {
        output.ifPresent(SimulateRun::refuseToOverwrite);
        Trial trial = Trial.of(Simulation.run(scenario(seed, wishes)));
        output.ifPresent(directory -> keep(trial.migration(), directory));
        if (json) {
            SimulationJson.write(console.out(), trial);
        } else {
            SimulationText.lines(trial, console.palette()).forEach(console::line);
            output.ifPresent(directory -> console.line("written: " + directory));
        }
        return trial.isSurprise() ? ExitCode.FOUND : ExitCode.NOTHING_FOUND;
    }

    /** Looks at everything that would be written, so that nothing is written where something is in the way. */
    private static void refuseToOverwrite(Path directory) {
        SimulatedCase.inTheWay(directory).ifPresent(file -> {
            throw new UnusableException(
                    file
                            + " is there already; expected a directory without a case, name another one with -o or remove that");
        });
    }

    private static Scenario scenario(long seed, Wishes wishes) {
        try {
            return Scenarios.of(seed, wishes);
        } catch (IllegalArgumentException impossible) {
            throw new UnusableException(String.valueOf(impossible.getMessage()));
        }
    }

    /** A campaign. */
    int campaign(Plan plan) {
        plan.faults()
                .forEach(fault -> scenario(
                        plan.firstSeed(), fault.map(plan.wishes()::with).orElse(plan.wishes())));
        CampaignReport report;
        long begin = System.nanoTime();
        try (ProgressLine progress =
                new ProgressLine(console, "simulating " + Text.plural(plan.count(), "migration"))) {
            report = Campaign.run(plan, Runtime.getRuntime().availableProcessors(), progress);
        }
        long nanos = System.nanoTime() - begin;
        if (json) {
            SimulationJson.write(console.out(), plan, report);
        } else {
            SimulationText.lines(plan, report, console.palette()).forEach(console::line);
            console.line(SimulationText.speed(report, nanos));
        }
        output.filter(directory -> !report.surprises().isEmpty())
                .ifPresent(directory -> keep(report.surprises(), directory));
        return report.surpriseCount() > 0 ? ExitCode.FOUND : ExitCode.NOTHING_FOUND;
    }

    /** Behind the report, which has taken long and is not to be lost where something is in the way. */
    private void keep(List<Surprise> surprises, Path directory) {
        surprises.forEach(surprise -> refuseToOverwrite(place(surprise, directory)));
        surprises.forEach(surprise -> keep(Simulation.run(surprise.scenario()), place(surprise, directory)));
        if (!json) {
            console.line("written: " + Text.plural(surprises.size(), "surprise") + " into " + directory
                    + ", a case each for regress");
        }
    }

    private static Path place(Surprise surprise, Path directory) {
        Scenario scenario = surprise.scenario();
        return directory.resolve("seed-" + scenario.seed()
                + scenario.fault().map(fault -> "-" + fault.label()).orElse(""));
    }

    private static void keep(SimulatedMigration migration, Path directory) {
        SimulatedCase.write(migration, directory);
        ReportFile.write(
                directory.resolve(SimulatedCase.DESCRIPTION), out -> SimulationJson.writeExpected(out, migration));
    }
}
