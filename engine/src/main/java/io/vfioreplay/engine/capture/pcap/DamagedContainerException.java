package io.vfioreplay.engine.capture.pcap;

/** The packet file cannot be read beyond a place; the packets before it are good. */
public final class DamagedContainerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final long offset;

    DamagedContainerException(long offset, String message) {
        super(message);
        this.offset = offset;
    }

    /** Where, in bytes from the start of the (decompressed) file. */
    public long offset() {
        return offset;
    }
}
