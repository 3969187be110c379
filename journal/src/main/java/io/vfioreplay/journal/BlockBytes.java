package io.vfioreplay.journal;

import io.vfioreplay.journal.chronicle.DescriptionWire;
import io.vfioreplay.journal.format.BlockIndex;
import io.vfioreplay.journal.format.BlockType;
import io.vfioreplay.journal.format.CorruptJournalException;
import io.vfioreplay.journal.format.Damage;
import io.vfioreplay.journal.format.DamageCode;
import io.vfioreplay.journal.format.Frame;
import io.vfioreplay.journal.format.FrameHeader;
import io.vfioreplay.journal.format.Sha256;
import io.vfioreplay.journal.format.StoreFile;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.SortedMap;

/** Reads whole blocks and checks their checksums. Holds the block that was read last; one thread. */
final class BlockBytes {

    private final StoreFile file;
    private final BlockIndex index;
    private byte[] frame = new byte[0];
    private final Sha256 sha = new Sha256();
    private int bodyLength;
    private int frameLength;

    BlockBytes(StoreFile file, BlockIndex index) {
        this.file = file;
        this.index = index;
    }

    /** Reads the block of a row; returns what is wrong with it, or empty. */
    Optional<Damage> load(int row) {
        FrameHeader header = index.header(row);
        bodyLength = header.bodyLength();
        frameLength = header.frameBytes();
        frame = frame.length < frameLength + BlockBody.SLACK_BYTES
                ? new byte[frameLength + BlockBody.SLACK_BYTES]
                : frame;
        int count = file.read(index.offset(row), frame, frameLength);
        return count == frameLength && Frame.isIntact(frame, frameLength)
                ? Optional.empty()
                : Optional.of(damage(DamageCode.CHECKSUM, row, "its bytes do not give its checksum"));
    }

    /** Whether the block that was read last carries this hash of the one before it. */
    boolean follows(byte[] previous) {
        return Frame.follows(frame, previous);
    }

    /** A copy of the hash of the one before it that the block that was read last carries. */
    byte[] previous() {
        return Frame.previous(frame);
    }

    /** The body that was read last, valid until the next is. */
    BlockBody bodyView() {
        return new BlockBody(frame, Frame.HEADER_BYTES, bodyLength);
    }

    /** A copy of the body that was read last. */
    byte[] body() {
        return Arrays.copyOfRange(frame, Frame.HEADER_BYTES, Frame.HEADER_BYTES + bodyLength);
    }

    /**
     * The description that the block of a row, read last, holds.
     *
     * @throws CorruptJournalException when it holds none
     */
    SortedMap<String, String> description(int row) {
        try {
            return DescriptionWire.decode(body());
        } catch (IllegalArgumentException nonsense) {
            throw new CorruptJournalException(
                    damage(DamageCode.CONTENT, row, "no description, " + nonsense.getMessage()));
        }
    }

    /** The hash of the body that was read last, hex digits. */
    String bodyHash() {
        return HexFormat.of().formatHex(Sha256.of(frame, Frame.HEADER_BYTES, bodyLength));
    }

    /** The hash of the whole block that was read last. */
    byte[] hash() {
        byte[] hash = new byte[Sha256.BYTES];
        sha.add(frame, 0, frameLength).finish(hash);
        return hash;
    }

    /** Something wrong with the block of a row, which loses its positions. */
    Damage damage(DamageCode code, int row, String message) {
        FrameHeader header = index.header(row);
        boolean events = header.count() > 0;
        long none = header.type() == BlockType.PAYLOAD ? Damage.SOME_POSITIONS : Damage.NO_POSITION;
        return new Damage(
                code,
                file.path(),
                index.offset(row),
                header.frameBytes(),
                events ? header.firstPosition() : none,
                events ? header.nextPosition() - 1 : none,
                "block %d (%s): %s".formatted(header.number(), header.type(), message));
    }
}
