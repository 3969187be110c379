package io.vfioreplay.journal;

import io.vfioreplay.journal.format.BlockIndex;
import io.vfioreplay.journal.format.Damage;
import io.vfioreplay.journal.format.DamageCode;
import io.vfioreplay.journal.format.Frame;
import io.vfioreplay.journal.format.FrameHeader;
import io.vfioreplay.journal.format.PayloadRef;
import io.vfioreplay.journal.format.StoreFile;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** Reads whole blocks and checks them. Holds the block that was read last; one thread. */
final class BlockBytes {

    private static final byte[] NONE = new byte[PayloadRef.HASH_BYTES];

    private final StoreFile file;
    private final BlockIndex index;
    private byte[] frame = new byte[0];
    private int bodyLength;

    BlockBytes(StoreFile file, BlockIndex index) {
        this.file = file;
        this.index = index;
    }

    /**
     * Reads the block of a row and checks its checksum, and where {@code chained} also that it follows the one read last.
     *
     * @return what is wrong, or empty
     */
    Optional<Damage> load(int row, boolean chained) {
        FrameHeader header = index.header(row);
        int length = Frame.frameBytes(header.bodyLength());
        byte[] before = chained ? Frame.hash(frame, 0, Frame.frameBytes(bodyLength)) : NONE;
        frame = frame.length < length ? new byte[length] : frame;
        int count = file.read(index.offset(row), frame, length);
        bodyLength = header.bodyLength();
        if (count < length || !Frame.isIntact(frame, length)) {
            return Optional.of(damage(DamageCode.CHECKSUM, row, "the block's bytes do not give its checksum"));
        }
        boolean first = header.number() == 0;
        if ((chained || first) && !Frame.follows(frame, first ? NONE : before)) {
            return Optional.of(
                    damage(DamageCode.CHAIN, row, "the block does not carry the hash of the block before it"));
        }
        return Optional.empty();
    }

    /** A copy of the body that was read last. */
    byte[] body() {
        return Arrays.copyOfRange(frame, Frame.HEADER_BYTES, Frame.HEADER_BYTES + bodyLength);
    }

    /** The hash of the body that was read last. */
    String bodyHash() {
        return HexFormat.of().formatHex(Frame.hash(frame, Frame.HEADER_BYTES, bodyLength));
    }

    /** The hash of the block of a row. */
    byte[] hash(int row) {
        int length = Frame.frameBytes(index.header(row).bodyLength());
        byte[] bytes = new byte[length];
        file.read(index.offset(row), bytes, length);
        return Frame.hash(bytes, 0, length);
    }

    private Damage damage(DamageCode code, int row, String message) {
        FrameHeader header = index.header(row);
        boolean events = header.count() > 0;
        return new Damage(
                code,
                file.path(),
                index.offset(row),
                Frame.frameBytes(header.bodyLength()),
                events ? header.firstPosition() : Damage.NO_POSITION,
                events ? header.nextPosition() - 1 : Damage.NO_POSITION,
                "block %d (%s): %s".formatted(header.number(), header.type(), message));
    }
}
