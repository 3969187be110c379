package io.vfioreplay.engine.index;

import io.vfioreplay.journal.side.SideFileReader;
import io.vfioreplay.journal.side.SideFrame;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;

/**
 * One part of the postings, on the disk.
 *
 * @param first its first granule
 * @param granules how many it has
 * @param dictionary says which terms are in it
 * @param sets says where
 */
record Segment(int first, int granules, SideFrame dictionary, SideFrame sets) {

    /**
     * The granules, counted from the segment's first, with any of the terms. Where the segment is damaged that is all of them: who
     * asks looks there and finds what there is.
     *
     * @param terms their numbers, rising
     */
    BitSet granulesWith(int[] terms, SideFileReader file) {
        BitSet found = new BitSet(granules);
        if (!addTo(found, terms, file)) {
            found.set(0, granules);
        }
        return found;
    }

    /** False when the segment is damaged. */
    private boolean addTo(BitSet found, int[] terms, SideFileReader file) {
        Optional<byte[]> dictionaryBytes = file.read(dictionary);
        if (dictionaryBytes.isEmpty()) {
            return false;
        }
        SegmentTerms entries = new SegmentTerms(dictionaryBytes.get(), sets.length());
        if (entries.granules() != granules) {
            return false;
        }
        byte[] bytes = {};
        while (entries.next()) {
            if (Arrays.binarySearch(terms, entries.term()) >= 0) {
                bytes = bytes.length == 0 ? file.read(sets).orElse(bytes) : bytes;
                boolean isThere = entries.end() <= bytes.length
                        && GranuleSets.addTo(found, bytes, entries.begin(), entries.end(), entries.isBits(), granules);
                if (!isThere) {
                    return false;
                }
            }
        }
        return entries.isWhole();
    }
}
