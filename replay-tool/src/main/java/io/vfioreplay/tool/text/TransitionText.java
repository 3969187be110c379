package io.vfioreplay.tool.text;

import io.vfioreplay.hardware.event.Errno;
import io.vfioreplay.hardware.migration.ArcV2;
import io.vfioreplay.hardware.migration.Continuous;
import io.vfioreplay.hardware.migration.DialectV1;
import io.vfioreplay.hardware.migration.FeatureSet;
import io.vfioreplay.hardware.migration.GroupActionV1;
import io.vfioreplay.hardware.migration.PathV2;
import io.vfioreplay.hardware.migration.Refusal;
import io.vfioreplay.hardware.migration.SessionEffect;
import io.vfioreplay.hardware.migration.StateV1;
import io.vfioreplay.hardware.migration.StateV2;
import io.vfioreplay.hardware.migration.TransitionsV1;
import io.vfioreplay.hardware.migration.TransitionsV2;
import io.vfioreplay.hardware.migration.WriteV1;
import io.vfioreplay.tool.text.Palette.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A state request, explained to people: the way, what each step does, and how the device behaves at its end. */
public final class TransitionText {

    private static final String STEP = "  %-30s %s";
    private static final String BEHAVIOUR = "    %-26s %s";

    private final Palette palette;

    /** A printer. */
    public TransitionText(Palette palette) {
        this.palette = palette;
    }

    /** A v2 request, arc by arc. */
    public List<String> lines(FeatureSet features, StateV2 from, StateV2 to) {
        List<String> lines = new ArrayList<>();
        lines.add(title("v2, features " + features.flags() + " ("
                + features.toString().replace("_AND_", " + ") + "): " + from + " to " + to));
        PathV2 path = TransitionsV2.path(features, from, to);
        if (path instanceof PathV2.Refused refused) {
            lines.add("  refused with EINVAL (" + Refusal.ERRNO + "): "
                    + refused.reason().explanation() + "; state and session are as before");
        } else if (path instanceof PathV2.Walked walked) {
            if (walked.arcs().isEmpty()) {
                lines.add("  already there: succeeds without a step, data_fd is -1 (R-69)");
            }
            walked.arcs().forEach(arc -> lines.add(STEP.formatted(arc.label(), session(arc))));
            addBehaviour(lines, to.name(), Continuous.of(to));
        }
        return lines;
    }

    private static String session(ArcV2 arc) {
        return switch (arc.session()) {
            case NONE -> "no data session";
            case OPENS_SAVING -> "opens a saving session: the call returns a new data_fd to read from (R-88)";
            case OPENS_LOADING -> "opens a loading session: the call returns a new data_fd to write to (R-88)";
            case KEEPS -> "the session goes on with the same data_fd (R-90)";
            case ENDS ->
                arc == ArcV2.RESUMING_TO_STOP
                        ? "what was written is checked and loaded (R-79); the session ends (R-91)"
                        : "the session ends: its data_fd is dead (R-91)";
        };
    }

    /** A v1 write, action by action. */
    public List<String> lines(DialectV1 dialect, int from, int to) {
        List<String> lines = new ArrayList<>();
        String ndma = dialect.offersNdma() ? "NDMA offered" : dialect.knowsNdma() ? "NDMA not offered" : "no NDMA";
        lines.add(title(dialect.protocol().label() + ", " + ndma + ": " + word(from) + " to " + word(to)));
        WriteV1 write = TransitionsV1.write(dialect, from, to);
        if (write instanceof WriteV1.Refused refused) {
            String errno = Errno.name(refused.reason().errno());
            lines.add("  refused with " + errno + " (" + refused.reason().errno() + "): "
                    + refused.reason().explanation() + " (" + refused.reason().rule() + "); the state is as before");
        } else if (write instanceof WriteV1.Moved moved) {
            addActions(lines, moved);
            lines.add("  data window: " + window(from, moved));
            if ((to & ~dialect.knownBits()) != (moved.next() & ~dialect.knownBits())) {
                lines.add("  reserved bits: the device keeps its own, whatever is written (R-04)");
            }
            lines.add("  if an action fails: " + failure(dialect, from, to));
            addBehaviour(lines, word(moved.next()), dialect, moved.next());
        } else {
            lines.add("  already there: succeeds, no action fires (R-63)");
            addBehaviour(lines, word(from), dialect, from);
        }
        return lines;
    }

