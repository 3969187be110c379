package io.vfioreplay.tool.text;

import io.vfioreplay.engine.diff.StreamDifference;
import io.vfioreplay.engine.postmortem.Postmortem;
import io.vfioreplay.engine.postmortem.Postmortem.Compared;
import io.vfioreplay.engine.postmortem.Postmortem.Forwarded;
import io.vfioreplay.engine.postmortem.Postmortem.Phase;
import io.vfioreplay.engine.postmortem.Postmortem.Stream;
import io.vfioreplay.engine.postmortem.SideFinding;
import io.vfioreplay.engine.postmortem.Verdict;
import io.vfioreplay.hardware.rule.Severity;
import io.vfioreplay.tool.text.Palette.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** A post-mortem for people: the verdict and its sentence first, then what shows it, then everything else. */
public final class PostmortemText {

    private static final int WIDTH = 100;
    private static final int LABEL_WIDTH = 13;
    private static final String UNSEEN = "not observed";

    private final Palette palette;
    private final boolean notes;

    /**
     * A way of showing post-mortems.
     *
     * @param notes whether findings of severity note are shown one by one rather than counted
     */
    public PostmortemText(Palette palette, boolean notes) {
        this.palette = palette;
        this.notes = notes;
    }

    /**
     * All lines.
     *
     * @param decisive the lines of the decisive event and its neighbours, empty where there is none
     */
    public List<String> lines(Postmortem postmortem, List<String> decisive) {
        List<String> lines = new ArrayList<>();
        String verdict = postmortem.verdict().label().toUpperCase(Locale.ROOT).replace('-', ' ');
        lines.add(palette.paint(role(postmortem.verdict()), verdict) + "   blame: "
                + palette.paint(Role.TITLE, postmortem.blame().label()));
        lines.addAll(Wrap.at(palette.width(WIDTH), Text.harmless(postmortem.sentence())));
        if (postmortem.isSwapped()) {
            lines.add("(The recordings were given in the wrong order and taken the other way round.)");
        }
        decisive(lines, postmortem, decisive);
        lines.add("");
        stream(lines, postmortem.stream());
        state(lines, postmortem);
        lines.add(label("downtime") + duration(postmortem.downtimeNanos()));
        clocks(lines, postmortem.clocks().sentence());
        phases(lines, postmortem.phases());
        findings(lines, postmortem.findings());
        return lines;
    }

    private static Role role(Verdict verdict) {
        return switch (verdict) {
            case MIGRATED -> Role.GOOD;
            case CANCELLED, INCOMPLETE -> Role.WARNING;
            case MIGRATED_WITH_DIFFERENCES, FAILED -> Role.BAD;
        };
    }

    private void decisive(List<String> lines, Postmortem postmortem, List<String> decisive) {
        postmortem.cause().ifPresent(cause -> {
            lines.add("");
            String rule = cause.rule().map(id -> ", " + id).orElse("");
            lines.add(palette.paint(
                    Role.TITLE,
                    "the decisive event (" + cause.side().label() + ", position " + cause.position() + rule + ")"));
            lines.addAll(decisive);
        });
    }

    private void stream(List<String> lines, Stream stream) {
        StringBuilder saved = new StringBuilder(bytes(stream.savedBytes()));
        if (!stream.savedBytesPerState().isEmpty()) {
            List<String> parts = new ArrayList<>();
            stream.savedBytesPerState().forEach((state, count) -> parts.add(state + " " + Text.count(count)));
            saved.append(" (").append(String.join(", ", parts)).append(')');
        }
        lines.add(label("saved") + saved);
        String part = stream.compared() == Compared.NOTHING ? "" : forwarded(stream.forwarded());
        lines.add(label("loaded") + bytes(stream.loadedBytes()) + part);
        String equal = switch (stream.compared()) {
            case BYTES -> palette.paint(Role.GOOD, "none");
            case PART -> "none in the part that could be compared; of the rest " + UNSEEN;
            case COUNTS -> UNSEEN + "; as many bytes on both sides";
            case NOTHING -> UNSEEN;
        };
        lines.add(label("difference")
                + stream.firstDifference().map(this::difference).orElse(equal));
    }

    private static String forwarded(Forwarded forwarded) {
        return switch (forwarded) {
            case WHOLE_SESSION -> ", compared with the whole saving session";
            case STOP_COPY_PART -> ", compared with what was read in STOP_COPY";
            case UNKNOWN -> "";
        };
    }

    private String difference(StreamDifference first) {
        return palette.paint(
                Role.BAD,
                "first at byte %s: source %s, destination %s"
                        .formatted(Text.count(first.offset()), first.source(), first.destination()));
    }

    private void state(List<String> lines, Postmortem postmortem) {
        postmortem
                .state()
                .forEach(fault -> lines.add(label("state")
                        + palette.paint(
                                Role.BAD,
                                "%s: source %s, destination %s (position %d)"
                                        .formatted(
                                                fault.path(), fault.source(), fault.destination(), fault.position()))));
    }

    private void clocks(List<String> lines, String sentence) {
        String name = label("clocks");
        for (String line : Wrap.at(palette.width(WIDTH) - LABEL_WIDTH, Text.harmless(sentence))) {
            lines.add(name + line);
            name = " ".repeat(LABEL_WIDTH);
        }
    }

    private void phases(List<String> lines, List<Phase> phases) {
        if (phases.isEmpty()) {
            return;
        }
        lines.add("");
        lines.add(palette.paint(Role.FAINT, phase("side", "state", "positions", "time")));
        for (Phase phase : phases) {
            String positions = phase.from() + "-" + phase.to();
            lines.add(phase(phase.side().label(), phase.state(), positions, duration(phase.nanos())));
        }
    }

    private static String phase(String side, String state, String positions, String time) {
        return String.format(Locale.ROOT, "%-12s %-14s %15s %14s", side, state, positions, time);
    }

    private void findings(List<String> lines, List<SideFinding> findings) {
        lines.add("");
        FindingText text = new FindingText(palette);
        long hidden = 0;
        for (SideFinding finding : findings) {
            if (finding.severity() == Severity.NOTE && !notes) {
                hidden++;
                continue;
            }
            lines.add("%s %s (%s, position %d): %s"
                    .formatted(
                            text.label(finding.severity()),
                            finding.rule().id(),
                            finding.side().label(),
                            finding.position(),
                            finding.rule().title()));
            Wrap.at(palette.width(WIDTH) - 8, Text.harmless(finding.message()))
                    .forEach(line -> lines.add("        " + line));
        }
        if (hidden > 0) {
            lines.add(palette.paint(Role.FAINT, Text.plural(hidden, "note") + " not shown; --notes shows them"));
        }
        if (findings.isEmpty()) {
            lines.add("no findings");
        }
    }

    private String label(String name) {
        return palette.paint(Role.FAINT, String.format(Locale.ROOT, "%-12s ", name));
    }

    private static String bytes(OptionalLong count) {
        return count.isPresent() ? Text.plural(count.getAsLong(), "byte") : UNSEEN;
    }

    private static String duration(OptionalLong nanos) {
        return nanos.isPresent() ? Text.duration(nanos.getAsLong()) : UNSEEN;
    }
}
