package io.vfioreplay.tool.junit;

import io.vfioreplay.engine.postmortem.Postmortem;
import io.vfioreplay.engine.postmortem.SideFinding;
import io.vfioreplay.tool.text.Neighbours;
import io.vfioreplay.tool.text.Palette;
import io.vfioreplay.tool.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.opentest4j.AssertionFailedError;

/** Why an assertion failed: what was expected and found, the events that show it, and the command that shows more. */
final class Failure {

    private static final Pattern PLAIN_WORD = Pattern.compile("[\\w./:@%+,=#-]+");

    private final String expected;
    private final String found;
    private final List<String> lines = new ArrayList<>();

    private Failure(String expected, String found) {
        this.expected = expected;
        this.found = found;
        lines.add("expected " + expected);
        lines.add("found    " + found);
    }

    static Failure of(String expected, String found) {
        return new Failure(expected, found);
    }

    /** With the permalink of an event, its neighbours, and the command that dumps them. */
    Failure at(ReplayedRecording recording, long position) {
        lines.add("");
        lines.add(recording.permalink(position));
        lines.addAll(Neighbours.lines(Palette.PLAIN, recording.timeline(), position));
        long from = Math.max(position - Neighbours.EACH_SIDE, 0);
        return command("dump", recording.name(), from + "-" + Math.max(position + Neighbours.EACH_SIDE, 0));
    }

    /** With the decisive event of a post-mortem, if it has one, and the command that repeats it. */
    Failure decisive(ReplayedMigration migration) {
        Postmortem postmortem = migration.postmortem();
        postmortem.cause().ifPresent(cause -> at(migration.recording(cause.side()), cause.position()));
        List<String> words = new ArrayList<>(List.of("postmortem"));
        migration.recordings().forEach(recording -> words.add(recording.name()));
        return command(words.toArray(String[]::new));
    }

    /** With a line that can be pasted into a shell. */
    Failure command(String... words) {
        lines.add("vfio-replay " + List.of(words).stream().map(Failure::word).collect(Collectors.joining(" ")));
        return this;
    }

    /** With another line. */
    Failure line(String line) {
        lines.add(line);
        return this;
    }

    private static String word(String word) {
        return PLAIN_WORD.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    AssertionFailedError error() {
        return new AssertionFailedError(String.join(System.lineSeparator(), lines), expected, found);
    }

    /** A finding in one line. */
    static String text(SideFinding finding) {
        return "%s %s (%s, position %d): %s"
                .formatted(
                        finding.severity().label(),
                        finding.rule().id(),
                        finding.side().label(),
                        finding.position(),
                        Text.harmless(finding.message()));
    }
}
