package io.vfioreplay.engine.diff;

/**
 * The first place at which two streams part.
 *
 * @param offset bytes from the start
 * @param source two hexadecimal digits, {@link #END} or {@link #MORE}
 * @param destination two hexadecimal digits, {@link #END} or {@link #MORE}
 */
public record StreamDifference(long offset, String source, String destination) {
    /** This stream is over. */
    public static final String END = "end";
    /** This stream goes on where the other one is over. */
    public static final String MORE = "more";

    /** Whether both streams have a byte there, so that it was changed rather than cut off or appended. */
    public boolean isByte() {
        return source.length() == 2 && destination.length() == 2;
    }
}
