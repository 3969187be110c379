package io.vfioreplay.engine.capture.pcap;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The interfaces of the current section of a pcapng file. At least one in the file must be of the link type of vfio-user.
 *
 * <p>Source: draft-ietf-opsawg-pcapng, section 4.2.
 */
final class Interfaces {

    private static final int COUNT_MAX = 1 << 16;
    private static final int FIXED_BYTES = 8;
    private static final int SNAP_LENGTH_AT = 4;

    private final Path file;
    private final List<Interface> interfaces = new ArrayList<>();
    private boolean user0;
    private int otherLinkType = -1;

    Interfaces(Path file) {
        this.file = file;
    }

    private record Interface(boolean user0, long bytesMax, Clock clock) {}

    /** A new section begins. */
    void clear() {
        interfaces.clear();
    }

    /** Takes the description from the buffer's position on; false if it cannot be one. */
    boolean add(ByteBuffer body, long at) {
        if (body.remaining() < FIXED_BYTES || interfaces.size() == COUNT_MAX) {
            return false;
        }
        int linkType = Short.toUnsignedInt(body.getShort(body.position()));
        long snapLength = Integer.toUnsignedLong(body.getInt(body.position() + SNAP_LENGTH_AT));
        boolean right = linkType == PacketFile.LINKTYPE_USER0;
        user0 |= right;
        otherLinkType = right ? otherLinkType : linkType;
        Clock clock = Clock.of(body.position(body.position() + FIXED_BYTES));
        interfaces.add(new Interface(right, snapLength == 0 ? Long.MAX_VALUE : snapLength, clock));
        return true;
    }

    /** Whether this interface was described. */
    boolean knows(long index) {
        return index < interfaces.size();
    }

    boolean isUser0(int index) {
        return interfaces.get(index).user0;
    }

    Clock clock(int index) {
        return interfaces.get(index).clock;
    }

    /** The most bytes of a simple packet, which are of the first interface. */
    long bytesMax() {
        return interfaces.get(0).bytesMax;
    }

    /**
     * Called before the first packet and at the end.
     *
     * @throws io.vfioreplay.engine.capture.CaptureException if there are interfaces, and none of the link type of vfio-user
     */
    void requireUser0(long at) {
        if (!user0 && otherLinkType >= 0) {
            throw PacketFile.wrongLinkType(file, at, otherLinkType);
        }
    }
}
