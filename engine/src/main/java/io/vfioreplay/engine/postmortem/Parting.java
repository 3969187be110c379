package io.vfioreplay.engine.postmortem;

import io.vfioreplay.engine.diff.StreamDifference;
import java.util.Optional;

/**
 * Where the two sides part: the first byte of the stream that was not taken in as it was handed out, and the two events that moved it.
 *
 * @param difference the byte, by its offset from the start of what was forwarded
 * @param source position of the event that handed out this byte, or the last before the stream ended there
 * @param destination position of the event that took it in, or the last before the stream ended there
 */
public record Parting(StreamDifference difference, long source, long destination) {

    /** The same where the recordings were given the other way round; what the byte is stays as it truly was. */
    public Parting swapped() {
        return new Parting(difference, /* source= */ destination, /* destination= */ source);
    }

    /** The place by what was judged; empty where the streams were not compared, or are the same as far as they were. */
    static Optional<Parting> of(Matter matter) {
        Fit fit = matter.fit();
        if (fit == null
                || fit.saved().chunks().count() == 0
                || fit.loaded().chunks().count() == 0) {
            return Optional.empty();
        }
        return matter.difference()
                .map(first -> new Parting(
                        first, position(fit.saved(), first.offset()), position(fit.loaded(), first.offset())));
    }

    /** The event that moved a byte; behind the last that is indexed, that last one. */
    private static long position(RecordedStream stream, long offset) {
        ChunkIndex chunks = stream.chunks();
        return chunks.position(chunks.chunkAt(stream.start() + offset));
    }
}
