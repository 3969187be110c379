package io.vfioreplay.tool.debug;

import io.vfioreplay.engine.json.Json;
import io.vfioreplay.engine.postmortem.SideFinding;
import io.vfioreplay.engine.travel.CauseLink;
import io.vfioreplay.tool.text.Palette.Role;
import io.vfioreplay.tool.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@code why}: the chain of events behind something. */
final class WhyCommand implements Command {

    @Override
    public Manual manual() {
        return new Manual(
                List.of("why"),
                "[FINDING]",
                "the chain of events behind the event here, or behind a finding",
                List.of(
                        "A finding is named by its number in \"findings\", or by its rule: then the first one that broke it.",
                        "The place stays. The events further in are those that the one above depends on.",
                        "  why",
                        "  why 1",
                        "  why R-97"));
    }

    @Override
    public Answer run(Desk desk, Arguments given) {
        String word = given.word("the number or the rule of one finding").orElse("");
        if (word.isEmpty()) {
            long position = desk.stand().position();
            if (position < 0) {
                throw new CommandException("no event has happened yet; expected \"go failure\" or \"why FINDING\"");
            }
            return new Chain(
                    desk.patiently("searching", progress -> desk.session().why(position, progress)),
                    desk.hasBothSides());
        }
        List<SideFinding> findings = desk.patiently("examining", desk.session()::findings);
        SideFinding finding = finding(given, findings, word);
        return new Chain(
                desk.patiently("searching", progress -> desk.session().why(finding, progress)), desk.hasBothSides());
    }

    private static SideFinding finding(Arguments given, List<SideFinding> findings, String word) {
        if (Character.isDigit(word.charAt(0))) {
            long number = given.count(word);
            if (number > findings.size()) {
                throw given.wrong("a number from 1 to " + findings.size() + " (\"findings\" lists them)");
            }
            return findings.get((int) number - 1);
        }
        return findings.stream()
                .filter(each -> each.rule().id().equalsIgnoreCase(word))
                .findFirst()
                .orElseThrow(() -> given.wrong("a finding that there is (\"findings --all\" lists them)"));
    }

    @Override
    public List<String> candidates(Desk desk, Arguments given) {
        if (!desk.isQuickToExamine()) {
            return List.of();
        }
        List<String> rules = new ArrayList<>();
        desk.patiently("examining", desk.session()::findings)
                .forEach(each -> rules.add(each.rule().id()));
        return rules.stream().distinct().toList();
    }

    /** Events that led to another. */
    private record Chain(List<CauseLink> links, boolean bothSides) implements Answer {

        @Override
        public List<String> lines(Look look) {
            List<String> lines = new ArrayList<>();
            for (CauseLink each : links) {
                String indent = "  ".repeat(each.depth());
                String side = bothSides ? each.side().label() + " " : "";
                String place = String.format(Locale.ROOT, "%s%d", side, each.position());
                lines.add(indent + look.palette().paint(Role.TITLE, place) + "  "
                        + look.palette().paint(Role.ACCENT, Text.harmless(each.event())));
                lines.add(indent + "    " + look.palette().paint(Role.FAINT, Text.harmless(each.reason())));
            }
            return lines.isEmpty() ? List.of("nothing is known to be behind it") : lines;
        }

        @Override
        public void json(Json json) {
            json.array(
                    "chain",
                    () -> links.forEach(each -> json.object(() -> {
                        json.text("side", bothSides ? each.side().label() : null);
                        json.number("position", each.position()).number("depth", each.depth());
                        json.text("event", each.event()).text("reason", each.reason());
                    })));
        }
    }
}
