package io.vfioreplay.tool.debug;

import io.vfioreplay.engine.json.Json;
import io.vfioreplay.engine.postmortem.Postmortem;
import io.vfioreplay.engine.postmortem.SideFinding;
import io.vfioreplay.hardware.rule.Severity;
import io.vfioreplay.tool.text.FindingText;
import io.vfioreplay.tool.text.Palette.Role;
import io.vfioreplay.tool.text.Text;
import io.vfioreplay.tool.text.Wrap;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@code findings}: what is wrong. */
final class FindingsCommand implements Command {

    private static final String ALL = "--all";
    private static final String INDENT = "     ";

    @Override
    public Manual manual() {
        return new Manual(
                List.of("findings"),
                "[--all]",
                "what is wrong with this migration, numbered for \"go\" and \"why\"",
                List.of("With --all notes as well.", "  findings", "  go finding R-97", "  why 1"));
    }

    @Override
    public Answer run(Desk desk, Arguments given) {
        given.without(ALL).none();
        Postmortem postmortem = desk.patiently("examining", desk.session()::postmortem);
        List<SideFinding> findings = desk.patiently("examining", desk.session()::findings);
        return new Listed(postmortem, findings, given.has(ALL), desk.hasBothSides());
    }

    @Override
    public List<String> candidates(Desk desk, Arguments given) {
        return List.of(ALL);
    }

    /** The findings of a post-mortem with its sentence. */
    private record Listed(Postmortem postmortem, List<SideFinding> findings, boolean all, boolean bothSides)
            implements Answer {

        @Override
        public List<String> lines(Look look) {
            List<String> lines = new ArrayList<>();
            Wrap.at(look.width(), Text.harmless(postmortem.sentence()))
                    .forEach(line -> lines.add(look.palette().paint(Role.TITLE, line)));
            FindingText text = new FindingText(look.palette());
            int number = 0;
            int notes = 0;
            for (SideFinding each : findings) {
                number++;
                if (each.severity() == Severity.NOTE && !all) {
                    notes++;
                    continue;
                }
                String side = bothSides ? each.side().label() + " " : "";
                lines.add(String.format(Locale.ROOT, "%3d  ", number) + text.label(each.severity()) + " "
                        + each.rule().id() + " at " + side + "position " + each.position() + ": "
                        + each.rule().title());
                Wrap.at(look.width() - INDENT.length(), Text.harmless(each.message()))
                        .forEach(line -> lines.add(INDENT + line));
            }
            if (notes > 0) {
                lines.add(
                        look.palette().paint(Role.FAINT, "... and " + Text.plural(notes, "note") + "; findings --all"));
            }
            return lines;
        }

        @Override
        public void json(Json json) {
            json.text("verdict", postmortem.verdict().label());
            json.text("blame", postmortem.blame().label());
            json.text("sentence", postmortem.sentence());
            json.array(
                    "findings",
                    () -> findings.forEach(each -> json.object(() -> {
                        json.text("rule", each.rule().id());
                        json.text("severity", each.severity().name().toLowerCase(Locale.ROOT));
                        json.text("side", each.side().label()).number("position", each.position());
                        json.text("message", each.message());
                    })));
        }

        @Override
        public boolean isFinding() {
            return postmortem.isTrouble();
        }
    }
}
