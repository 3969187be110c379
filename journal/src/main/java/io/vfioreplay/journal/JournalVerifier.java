package io.vfioreplay.journal;

import io.vfioreplay.journal.format.BlockIndex;
import io.vfioreplay.journal.format.BlockType;
import io.vfioreplay.journal.format.CorruptJournalException;
import io.vfioreplay.journal.format.Damage;
import io.vfioreplay.journal.format.DamageCode;
import io.vfioreplay.journal.format.FrameHeader;
import io.vfioreplay.journal.format.Sha256;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** Checks every byte that was journaled: frames, checksums, chain, order, descriptions and the seal. Changes nothing. */
public final class JournalVerifier {

    private static final byte[] NONE = new byte[Sha256.BYTES];

    private final JournalReader reader;
    private final BlockIndex index;
    private final List<Damage> damage;
    private long payloads;
    private long bytes;
    private String digest = "";

    private JournalVerifier(JournalReader reader) {
        this.reader = reader;
        this.index = reader.scan().index();
        this.damage = new ArrayList<>(reader.scan().damage());
    }

    /**
     * What was found.
     *
     * @param damage every damaged place, in the order of the file
     * @param blocks how many blocks there are
     * @param events how many positions, the lost ones included as far as a later block tells of them
     * @param payloads how many stored payloads
     * @param bytes of all bodies
     * @param sealed whether the journal was closed in order
     * @param digest the hash of the last block, 64 hex digits
     */
    public record Report(
            List<Damage> damage, long blocks, long events, long payloads, long bytes, boolean sealed, String digest) {

        /** Whether everything is as it was written, up to an end that was written. */
        public boolean isClean() {
            return damage.isEmpty() && sealed;
        }
    }

    /**
     * Checks a journal.
     *
     * @throws io.vfioreplay.journal.format.NotAJournalException when there is none
     * @throws io.vfioreplay.journal.format.JournalTooNewException when it is of a later version
     */
    public static Report verify(Path directory) {
        try (JournalReader reader = JournalReader.open(directory, DamagePolicy.SKIP)) {
            return new JournalVerifier(reader).report();
        }
    }

    private Report report() {
        checkBlocks();
        boolean sealed = reader.scan().sealed();
        if (sealed) {
            checkBehind();
        } else {
            String message = "the last block is no SEAL: the journal was not closed in order, or its end is missing";
            add(DamageCode.NOT_SEALED, reader.file().size(), message);
        }
        damage.sort(Comparator.comparingLong(Damage::offset));
        return new Report(List.copyOf(damage), index.size(), index.nextPosition(), payloads, bytes, sealed, digest);
    }

    private void checkBlocks() {
        BlockBytes blocks = reader.blocks();
        byte[] previous = NONE;
        long expected = 0; // The number of the block that must carry the hash in previous.
        for (int row = 0; row < index.size(); row++) {
            FrameHeader header = index.header(row);
            Optional<Damage> wrong = blocks.load(row);
            if (wrong.isPresent()) {
                damage.add(wrong.get());
            } else if (header.number() == expected && !blocks.follows(previous)) {
                damage.add(blocks.damage(DamageCode.CHAIN, row, "does not carry the hash of the block before it"));
            }
            previous = blocks.hash();
            expected = wrong.isEmpty() ? header.number() + 1 : -1;
            payloads += header.type() == BlockType.PAYLOAD ? 1 : 0;
            bytes += header.bodyLength();
            if (wrong.isEmpty()) {
                checkContent(row, header);
            }
        }
        digest = HexFormat.of().formatHex(previous);
    }

    /** HEADER stands first and only there; a description is one; the totals of the SEAL are those of the journal. */
    private void checkContent(int row, FrameHeader header) {
        long offset = index.offset(row);
        if ((header.type() == BlockType.HEADER) != (header.number() == 0)) {
            add(DamageCode.CONTENT, offset, "block %d is a %s".formatted(header.number(), header.type()));
        }
        if (header.type() == BlockType.EVENTS || header.type() == BlockType.PAYLOAD) {
            return;
        }
        try {
            SortedMap<String, String> description = reader.description(row);
            if (header.type() == BlockType.SEAL) {
                checkTotal(description, JournalWriter.BLOCKS_KEY, header.number() + 1, offset);
                checkTotal(description, JournalWriter.EVENTS_KEY, header.firstPosition(), offset);
            }
        } catch (CorruptJournalException wrong) {
            add(wrong.code(), offset, wrong.found());
        }
    }

    private void checkTotal(SortedMap<String, String> seal, String key, long expected, long offset) {
        String found = seal.get(key);
        if (!Long.toString(expected).equals(found)) {
            add(DamageCode.CONTENT, offset, "the SEAL says %s: %s, expected %d".formatted(key, found, expected));
        }
    }

    /** Behind the SEAL there is only room that was never used. */
    private void checkBehind() {
        long end = index.endOffset();
        long used = reader.file().firstNonZero(end);
        if (used >= 0) {
            add(DamageCode.NOT_A_BLOCK, used, "something stands behind the SEAL, where only zeros are expected");
        }
    }

    private void add(DamageCode code, long offset, String message) {
        damage.add(new Damage(code, reader.file().path(), offset, 0, Damage.NO_POSITION, Damage.NO_POSITION, message));
    }
}
