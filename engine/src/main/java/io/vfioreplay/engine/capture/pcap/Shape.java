package io.vfioreplay.engine.capture.pcap;

/** What packets of a capture look like, so that reading finds the next one behind damage. */
@FunctionalInterface
public interface Shape {

    /** How many bytes of a packet are needed to tell. */
    int PREFIX_BYTES = 24;

    /**
     * Whether a packet of {@code length} bytes may begin with the {@value #PREFIX_BYTES} bytes from {@code at} on. No damaged
     * byte should look like it by chance.
     */
    boolean fits(byte[] bytes, int at, long length);
}
