package io.vfioreplay.hardware.rule;

import java.util.List;
import java.util.stream.Stream;

/**
 * Migrations that failed somewhere, as sequences of events, each with what it must be told and with a sequence that looks
 * like it and is told something else. The lists of rules are whole: one finding more is a failure, too.
 *
 * <p>Left out, since one recording holds no evidence of them:
 *
 * <ul>
 *   <li>pieces of a stream repeated in place of others (CVE-2023-52453), a stream cut at a record's end and accepted, and streams of
 *       incompatible devices accepted (hisi_acc, commits 8c6ac1730a97 and 948f5ada58b5): only both sides together, or knowledge of the
 *       device, tell them from good streams. What the fixed drivers answer is in the table.
 *   <li>writes past the end of a driver's buffer (qat, commit 4ec5e932e636): the size of that buffer is no event. The refusal
 *       of the fixed driver is in the table.
 *   <li>refusals before any event: no migration region (intel/gvt-linux #166, #207), libvirt's refusal of host devices (kubevirt
 *       #4874, #5478), QEMU's blockers for vIOMMU, post-copy and background snapshots.
 * </ul>
 */
final class KnownFailures {

    private KnownFailures() {}

    /**
     * One row.
     *
     * @param name what happened, in a few words
     * @param source where it was reported, fixed or derived from
     * @param failing the sequence
     * @param expected the rules it must be told, all of them, without order
     * @param twin a sequence that looks like it
     * @param twinExpected the rules that the twin must be told, often none
     */
    record Failure(
            String name, String source, Script failing, List<String> expected, Script twin, List<String> twinExpected) {
        @Override
        public String toString() {
            return name + " (" + source + ")";
        }
    }

    /** A row that is being written: {@code failure(...).shows(...).unlike(...)}. */
    record Named(String name, String source) {
        Shown shows(Script failing, String... rules) {
            return new Shown(this, failing, List.of(rules));
        }
    }

    /** A row without its twin. */
    record Shown(Named named, Script failing, List<String> expected) {
        Failure unlike(Script twin, String... rules) {
            return new Failure(named.name(), named.source(), failing, expected, twin, List.of(rules));
        }
    }

    static Named failure(String name, String source) {
        return new Named(name, source);
    }

    static Stream<Failure> all() {
        return Stream.of(
                        StateFailures.all(),
                        StreamFailures.all(),
                        TrackingFailures.all(),
                        PeerFailures.all(),
                        FailuresV1.all(),
                        GraceFailures.all(),
                        HarmlessOddities.all())
                .flatMap(List::stream);
    }
}
