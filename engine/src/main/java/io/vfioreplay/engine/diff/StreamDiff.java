package io.vfioreplay.engine.diff;

import java.util.Arrays;
import java.util.Optional;

/**
 * How far two streams agree.
 *
 * <p>Only blocks whose prints differ are read again, at most {@value #REREAD_BLOCKS_MAX} of them after the first, so that
 * the time is bounded; beyond that a differing block counts as wholly different.
 *
 * @param commonPrefix bytes before the first difference
 * @param equalBytes bytes that agree at the same offset
 * @param differingBytes bytes that disagree within the shorter length
 * @param first the first difference, empty when the streams are the same or their bytes were not recorded
 */
public record StreamDiff(long commonPrefix, long equalBytes, long differingBytes, Optional<StreamDifference> first) {

    private static final int REREAD_BLOCKS_MAX = 4096;

    /** Compares from the first byte of both on. */
    public static StreamDiff between(ByteStream source, ByteStream destination) {
        long shorter = Math.min(source.length(), destination.length());
        if (!source.print().isVisible() || !destination.print().isVisible()) {
            return new StreamDiff(0, 0, 0, lengths(source, destination));
        }
        long equal = 0;
        long prefix = -1;
        Optional<StreamDifference> first = Optional.empty();
        int reread = 0;
        for (int i = 0; (long) i * StreamPrint.BLOCK_BYTES < shorter; i++) {
            long from = (long) i * StreamPrint.BLOCK_BYTES;
            int length = (int) Math.min(StreamPrint.BLOCK_BYTES, shorter - from);
            if (samePrint(source.print(), destination.print(), i)) {
                equal += length;
            } else if (reread++ < REREAD_BLOCKS_MAX) {
                byte[] here = source.read(from, length);
                byte[] there = destination.read(from, length);
                int parted = mismatch(here, there);
                if (prefix < 0 && parted < length) {
                    prefix = from + parted;
                    first = Optional.of(new StreamDifference(prefix, hex(here[parted]), hex(there[parted])));
                }
                equal += equalBytes(here, there);
            }
        }
        return prefix >= 0
                ? new StreamDiff(prefix, equal, shorter - equal, first)
                : new StreamDiff(shorter, equal, shorter - equal, lengths(source, destination));
    }

    private static boolean samePrint(StreamPrint a, StreamPrint b, int index) {
        return a.blockLength(index) == b.blockLength(index) && a.print(index) == b.print(index);
    }

    private static Optional<StreamDifference> lengths(ByteStream source, ByteStream destination) {
        int order = Long.compare(source.length(), destination.length());
        if (order == 0) {
            return Optional.empty();
        }
        return Optional.of(
                order > 0
                        ? new StreamDifference(destination.length(), StreamDifference.MORE, StreamDifference.END)
                        : new StreamDifference(source.length(), StreamDifference.END, StreamDifference.MORE));
    }

    private static int mismatch(byte[] a, byte[] b) {
        int at = Arrays.mismatch(a, b);
        return at < 0 ? a.length : at;
    }

    private static int equalBytes(byte[] a, byte[] b) {
        int equal = 0;
        for (int i = 0; i < a.length; i++) {
            equal += a[i] == b[i] ? 1 : 0;
        }
        return equal;
    }

    private static String hex(byte value) {
        return "%02x".formatted(value & 0xff);
    }
}
