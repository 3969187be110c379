package io.vfioreplay.engine.postmortem;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.MigrationSide;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the VMM of one side said of the migration that is judged, in the order of the recording.
 *
 * @param words from the last beginning before the attempt to the next one
 */
record VmmStory(List<VmmWord> words) {

    private static final String SETUP = "setup";

    /** Keeps a copy. */
    VmmStory {
        words = List.copyOf(words);
    }

    /**
     * The story of one side.
     *
     * @param side whose
     * @param own the recording of that side, or null
     * @param other the recording of the other side, which may speak of this one, or null
     * @param attempt what its device did, or null
     */
    static VmmStory of(
            MigrationSide side, @Nullable Evidence own, @Nullable Evidence other, @Nullable Attempt attempt) {
        List<VmmWord> words = new ArrayList<>();
        boolean oneRecording = own != null && other != null && own.observer().equals(other.observer());
        if (own != null) {
            List<VmmWord> said = own.observer().words().stream()
                    .filter(word -> word.side() == side
                            || (word.side() == MigrationSide.RECORDED && (!oneRecording || isOf(word, side, own))))
                    .toList();
            words.addAll(aboutThis(said, attempt));
        }
        if (other != null && !oneRecording) {
            other.observer().words().stream()
                    .filter(word -> word.side() == side)
                    .map(VmmWord::heard)
                    .forEach(words::add);
        }
        return new VmmStory(words);
    }

    /**
     * In a recording of both VMMs a word belongs to the side of the device that it was said about. Where nothing tells of which
     * VMM it is, both may have reached a status, and an error is of the side that does what it is about.
     */
    private static boolean isOf(VmmWord word, MigrationSide side, Evidence evidence) {
        if (word.device() == Envelope.HOST) {
            return word.kind() != VmmWord.Kind.ERROR || word.isAboutLoading() == (side == MigrationSide.DESTINATION);
        }
        List<Attempt> attempts = side == MigrationSide.SOURCE
                ? evidence.observer().savings()
                : evidence.observer().loadings();
        return attempts.stream().anyMatch(attempt -> attempt.device == word.device());
    }

    private static List<VmmWord> aboutThis(List<VmmWord> said, @Nullable Attempt attempt) {
        if (attempt == null) {
            return said;
        }
        long from = 0;
        long to = Long.MAX_VALUE;
        for (VmmWord word : said) {
            if (word.isStatus(SETUP)) {
                long at = word.moment().position();
                if (at <= attempt.begin.position()) {
                    from = at;
                } else {
                    to = Math.min(to, at);
                }
            }
        }
        List<VmmWord> about = new ArrayList<>();
        for (VmmWord word : said) {
            if (word.moment().position() >= from && word.moment().position() < to) {
                about.add(word);
            }
        }
        return about;
    }

    /** Whether nobody said how the migration stood: then only the devices tell. */
    boolean isSilent() {
        return words.stream().noneMatch(word -> word.kind() == VmmWord.Kind.STATUS);
    }

    /** Whether there is any word of the VMM itself, rather than of its VCPUs only. */
    boolean speaks() {
        return words.stream()
                .anyMatch(
                        word -> word.kind() != VmmWord.Kind.VCPUS_STARTED && word.kind() != VmmWord.Kind.VCPUS_STOPPED);
    }

    /** Whether this status was reached. */
    boolean reached(String status) {
        return first(status).isPresent();
    }

    /** When this status was first reached. */
    Optional<VmmWord> first(String status) {
        return words.stream().filter(word -> word.isStatus(status)).findFirst();
    }

    /** The first sign that somebody asked for an end. */
    Optional<VmmWord> cancel() {
        return words.stream()
                .filter(word ->
                        word.kind() == VmmWord.Kind.CANCEL || word.isStatus("cancelling") || word.isStatus("cancelled"))
                .findFirst();
    }

    /** The first error behind this position. */
    Optional<VmmWord> error(long from) {
        return errors(from).stream().findFirst();
    }

    /** The errors behind this position. */
    List<VmmWord> errors(long from) {
        return words.stream()
                .filter(word ->
                        word.kind() == VmmWord.Kind.ERROR && word.moment().position() >= from)
                .toList();
    }

    /** The end of the process, if a signal brought it about. */
    Optional<VmmWord> killed() {
        return words.stream()
                .filter(word -> word.kind() == VmmWord.Kind.EXIT && word.status() < 0)
                .findFirst();
    }

    /** The end of the process with an error of its own. */
    Optional<VmmWord> gaveUp() {
        return words.stream()
                .filter(word -> word.kind() == VmmWord.Kind.EXIT && word.status() > 0)
                .findFirst();
    }
}
