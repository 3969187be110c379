package io.vfioreplay.engine.capture.pcap;

import io.vfioreplay.engine.capture.CaptureException;
import io.vfioreplay.engine.capture.CaptureException.Code;
import java.nio.file.Path;

/** The one link type that vfio-user captures have. */
final class LinkTypes {

    private LinkTypes() {}

    static void check(Path file, long offset, int linkType) {
        if (linkType != PacketFile.LINKTYPE_USER0) {
            throw new CaptureException(
                    Code.WRONG_LINK_TYPE,
                    file,
                    offset,
                    "link type " + linkType,
                    "expected 147 (USER0) with one vfio-user message per packet");
        }
    }
}
