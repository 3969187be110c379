package io.vfioreplay.engine.postmortem;

import io.vfioreplay.engine.diff.StreamDifference;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The answer: what became of a migration, who is to blame, and what shows it. Empty means not observed, never zero.
 *
 * @param verdict how it ended
 * @param blame who caused it
 * @param sentence one sentence for a ticket
 * @param cause the one decisive event, empty when nothing went wrong or no event shows it
 * @param findings breaches of rules on either side, and what only the comparison shows
 * @param stream what was saved, what was loaded, where they part
 * @param state what the destination held and should not have
 * @param phases the states of either side in their order, source first
 * @param downtimeNanos from the request that took the source out of its running states to the answer that brought the
 *     destination to RUNNING
 * @param clocks how the clocks of the two hosts stand to each other
 * @param timeline the decisive steps of both sides in one order by the common clock
 * @param digests of the state at the end of either recording
 */
public record Postmortem(
        Verdict verdict,
        Blame blame,
        String sentence,
        Optional<Cause> cause,
        List<SideFinding> findings,
        Stream stream,
        List<StateFault> state,
        List<Phase> phases,
        OptionalLong downtimeNanos,
        Clocks clocks,
        List<TimelineStep> timeline,
        Digests digests) {

    /** Keeps copies of the lists. */
    public Postmortem {
        findings = List.copyOf(findings);
        state = List.copyOf(state);
        phases = List.copyOf(phases);
        timeline = List.copyOf(timeline);
    }

    /** The same with another sentence. */
    Postmortem with(String otherSentence) {
        return new Postmortem(
                verdict,
                blame,
                otherSentence,
                cause,
                findings,
                stream,
                state,
                phases,
                downtimeNanos,
                clocks,
                timeline,
                digests);
    }

    /** Whether a caller must be told by its exit code: anything but a migration without a finding of severity error. */
    public boolean isTrouble() {
        return verdict != Verdict.MIGRATED || findings.stream().anyMatch(SideFinding::isError);
    }

    /** Whether the two recordings were given in the wrong order; the sides named here are the true ones. */
    public boolean isSwapped() {
        return findings.stream().anyMatch(finding -> finding.rule().id().equals("M-06"));
    }

    /**
     * The decisive event.
     *
     * @param side whose recording holds it
     * @param position in that journal
     * @param record packet or line in its capture, 0 for none
     * @param event the event in one line
     * @param rule the id of the rule that it breaks, or empty
     */
    public record Cause(Side side, long position, long record, String event, Optional<String> rule) {}

    /**
     * What was moved.
     *
     * @param savedBytes handed out by the source device in the whole saving session
     * @param savedBytesPerState the same, by the state in which it was read
     * @param loadedBytes accepted by the destination device
     * @param forwarded which part of the session the client passed on
     * @param compared what of the two streams could be compared
     * @param firstDifference offset from the start of that part
     */
    public record Stream(
            OptionalLong savedBytes,
            SortedMap<String, Long> savedBytesPerState,
            OptionalLong loadedBytes,
            Forwarded forwarded,
            Compared compared,
            Optional<StreamDifference> firstDifference) {
        /** Keeps a copy of the map. */
        public Stream {
            savedBytesPerState = Collections.unmodifiableSortedMap(new TreeMap<>(savedBytesPerState));
        }
    }

    /** What of two streams could be compared. */
    public enum Compared {
        /** Nothing: one of them was not seen, or nothing tells which bytes of it belong together. */
        NOTHING,
        /** How many bytes they have. */
        COUNTS,
        /** The bytes up to where a recording has a hole or ends. */
        PART,
        /** Every byte that was loaded. */
        BYTES
    }

    /** Which part of a saving session was passed on to the destination. */
    public enum Forwarded {
        /** The whole session. */
        WHOLE_SESSION,
        /** Only what was read in STOP_COPY. */
        STOP_COPY_PART,
        /** One of the sides was not seen, or nothing of them could be compared. */
        UNKNOWN
    }

    /**
     * A place at which the destination's device does not hold what the source's device held.
     *
     * @param path for example {@code bar1/0x0}
     * @param source short content as hexadecimal digits, longer content by length, SHA-256 and first difference
     * @param destination the same of the other side
     * @param blame who changed it
     * @param position of the destination's event that shows it
     */
    public record StateFault(String path, String source, String destination, Blame blame, long position) {}

    /**
     * A stretch in one state.
     *
     * @param side whose device
     * @param state its name
     * @param from position of the request's answer that began it
     * @param to the last position in it
     * @param nanos how long, empty where the recording has no clock
     */
    public record Phase(Side side, String state, long from, long to, OptionalLong nanos) {}

    /**
     * The destination's clock minus the source's, in ns.
     *
     * @param minNanos it is not less than this, as far as pairs of events show
     * @param maxNanos it is not more than this
     * @param usedNanos what it was taken to be; empty where nothing tells
     * @param sentence the same in words: which events show it, and how sure it is
     */
    public record Clocks(OptionalLong minNanos, OptionalLong maxNanos, OptionalLong usedNanos, String sentence) {}

    /**
     * Digests of the state trees.
     *
     * @param source at the end of the source's recording
     * @param destination at the end of the destination's
     */
    public record Digests(Optional<String> source, Optional<String> destination) {}
}