    private static void addActions(List<String> lines, WriteV1.Moved moved) {
        if (moved.actions().isEmpty()) {
            lines.add("  no action fires");
        }
        int number = 1;
        for (GroupActionV1 action : moved.actions()) {
            String rules = String.join(" ", action.rules());
            lines.add("  %d. %-24s %s (%s)".formatted(number++, action.label(), action.explanation(), rules));
        }
    }

    private static String window(int from, WriteV1.Moved moved) {
        int to = moved.next();
        if (moved.actions().contains(GroupActionV1.CAPTURE_CLEARING)) {
            return "what was not read of pre-copy is dropped, the capture makes up for it (R-14)";
        }
        SessionEffect effect = window(StateV1.has(from, StateV1.SAVING), StateV1.has(to, StateV1.SAVING));
        boolean loads = StateV1.has(to, StateV1.RESUMING) && !StateV1.has(from, StateV1.RESUMING);
        String saving = switch (effect) {
            case OPENS_SAVING -> "a stream begins";
            case KEEPS -> "the stream goes on";
            case ENDS -> "the stream ends, read or not (R-22)";
            case NONE, OPENS_LOADING -> "no stream is read";
        };
        return saving + (loads ? "; it is open for input" : "");
    }

    private static SessionEffect window(boolean wasSaving, boolean isSaving) {
        if (wasSaving) {
            return isSaving ? SessionEffect.KEEPS : SessionEffect.ENDS;
        }
        return isSaving ? SessionEffect.OPENS_SAVING : SessionEffect.NONE;
    }

    private static String failure(DialectV1 dialect, int from, int to) {
        List<String> words = TransitionsV1.afterFailure(dialect, from, to).stream()
                .map(TransitionText::word)
                .toList();
        return "the write fails and the state is " + String.join(" or ", words) + " (R-06)";
    }

    private void addBehaviour(List<String> lines, String state, DialectV1 dialect, int word) {
        Continuous.of(dialect, word).ifPresent(behaviour -> addBehaviour(lines, state, behaviour));
    }

    private void addBehaviour(List<String> lines, String state, Continuous behaviour) {
        lines.add("  as long as it is in " + palette.paint(Role.ACCENT, state));
        lines.add(BEHAVIOUR.formatted("starts DMA", behaviour.dma().label()));
        lines.add(BEHAVIOUR.formatted(
                "changes its inner state", behaviour.internalChange().label()));
        lines.add(
                BEHAVIOUR.formatted("must answer MMIO", behaviour.answersMmio().label()));
        lines.add(
                BEHAVIOUR.formatted("MMIO of VCPUs allowed", behaviour.cpuMmio().label()));
        lines.add(BEHAVIOUR.formatted(
                "MMIO of peers allowed", behaviour.peerMmio().label()));
        lines.add(
                BEHAVIOUR.formatted("logs its changes", behaviour.logsChanges().label()));
        lines.add(
                BEHAVIOUR.formatted("raises interrupts", behaviour.interrupts().label()));
    }

    private String title(String text) {
        return palette.paint(Role.TITLE, text);
    }

    /** A v1 word with the names of its bits: {@code 11 (NDMA|SAVING|RUNNING)}. */
    static String word(int word) {
        String number = word >= 0 && word < StateV1.VALUES ? Integer.toString(word) : "0x%x".formatted(word);
        return String.format(Locale.ROOT, "%s (%s)", number, StateV1.names(word));
    }
}
