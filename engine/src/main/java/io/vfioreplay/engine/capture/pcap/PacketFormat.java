package io.vfioreplay.engine.capture.pcap;

import org.jspecify.annotations.Nullable;

/** Cuts a stream of bytes into packets. */
interface PacketFormat {

    /** The name of the format. */
    String name();

    /** As {@link PacketFile#next()}. */
    @Nullable
    Packet next();
}
