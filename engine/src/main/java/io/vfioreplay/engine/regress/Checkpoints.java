package io.vfioreplay.engine.regress;

import io.vfioreplay.engine.replay.StateDigest;
import java.util.ArrayList;
import java.util.List;

/**
 * Some of the digests that a replay makes, evenly spread: all of them where there are few, and of a long recording at least
 * {@value #COUNT_MAX}/2 and at most {@value #COUNT_MAX}, so that an expectation stays readable and a difference is still bounded
 * to a small part of the recording. The same recording gives the same ones. One thread.
 */
final class Checkpoints {

    static final int COUNT_MAX = 64;

    private final List<StateDigest> kept = new ArrayList<>();
    private long seen;
    private long every = 1;

    /** Takes the next digest. */
    void add(StateDigest digest) {
        if (seen++ % every != 0) {
            return;
        }
        if (kept.size() == COUNT_MAX) {
            for (int i = 0; i < COUNT_MAX / 2; i++) {
                kept.set(i, kept.get(2 * i));
            }
            kept.subList(COUNT_MAX / 2, COUNT_MAX).clear();
            every *= 2; // The digest that is here now is the next multiple: COUNT_MAX was a power of two.
        }
        kept.add(digest);
    }

    /** Those that were kept, by position. */
    List<StateDigest> kept() {
        return List.copyOf(kept);
    }
}
