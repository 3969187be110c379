package io.vfioreplay.engine.diff;

/** A recorded stream of bytes that lies in a journal: its prints are at hand, its bytes are read on demand. */
public interface ByteStream {
    /** How many bytes the stream has. */
    long length();

    /** The prints of its blocks, from its first byte on. */
    StreamPrint print();

    /**
     * The bytes of a range.
     *
     * @param from offset of the first byte
     * @param count how many, with {@code from + count <= length()}
     * @throws IllegalStateException when the recording does not hold them any more
     */
    byte[] read(long from, int count);
}
