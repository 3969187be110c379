package io.vfioreplay.bench.torture;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Where the blocks of a journal's file are, found by their magic alone: damage is most interesting where a block begins, and the
 * code that is tested must not choose where it is hit.
 */
final class BlockPlaces {

    private static final byte[] MAGIC = "VFJ1BLK\n".getBytes(StandardCharsets.US_ASCII);
    private static final int NEAR_BYTES = 96;
    private static final int WORD_BYTES = 4;

    private final int[] starts;
    private final int used;

    private BlockPlaces(int[] starts, int used) {
        this.starts = starts;
        this.used = used;
    }

    /** The blocks of a file; one at its start where there is none. */
    static BlockPlaces in(byte[] file) {
        int[] starts = new int[file.length / MAGIC.length];
        int count = 0;
        int used = 0;
        for (int at = 0; at < file.length; at++) {
            used = file[at] == 0 ? used : at + 1;
            boolean begins = at >= WORD_BYTES
                    && at + MAGIC.length <= file.length
                    && Arrays.equals(file, at, at + MAGIC.length, MAGIC, 0, MAGIC.length);
            if (begins) {
                starts[count++] = at;
            }
        }
        return new BlockPlaces(count == 0 ? new int[] {WORD_BYTES} : Arrays.copyOf(starts, count), Math.max(used, 1));
    }

    /** The end of what is not zero, at least 1. */
    int used() {
        return used;
    }

    /** How many blocks there are, at least 1. */
    int blocks() {
        return starts.length;
    }

    /** Where a block begins. */
    int start(int block) {
        return Math.max(WORD_BYTES, Math.min(starts[block], used));
    }

    /** Where the store's word of the next block begins, or the end. */
    int end(int block) {
        return Math.max(start(block), block + 1 < starts.length ? starts[block + 1] - WORD_BYTES : used);
    }

    /** A random offset: anywhere in what is used, or near the beginning of a block. */
    int any(SplittableRandom random) {
        if (random.nextBoolean()) {
            return random.nextInt(used);
        }
        int near = start(random.nextInt(blocks())) - 2 * WORD_BYTES + random.nextInt(NEAR_BYTES);
        return Math.max(0, Math.min(near, used - 1));
    }
}
