/** Packet files: pcap and pcapng, plain or gzipped, read as a stream. Knows packets, not what is in them. */
@NullMarked
package io.vfioreplay.engine.capture.pcap;

import org.jspecify.annotations.NullMarked;
