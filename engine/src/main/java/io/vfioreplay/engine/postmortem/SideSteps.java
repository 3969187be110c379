package io.vfioreplay.engine.postmortem;

import io.vfioreplay.engine.postmortem.TimelineStep.Kind;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Errno;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The steps of one side in the order in which they are found: states, data, troubles, words of the VMM, steps of the clock. */
final class SideSteps {

    /** A request that took less is told in one line with its answer. */
    private static final long WORTH_TWO_LINES_NANOS = 1_000_000;

    private static final int TEXT_MAX = 200;

    private final Side side;
    private final @Nullable Attempt attempt;
    private final long decisive;
    private final List<Step> steps = new ArrayList<>();

    /**
     * Finds the steps.
     *
     * @param side whose
     * @param attempt what its device did, or null
     * @param story what its VMM said
     * @param decisive the position of the event that decides the verdict, or -1
     */
    SideSteps(Side side, @Nullable Attempt attempt, VmmStory story, long decisive) {
        this.side = side;
        this.attempt = attempt;
        this.decisive = decisive;
        if (attempt != null) {
            states(attempt);
            data(attempt);
            attempt.troubles.forEach(this::trouble);
        }
        words(story);
    }

    /** One step by the clock of the recording that tells it. */
    record Step(Side side, Side journal, long position, long timeNanos, Kind kind, String what) {
        boolean isHearsay() {
            return journal != side;
        }
    }

    /** With the places at which the clock was set, as far as they lie among the steps. */
    List<Step> with(HostClock clock) {
        List<Step> own = steps.stream().filter(step -> !step.isHearsay()).toList();
        long first = own.stream().mapToLong(Step::position).min().orElse(Long.MAX_VALUE);
        long last = own.stream().mapToLong(Step::position).max().orElse(-1);
        for (ClockStep step : clock.steps()) {
            long at = step.moment().position();
            if (at > first && at <= last) {
                add(step.moment(), Kind.CLOCK, "clock set back by " + Nanos.text(-step.nanos()));
            }
        }
        return steps;
    }

    private void states(Attempt of) {
        for (Attempt.Span span : of.spans) {
            state(span.state, span.from);
        }
        seen(of, of.running, "seen in RUNNING");
        seen(of, of.backToRunning, "state RUNNING again");
        if (of.reset != null) {
            add(of.reset, Kind.STATE, "device reset");
        }
    }

    private void state(String label, Moment moment) {
        boolean timed = moment.hasTime() && moment.durationNanos() != Envelope.NO_DURATION;
        if (timed && moment.durationNanos() >= WORTH_TWO_LINES_NANOS) {
            steps.add(new Step(side, side, moment.position(), moment.requestNanos(), Kind.STATE, "asked for " + label));
            add(moment, Kind.STATE, "state " + label);
        } else {
            add(moment, Kind.STATE, "state " + label + (timed ? " in " + Nanos.text(moment.durationNanos()) : ""));
        }
    }

    private void seen(Attempt of, @Nullable Moment moment, String what) {
        boolean isState =
                moment != null && of.spans.stream().anyMatch(span -> span.from.position() == moment.position());
        if (moment != null && !isState) {
            add(moment, Kind.STATE, what);
        }
    }

    /** The first and the last piece within each state. */
    private void data(Attempt of) {
        int first = 0;
        for (int span = 0; span <= of.spans.size(); span++) {
            long end = span < of.spans.size() ? of.spans.get(span).from.position() : Long.MAX_VALUE;
            int next = first;
            while (next < of.chunks.count() && of.chunks.position(next) < end) {
                next++;
            }
            pieces(of.chunks, first, next);
            first = next;
        }
    }

    private void pieces(ChunkIndex chunks, int first, int next) {
        int last = next - 1;
        if (last < first) {
            return;
        }
        if (last > first) {
            piece(chunks, first, "the first " + bytes(chunks.bytes(first)));
            decisivePiece(chunks, first, last);
            long sum = chunks.start(last) + chunks.bytes(last) - chunks.start(first);
            piece(chunks, last, "all %s pieces, %s".formatted(count(next - first), bytes(sum)));
        } else {
            piece(chunks, first, bytes(chunks.bytes(first)));
        }
    }

    private void decisivePiece(ChunkIndex chunks, int first, int last) {
        for (int i = first + 1; i < last; i++) {
            if (chunks.position(i) == decisive) {
                piece(chunks, i, "%s from byte %s on".formatted(bytes(chunks.bytes(i)), count(chunks.start(i))));
                return;
            }
        }
    }

    private void piece(ChunkIndex chunks, int chunk, String what) {
        String verb = side == Side.SOURCE ? "saved " : "loaded ";
        steps.add(new Step(side, side, chunks.position(chunk), chunks.timeNanos(chunk), Kind.DATA, verb + what));
    }

    private void trouble(Trouble trouble) {
        String what = switch (trouble.kind()) {
            case REFUSED -> trouble.text() + ": " + Errno.name(trouble.result());
            case UNANSWERED -> trouble.text() + ": never answered";
            case HOLE -> "hole in the recording: " + trouble.text();
            case MALFORMED, FRAMING, ERROR_STATE -> trouble.text();
        };
        add(trouble.moment(), Kind.TROUBLE, what);
    }

    private void words(VmmStory story) {
        long begin = attempt == null ? Long.MAX_VALUE : attempt.begin.position();
        for (VmmWord word : story.words()) {
            boolean vcpus = word.kind() == VmmWord.Kind.VCPUS_STARTED || word.kind() == VmmWord.Kind.VCPUS_STOPPED;
            boolean ownVcpus = vcpus && !word.isHearsay();
            begin = vcpus || word.isHearsay()
                    ? begin
                    : Math.min(begin, word.moment().position());
            if (!ownVcpus || word.moment().position() >= begin) {
                boolean bad =
                        word.kind() == VmmWord.Kind.ERROR || (word.kind() == VmmWord.Kind.EXIT && word.status() != 0);
                add(word.journal(side), word.moment(), bad ? Kind.TROUBLE : Kind.VMM, words(word));
            }
        }
    }

    private static String words(VmmWord word) {
        return switch (word.kind()) {
            case STATUS -> "VMM status: " + word.text();
            case ERROR -> "VMM error: " + word.text();
            case CANCEL -> "VMM told to cancel";
            case EXIT ->
                word.status() < 0 ? "VMM ended by signal " + -word.status() : "VMM exited with status " + word.status();
            case VCPUS_STARTED -> "VCPUs started" + reason(word);
            case VCPUS_STOPPED -> "VCPUs stopped" + reason(word);
        };
    }

    private static String reason(VmmWord word) {
        return word.text().isEmpty() ? "" : " (" + word.text() + ")";
    }

    private void add(Moment moment, Kind kind, String what) {
        add(side, moment, kind, what);
    }

    private void add(Side journal, Moment moment, Kind kind, String what) {
        String cut = what.length() > TEXT_MAX ? what.substring(0, TEXT_MAX) + "..." : what;
        steps.add(new Step(side, journal, moment.position(), moment.timeNanos(), kind, cut));
    }

    private static String bytes(long count) {
        return count(count) + (count == 1 ? " byte" : " bytes");
    }

    private static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }
}
