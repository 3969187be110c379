package io.vfioreplay.engine.capture.bytes;

import java.io.Closeable;
import java.io.IOException;

/** What a file holds once it is decompressed. One thread. */
interface Content extends Closeable {

    /** What {@link #read} answers at the end. */
    int END = -1;

    /**
     * Reads at least one byte and at most {@code length}, which is not 0; returns how many, or {@link #END}.
     *
     * @throws BrokenContentException when the file ends early or is damaged here; every byte in front of that was given before
     * @throws IOException when the file cannot be read
     */
    int read(byte[] target, int at, int length) throws IOException;
}
