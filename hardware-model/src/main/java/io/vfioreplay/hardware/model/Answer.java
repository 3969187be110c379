package io.vfioreplay.hardware.model;

import io.vfioreplay.hardware.event.Payload;

/** What a known device answers to one request. */
public sealed interface Answer {

    /** It is done; there is nothing to return. */
    Answer DONE = new Done();

    /** It is done. */
    record Done() implements Answer {}

    /**
     * These bytes; exactly these and no more.
     *
     * @param bytes in the order in which they are on the wire; must not be changed afterwards
     */
    record Bytes(Payload bytes) implements Answer {}

    /**
     * A little-endian number that is one of a range, since it depends on something that no event carries exactly, such as
     * the moment at which the device read its clock.
     *
     * @param low the lowest, signed
     * @param high the highest, signed, at least {@code low}
     * @param width bytes, 1 to 8
     */
    record Within(long low, long high, int width) implements Answer {}

    /**
     * An error.
     *
     * @param errno a positive Linux number
     */
    record Refused(int errno) implements Answer {
        /** Throws {@link IllegalArgumentException} unless the number is positive. */
        public Refused {
            if (errno <= 0) {
                throw new IllegalArgumentException("no errno: " + errno);
            }
        }
    }

    /**
     * The model cannot say: the answer depends on something that was never seen.
     *
     * @param why half a sentence for people
     */
    record Unknown(String why) implements Answer {}

    /** What people read: {@code 0x00000001}, {@code 4096 bytes}, {@code EINVAL}, {@code done}. */
    static String text(Answer answer) {
        return AnswerText.of(answer);
    }

    /** These bytes. */
    static Answer of(byte[] bytes) {
        return new Bytes(Payload.of(bytes));
    }

    /** This number, little-endian in so many bytes (1 to 8). */
    static Answer of(long value, int width) {
        return new Bytes(Payload.ofLittleEndian(value, width));
    }
}
