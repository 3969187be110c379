package io.vfioreplay.engine.capture.stream;

import io.vfioreplay.engine.capture.stream.Landmarks.Want;

/**
 * Reads the section in front of all others, which tells what the stream depends on.
 *
 * <pre>
 *   | type 1 | length 4 | machine | then for each subsection:
 *   | 0x05 | length 1 | name | version 4 | content, as the name says
 * </pre>
 *
 * <p>Source: QEMU {@code migration/savevm.c}, {@code vmstate_configuration}.
 */
final class Configuration {

    private static final int PAGE_BITS_DEFAULT = 12;
    private static final int PAGE_BITS_MIN = 10;
    private static final int PAGE_BITS_MAX = 16;
    private static final int UUID_BYTES = 16;
    private static final int HEAD_BYTES = 5;
    private static final int MACHINE_BYTES_MAX = 255;
    private static final int CAPABILITIES_MAX = 64;
    private static final int SUBSECTION_BYTES_MAX = 2 + 255 + Integer.BYTES;
    private static final String EXPECTED = "a configuration of the stream that is known";

    private final StreamBytes bytes;
    private final Recovery recovery;
    private int pageBits = PAGE_BITS_DEFAULT;
    private boolean ignoreShared;
    private boolean known;

    Configuration(StreamBytes bytes, Recovery recovery) {
        this.bytes = bytes;
        this.recovery = recovery;
    }

    /** The size of a page of the guest in bytes. Where the stream does not tell: 4096. */
    int pageBytes() {
        return 1 << pageBits;
    }

    /** Whether it was read to its end: then the RAM can be followed page by page. */
    boolean isKnown() {
        return known;
    }

    /** Whether the address of each block of RAM is in the stream. */
    boolean ignoreShared() {
        return ignoreShared;
    }

    /** Reads it, reporting what is wrong. */
    void read() {
        int have = bytes.ahead(HEAD_BYTES + MACHINE_BYTES_MAX);
        int length = have < HEAD_BYTES ? 0 : bytes.be32(1);
        boolean plausible = length > 0 && length <= MACHINE_BYTES_MAX;
        if (!plausible || have < HEAD_BYTES + length || !bytes.isPrintable(HEAD_BYTES, length)) {
            recovery.recover(Sections.NO_ID, Want.HEADER, "the name of a machine");
            return;
        }
        bytes.pass(HEAD_BYTES + length);
        boolean more = true;
        while (more && bytes.ahead(1) == 1 && bytes.u8(0) == SectionType.SUBSECTION) {
            more = subsection();
        }
        known = more;
    }

    private boolean subsection() {
        int have = bytes.ahead(SUBSECTION_BYTES_MAX);
        int length = have < 2 ? 0 : bytes.u8(1);
        int contentAt = 2 + length + Integer.BYTES;
        String name = have < contentAt ? "" : bytes.text(2, length);
        int contentLength = switch (name) {
            case "configuration/target-page-bits" -> pageBits(contentAt);
            case "configuration/capabilities" -> capabilities(contentAt);
            case "configuration/uuid" -> UUID_BYTES;
            default -> -1;
        };
        if (contentLength < 0) {
            recovery.recover(Sections.NO_ID, Want.HEADER, EXPECTED);
            return false;
        }
        bytes.pass(contentAt + contentLength);
        return true;
    }

    private int pageBits(int at) {
        int bits = bytes.ahead(at + Integer.BYTES) < at + Integer.BYTES ? 0 : bytes.be32(at);
        if (bits < PAGE_BITS_MIN || bits > PAGE_BITS_MAX) {
            return -1;
        }
        pageBits = bits;
        return Integer.BYTES;
    }

    /** A count of 4 bytes, and the capabilities by name, each with a length of 1 byte. */
    private int capabilities(int at) {
        int count = bytes.ahead(at + Integer.BYTES) < at + Integer.BYTES ? -1 : bytes.be32(at);
        if (count < 0 || count > CAPABILITIES_MAX) {
            return -1;
        }
        int end = at + Integer.BYTES;
        for (int i = 0; i < count; i++) {
            int length = bytes.ahead(end + 1) < end + 1 ? 0 : bytes.u8(end);
            if (bytes.ahead(end + 1 + length) < end + 1 + length) {
                return -1;
            }
            ignoreShared |= bytes.text(end + 1, length).equals("x-ignore-shared");
            end += 1 + length;
        }
        return end - at;
    }
}
