package io.vfioreplay.engine.index;

import io.vfioreplay.engine.codec.Varints;

/** Walks over the terms of a segment; see {@link IndexFrames}. One thread. */
final class SegmentTerms {

    private final Varints.Reader reader;
    private final int length;
    private final int setBytes;
    private final long granules;
    private boolean isWhole = true;
    private boolean isBits;
    private int term;
    private int begin;
    private int end;

    /** Stands before the first term of a segment whose sets have {@code setBytes} bytes. */
    SegmentTerms(byte[] dictionary, int setBytes) {
        this.reader = new Varints.Reader(dictionary, 0, dictionary.length);
        this.length = dictionary.length;
        this.setBytes = setBytes;
        this.granules = reader.next();
    }

    /** How many granules the segment has. */
    long granules() {
        return granules;
    }

    /** Comes to the next term; false behind the last, and where the bytes make no sense. */
    boolean next() {
        if (reader.at() >= length) {
            return false;
        }
        long step = reader.next();
        long sized = reader.next();
        long setLength = sized >>> 1;
        isWhole = step >= 0 && step <= Integer.MAX_VALUE - term && sized >= 0 && setLength <= setBytes - end;
        if (isWhole) {
            term += (int) step;
            begin = end;
            end += (int) setLength;
            isBits = (sized & 1) != 0;
        }
        return isWhole;
    }

    /** Whether everything up to here made sense. */
    boolean isWhole() {
        return isWhole;
    }

    int term() {
        return term;
    }

    /** Where its set begins. */
    int begin() {
        return begin;
    }

    /** Where its set ends. */
    int end() {
        return end;
    }

    boolean isBits() {
        return isBits;
    }
}
