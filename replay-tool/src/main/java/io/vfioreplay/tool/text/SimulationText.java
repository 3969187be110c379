package io.vfioreplay.tool.text;

import io.vfioreplay.engine.simulate.Campaign.Plan;
import io.vfioreplay.engine.simulate.CampaignReport;
import io.vfioreplay.engine.simulate.CampaignReport.Row;
import io.vfioreplay.engine.simulate.CampaignReport.Surprise;
import io.vfioreplay.engine.simulate.Expected;
import io.vfioreplay.engine.simulate.Fault;
import io.vfioreplay.engine.simulate.Scenario;
import io.vfioreplay.engine.simulate.Trial;
import io.vfioreplay.engine.simulate.Vantage;
import io.vfioreplay.engine.simulate.Wishes;
import io.vfioreplay.tool.text.Palette.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Simulated migrations and campaigns as text. */
public final class SimulationText {

    private static final int SURPRISES_SHOWN = 10;
    private static final int WIDTH = 98;
    private static final double PERCENT = 100;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double SECONDS_PER_MINUTE = 60;

    private SimulationText() {}

    /** What a single migration came to. */
    public static List<String> lines(Trial trial, Palette palette) {
        Scenario scenario = trial.migration().scenario();
        Expected expected = trial.migration().expected();
        List<String> lines = new ArrayList<>();
        lines.add(palette.paint(Role.TITLE, "seed " + scenario.seed()) + ": " + describe(scenario));
        scenario.fault().ifPresent(fault -> lines.add("fault:    " + fault.label() + ": " + fault.sentence()));
        lines.add("expected: "
                + (expected.isObservable() ? expected(expected) : "nothing, since it cannot be seen from there"));
        lines.add("found:    " + trial.postmortem().verdict().label() + ", blame "
                + trial.postmortem().blame().label());
        lines.addAll(Wrap.at(palette.width(WIDTH), trial.postmortem().sentence()));
        if (trial.isSurprise()) {
            lines.add(palette.paint(Role.BAD, "a surprise:"));
            trial.differences().forEach(difference -> lines.add("  " + difference));
        }
        return lines;
    }

    private static String expected(Expected expected) {
        String rules = expected.rules().isEmpty() ? "" : ", a finding of " + String.join(" or ", expected.rules());
        return expected.verdict().label() + ", blame " + expected.blame().label() + rules;
    }

    private static String describe(Scenario scenario) {
        String devices =
                scenario.devices().stream().map(device -> device.kind().label()).collect(Collectors.joining(", "));
        return "%s, %s, recorded by %s"
                .formatted(
                        scenario.protocol().label(),
                        devices,
                        scenario.vantage() == Vantage.EVERYTHING
                                ? "a witness of everything"
                                : scenario.vantage().label());
    }

    /** What a campaign came to. */
    public static List<String> lines(Plan plan, CampaignReport report, Palette palette) {
        List<String> lines = new ArrayList<>();
        if (!report.rows().isEmpty()) {
            lines.add(palette.paint(
                    Role.TITLE,
                    "%-28s %9s %11s %9s %9s".formatted("fault", "injected", "observable", "found", "blamed")));
            report.rows().forEach(row -> lines.add(row(row, palette)));
            lines.add("");
        }
        report.total().ifPresent(total -> {
            lines.add("faults found where they can be seen: " + rate(total.found(), total.observable(), palette));
            lines.add("the right one blamed:                " + rate(total.blamed(), total.observable(), palette));
        });
        if (report.faultFree() > 0) {
            lines.add("clean without a fault:               " + rate(report.clean(), report.faultFree(), palette));
        }
        if (report.surpriseCount() > 0) {
            lines.add(palette.paint(Role.BAD, Text.plural(report.surpriseCount(), "surprise")) + ":");
            report.surprises().stream()
                    .limit(SURPRISES_SHOWN)
                    .forEach(surprise -> lines.addAll(surprise(plan, surprise, palette)));
        }
        return lines;
    }

    private static String row(Row row, Palette palette) {
        boolean isAll = row.found() == row.observable() && row.blamed() == row.observable();
        String text = "%-28s %9s %11s %9s %9s"
                .formatted(
                        row.fault().label(),
                        Text.count(row.injected()),
                        Text.count(row.observable()),
                        Text.count(row.found()),
                        Text.count(row.blamed()));
        return isAll ? text : palette.paint(Role.BAD, text);
    }

    private static String rate(long part, long all, Palette palette) {
        String text = all == 0
                ? "none were to be seen"
                : String.format(
                        Locale.ROOT, "%s of %s (%.2f %%)", Text.count(part), Text.count(all), PERCENT * part / all);
        return palette.paint(part == all ? Role.GOOD : Role.BAD, text);
    }

    private static List<String> surprise(Plan plan, Surprise surprise, Palette palette) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("seed " + surprise.scenario().seed() + ": " + describe(surprise.scenario()));
        surprise.differences().forEach(difference -> lines.add("  " + difference));
        Wrap.at(palette.width(WIDTH) - 2, surprise.sentence()).forEach(line -> lines.add("  " + line));
        lines.add("  " + command(plan.wishes(), surprise.scenario()));
        return lines;
    }

    /** What reproduces a migration. */
    private static String command(Wishes wishes, Scenario scenario) {
        StringBuilder command = new StringBuilder("vfio-replay simulate --seed " + scenario.seed());
        scenario.fault()
                .map(Fault::label)
                .ifPresent(fault -> command.append(" --fault ").append(fault));
        wishes.devices().ifPresent(count -> command.append(" --devices ").append(count));
        wishes.protocol().ifPresent(protocol -> command.append(" --protocol ").append(protocol.label()));
        wishes.vantage().ifPresent(vantage -> command.append(" --vantage ").append(vantage.label()));
        return command.append(" -o seed-").append(scenario.seed()).toString();
    }

    /** How fast it was. */
    public static String speed(CampaignReport report, long nanos) {
        double seconds = Math.max(1, nanos) / NANOS_PER_SECOND;
        return String.format(
                Locale.ROOT,
                "%s with %s in %.1f s, %,.0f migrations a minute",
                Text.plural(report.migrations(), "migration"),
                Text.plural(report.events(), "event"),
                seconds,
                report.migrations() / seconds * SECONDS_PER_MINUTE);
    }
}
