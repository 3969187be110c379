package io.vfioreplay.engine.capture.stream;

/**
 * Finds places in a stream where it is known what comes next: the ends of sections whose length is not told, and places to
 * read on from after damage.
 *
 * <p>Ours: a footer counts when something that can begin a section follows it. Without a footer, only what hardly appears by
 * chance counts: a header that names a VFIO device, or one before a VFIO tag.
 */
final class Landmarks {

    private static final int WINDOW_BYTES = 1 << 16;
    /** More than a footer, the longest header, and a tag. */
    private static final int LOOK_BYTES = SectionType.FOOTER_BYTES + SectionHeader.BYTES_MAX + 2 * VfioTag.BYTES;

    private static final int COMMAND_BYTES = 5;
    private static final int COMMAND_MAX = 64;
    private static final int COMMAND_BYTES_MAX = 1 << 13;
    private static final int DESCRIPTION_BYTES = 5;

    private final StreamBytes bytes;
    private final Sections sections;

    Landmarks(StreamBytes bytes, Sections sections) {
        this.bytes = bytes;
        this.sections = sections;
    }

    /** What was found; reading stands at it, or behind the footer. */
    enum Landmark {
        /** The footer of the section that was searched for. */
        FOOTER,
        /** The footer of another section. */
        OTHER_FOOTER,
        /** A header. */
        HEADER,
        /** A VFIO tag. */
        TAG,
        /** The end of the stream; nothing was found. */
        NOTHING
    }

    /** What counts beside footers and headers of VFIO devices. */
    enum Want {
        /** Nothing. */
        END,
        /** VFIO tags. */
        TAG,
        /** All headers that can be right. */
        HEADER
    }

    /** Passes over bytes to the next landmark, which may be here. */
    Landmark search(int id, Want want) {
        while (true) {
            int have = bytes.ahead(WINDOW_BYTES);
            int count = have < WINDOW_BYTES ? have : have - LOOK_BYTES;
            for (int at = 0; at < count; at++) {
                Landmark found = landmark(at, id, want);
                if (found != Landmark.NOTHING) {
                    boolean footer = found == Landmark.FOOTER || found == Landmark.OTHER_FOOTER;
                    bytes.pass(at + (footer ? SectionType.FOOTER_BYTES : 0));
                    return found;
                }
            }
            bytes.pass(count);
            if (have < WINDOW_BYTES) {
                return Landmark.NOTHING;
            }
        }
    }

    private Landmark landmark(int at, int id, Want want) {
        return switch (bytes.u8(at)) {
            case SectionType.FOOTER -> footer(at, id);
            case 0x01, 0x02, 0x03, 0x04 -> isHeader(at, want) ? Landmark.HEADER : Landmark.NOTHING;
            case 0xff -> want == Want.TAG && VfioTag.isAt(bytes, at) ? Landmark.TAG : Landmark.NOTHING;
            default -> Landmark.NOTHING;
        };
    }

    private Landmark footer(int at, int id) {
        if (!bytes.has(at, SectionType.FOOTER_BYTES)) {
            return Landmark.NOTHING;
        }
        int found = bytes.be32(at + 1);
        if (!SectionHeader.isId(found) || !beginsAt(at + SectionType.FOOTER_BYTES)) {
            return Landmark.NOTHING;
        }
        return found == id ? Landmark.FOOTER : Landmark.OTHER_FOOTER;
    }

    private boolean isHeader(int at, Want want) {
        int length = SectionHeader.lengthAt(bytes, at);
        if (length == 0) {
            return false;
        }
        if (VfioTag.isAt(bytes, at + length)) {
            return true;
        }
        SectionHeader header = SectionHeader.read(bytes, at, length);
        return header.isNamed() && (want == Want.HEADER || Sections.isVfio(header.name()));
    }

    /** Whether something can begin here that may follow a section. */
    boolean begins() {
        bytes.ahead(LOOK_BYTES);
        return beginsAt(0);
    }

    private boolean beginsAt(int at) {
        if (!bytes.has(at, 1)) {
            return true; // The stream was cut just here.
        }
        return bytes.u8(at) == SectionType.END_OF_FILE.code() ? isEnd(at) : isSection(at);
    }

    private boolean isSection(int at) {
        SectionType type = SectionType.of(bytes.u8(at));
        if (type == null) {
            return false;
        }
        return switch (type) {
            case START, FULL -> SectionHeader.lengthAt(bytes, at) > 0;
            case PART, END -> isContinued(at);
            case COMMAND -> isCommand(at);
            case END_OF_FILE, DESCRIPTION, CONFIGURATION -> false;
        };
    }

    private boolean isContinued(int at) {
        int length = SectionHeader.lengthAt(bytes, at);
        return length > 0 && (sections.isKnown(bytes.be32(at + 1)) || VfioTag.isAt(bytes, at + length));
    }

    private boolean isCommand(int at) {
        return bytes.has(at, COMMAND_BYTES)
                && bytes.be16(at + 1) > 0
                && bytes.be16(at + 1) <= COMMAND_MAX
                && bytes.be16(at + 3) <= COMMAND_BYTES_MAX;
    }

    /** The end of all sections: of the stream too, or before a description, or of those in a package. */
    private boolean isEnd(int at) {
        return !bytes.has(at, 2) || isDescription(at + 1) || isSection(at + 1);
    }

    private boolean isDescription(int at) {
        return bytes.has(at, DESCRIPTION_BYTES + 1)
                && bytes.u8(at) == SectionType.DESCRIPTION.code()
                && bytes.be32(at + 1) > 0
                && bytes.u8(at + DESCRIPTION_BYTES) == '{';
    }
}
