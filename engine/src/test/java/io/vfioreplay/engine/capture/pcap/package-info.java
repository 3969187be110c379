@NullMarked
package io.vfioreplay.engine.capture.pcap;

import org.jspecify.annotations.NullMarked;
