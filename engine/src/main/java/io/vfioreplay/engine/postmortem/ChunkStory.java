package io.vfioreplay.engine.postmortem;

import java.util.Arrays;

/** What happened to the messages of a stream on their way, told in words where both sides cut it alike. */
final class ChunkStory {

    private ChunkStory() {}

    /** For example {@code one message of 1024 bytes never arrived}; empty when only bytes changed, or nothing fits. */
    static String tell(Fit fit) {
        ChunkIndex saved = fit.saved().chunks();
        int skipped = 0;
        while (skipped < saved.count() && saved.start(skipped) < fit.saved().start()) {
            skipped++;
        }
        long[] out = prints(saved, skipped);
        long[] in = prints(fit.loaded().chunks(), 0);
        int at = Arrays.mismatch(out, in);
        if (at < 0 || at >= in.length || at >= out.length) {
            return "";
        }
        if (at + 1 < in.length && at + 1 < out.length && in[at] == out[at + 1] && in[at + 1] == out[at]) {
            return "two messages were exchanged";
        }
        int missing = shift(out, in, at);
        if (missing > 0) {
            return count(missing, saved.bytes(skipped + at)) + " never arrived";
        }
        int extra = shift(in, out, at);
        return extra > 0 ? count(extra, fit.loaded().chunks().bytes(at)) + " arrived that " + again(in, at) : "";
    }

    private static String again(long[] in, int at) {
        return at > 0 && in[at] == in[at - 1] ? "had arrived before" : "was never handed out there";
    }

    private static String count(int messages, long bytes) {
        return messages == 1 ? "one message of " + EventWords.bytes(bytes) : messages + " messages";
    }

    /** How many messages of {@code longer} must be left out at {@code at} so that the rest agrees; 0 for none. */
    private static int shift(long[] longer, long[] shorter, int at) {
        for (int by = 1; at + by < longer.length; by++) {
            int rest = Math.min(longer.length - at - by, shorter.length - at);
            if (rest > 0 && Arrays.equals(longer, at + by, at + by + rest, shorter, at, at + rest)) {
                return by;
            }
        }
        return 0;
    }

    private static long[] prints(ChunkIndex chunks, int from) {
        long[] prints = new long[chunks.count() - from];
        for (int i = 0; i < prints.length; i++) {
            prints[i] = chunks.print(from + i);
        }
        return prints;
    }
}
