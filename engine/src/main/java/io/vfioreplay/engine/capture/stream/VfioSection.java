package io.vfioreplay.engine.capture.stream;

import io.vfioreplay.engine.capture.stream.Landmarks.Landmark;
import io.vfioreplay.engine.capture.stream.Landmarks.Want;
import io.vfioreplay.hardware.event.DamageKind;

/**
 * Reads what is in the sections of VFIO devices: tags, each with what belongs to it, up to one that ends the section.
 *
 * <p>Source: QEMU {@code hw/vfio/migration.c}, {@code vfio_load_state}, of 7.2 and 10.x.
 */
final class VfioSection {

    /** Longer pieces of data are given as several. */
    static final int PIECE_BYTES_MAX = 1 << 20;

    private final StreamBytes bytes;
    private final Landmarks landmarks;
    private final Recovery recovery;
    private final Account account;

    VfioSection(StreamBytes bytes, Landmarks landmarks, Recovery recovery, Account account) {
        this.bytes = bytes;
        this.landmarks = landmarks;
        this.recovery = recovery;
        this.account = account;
    }

    private enum Next {
        TAG,
        FOOTER,
        LOST
    }

    /** Reads up to the footer; false when it is behind the footer already, or the stream ended. */
    boolean read(int id) {
        Next next = Next.TAG;
        while (next == Next.TAG) {
            next = tagged(id);
        }
        return next == Next.FOOTER;
    }

    private Next tagged(int id) {
        if (bytes.ahead(VfioTag.BYTES) < VfioTag.BYTES) {
            recovery.cut("the tags of section " + id);
            return Next.LOST;
        }
        VfioTag tag = VfioTag.of(bytes.be64(0));
        if (tag == null) {
            Landmark landmark = recovery.recover(id, Want.TAG, "a tag of VFIO");
            return landmark == Landmark.TAG ? Next.TAG : Next.LOST;
        }
        long offset = bytes.offset();
        bytes.pass(VfioTag.BYTES);
        return switch (tag) {
            case END_OF_STATE -> Next.FOOTER;
            case DEV_CONFIG_STATE -> configuration(id, offset);
            case DEV_SETUP_STATE -> marked(tag, id, offset);
            case DEV_DATA_STATE -> data(id);
            case DEV_INIT_DATA_SENT, DEV_CONFIG_LOAD_READY -> last(tag, id, offset);
        };
    }

    private Next marked(VfioTag tag, int id, long offset) {
        account.marked("migration stream, byte %d, section %d: %s".formatted(offset, id, tag));
        return Next.TAG;
    }

    /** QEMU sends these in place of END_OF_STATE; one that follows all the same does no harm. */
    private Next last(VfioTag tag, int id, long offset) {
        marked(tag, id, offset);
        bytes.ahead(VfioTag.BYTES);
        return VfioTag.isAt(bytes, 0) ? Next.TAG : Next.FOOTER;
    }

    /** The state of the PCI device, whose length is not told. */
    private Next configuration(int id, long offset) {
        long from = bytes.offset();
        Landmark landmark = landmarks.search(id, Want.TAG);
        long length = bytes.offset() - from;
        if (landmark == Landmark.TAG) {
            account.marked("migration stream, byte %d, section %d: %s, %d bytes"
                    .formatted(offset, id, VfioTag.DEV_CONFIG_STATE, length));
            return Next.TAG;
        }
        DamageKind kind = landmark == Landmark.NOTHING ? DamageKind.CUT : DamageKind.FRAMING;
        account.damaged(kind, from, length, "no tag ends the configuration state of section " + id);
        return Next.LOST;
    }

    private Next data(int id) {
        if (bytes.ahead(Long.BYTES) < Long.BYTES) {
            recovery.cut("a length in section " + id);
            return Next.LOST;
        }
        long length = bytes.be64(0);
        if (length < 0) {
            account.damaged(
                    DamageKind.LENGTH, bytes.offset(), 0, "a length of " + Long.toUnsignedString(length) + " bytes");
            length = Long.MAX_VALUE;
        }
        bytes.pass(Long.BYTES);
        return pieces(id, length);
    }

    /** Gives {@code length} bytes in pieces; the lengths that the pieces announce add up to it. */
    private Next pieces(int id, long length) {
        long from = bytes.offset();
        long left = length;
        while (left > 0) {
            int count = count(left);
            boolean early = count < Math.min(left, PIECE_BYTES_MAX);
            account.carried(id, bytes.offset(), early ? left : count, bytes.payload(count));
            bytes.pass(count);
            left -= count;
            if (early) {
                return early(from, length, length - left);
            }
        }
        return Next.TAG;
    }

    /**
     * How many of the next {@code left} bytes are data: fewer than the largest piece only where the data is over, at the end
     * of the stream, or at a tag. Data that ends before a tag as announced may contain anything; otherwise a tag within it says
     * that the announced length is wrong, and the data ends there.
     */
    private int count(long left) {
        int wanted = (int) Math.min(left, PIECE_BYTES_MAX);
        int have = bytes.ahead(wanted + VfioTag.BYTES);
        if (left <= PIECE_BYTES_MAX && VfioTag.isAt(bytes, wanted)) {
            return wanted;
        }
        int most = Math.min(have, wanted);
        for (int at = 0; at < most; at++) {
            if (bytes.u8(at) == 0xff && VfioTag.isAt(bytes, at)) {
                return at;
            }
        }
        return most;
    }

    private Next early(long from, long length, long there) {
        boolean tag = VfioTag.isAt(bytes, 0);
        String text = "%d bytes of data announced, %s after %d"
                .formatted(length, tag ? "but a tag is there" : "but the stream ends", there);
        account.damaged(tag ? DamageKind.LENGTH : DamageKind.CUT, from, 0, text);
        return tag ? Next.TAG : Next.LOST;
    }
}
