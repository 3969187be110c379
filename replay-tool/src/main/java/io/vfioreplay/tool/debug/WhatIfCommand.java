package io.vfioreplay.tool.debug;

import io.vfioreplay.engine.json.Json;
import io.vfioreplay.engine.postmortem.Side;
import io.vfioreplay.engine.replay.Timeline;
import io.vfioreplay.engine.whatif.EditReader;
import io.vfioreplay.engine.whatif.EventNotation;
import io.vfioreplay.engine.whatif.EventSyntaxException;
import io.vfioreplay.engine.whatif.WhatIf;
import io.vfioreplay.engine.whatif.WhatIfReport;
import io.vfioreplay.tool.json.WhatIfJson;
import io.vfioreplay.tool.text.WhatIfText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code whatif}: what would have happened. */
final class WhatIfCommand implements Command {

    private static final String AND = "\\s;\\s";

    /** An edit: the verb, and what is meant; a side in front of that is its own. */
    private static final Pattern EDIT = Pattern.compile("(insert\\s+\\S+|\\S+)\\s+(?!(?:s|d|source|destination):)(.*)");

    @Override
    public Manual manual() {
        return new Manual(
                List.of("whatif"),
                "EDIT [; EDIT]",
                "what would have happened if some events had been others; the journal stays as it is",
                List.of(
                        "Edits are those of \"vfio-replay whatif --help\". Positions are of this side, or with s: or d: in front of the"
                                + " source or the destination.",
                        "  whatif drop 104",
                        "  whatif change d:16 data=@s:111",
                        "  whatif move 10 before 9 ; drop 12",
                        "  whatif insert after 104 deviceStateSet requested=v2:STOP"));
    }

    @Override
    public Answer run(Desk desk, Arguments given) {
        String text = given.required("an edit: " + String.join(", ", EditReader.VERBS));
        Timeline first = desk.stands().get(0).timeline();
        Optional<Timeline> second =
                desk.hasBothSides() ? Optional.of(desk.stand(Side.DESTINATION).timeline()) : Optional.empty();
        WhatIf whatIf = new WhatIf(first, second);
        for (String edit : text.split(AND, -1)) {
            add(whatIf, sided(desk, edit.strip()));
        }
        return new Compared(desk.patiently("comparing", progress -> whatIf.compare(Long.MAX_VALUE, progress)));
    }

    /** Here a position without a side means this side, whichever it is. */
    private static String sided(Desk desk, String edit) {
        Matcher unsided = EDIT.matcher(edit);
        boolean isHere = desk.hasBothSides() && desk.stand().side() == Side.DESTINATION;
        return isHere && unsided.matches() ? unsided.group(1) + " d:" + unsided.group(2) : edit;
    }

    private static void add(WhatIf whatIf, String edit) {
        try {
            whatIf.edit(edit);
        } catch (EventSyntaxException wrong) {
            List<String> picture =
                    wrong.picture().lines().map(line -> "  " + line).toList();
            throw new CommandException("in the edit at column " + wrong.column() + ": " + wrong.getMessage() + "\n"
                    + String.join("\n", picture));
        }
    }

    @Override
    public List<String> candidates(Desk desk, Arguments given) {
        List<String> words = new ArrayList<>(EditReader.VERBS);
        words.addAll(List.of("after", "before"));
        words.addAll(EventNotation.candidates(""));
        return words;
    }

    /** What would have been beside what was. */
    private record Compared(WhatIfReport report) implements Answer {

        @Override
        public List<String> lines(Look look) {
            return new WhatIfText(look.palette()).lines(report);
        }

        @Override
        public void json(Json json) {
            WhatIfJson.members(json, report);
        }

        @Override
        public boolean isFinding() {
            return report.differs();
        }
    }
}
