package io.vfioreplay.journal;

import io.vfioreplay.journal.format.BlockIndex;
import io.vfioreplay.journal.format.BlockType;
import io.vfioreplay.journal.format.CorruptJournalException;
import io.vfioreplay.journal.format.Damage;
import io.vfioreplay.journal.format.DamageCode;
import io.vfioreplay.journal.format.FrameHeader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Checks every byte that was journaled: frames, checksums, chain, order, descriptions and the seal. Changes nothing. */
public final class JournalVerifier {

    private JournalVerifier() {}

    /**
     * What was found.
     *
     * @param damage every damaged place, in the order of the file
     * @param blocks how many blocks there are
     * @param events how many positions
     * @param payloads how many stored payloads
     * @param bytes of all blocks
     * @param sealed whether the journal was closed in order
     * @param digest the hash of the last block
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
            BlockIndex index = reader.scan().index();
            List<Damage> damage = new ArrayList<>(reader.scan().damage());
            long payloads = 0;
            long bytes = 0;
            int last = -2;
            for (int row = 0; row < index.size(); row++) {
                Optional<Damage> wrong = reader.blocks().load(row, row == last + 1);
                wrong.ifPresent(damage::add);
                boolean intact = wrong.isEmpty() || wrong.get().code() == DamageCode.CHAIN;
                last = intact ? row : -2;
                if (intact) {
                    content(reader, row).ifPresent(damage::add);
                }
                payloads += index.header(row).type() == BlockType.PAYLOAD ? 1 : 0;
                bytes += index.header(row).bodyLength();
            }
            end(reader).ifPresent(damage::add);
            damage.sort(Comparator.comparingLong(Damage::offset));
            boolean sealed = reader.scan().sealed();
            return new Report(damage, index.size(), reader.eventCount(), payloads, bytes, sealed, reader.digest());
        }
    }

    /** A description that is none; HEADER stands first and only there. */
    private static Optional<Damage> content(JournalReader reader, int row) {
        FrameHeader header = reader.scan().index().header(row);
        long offset = reader.scan().index().offset(row);
        if ((header.type() == BlockType.HEADER) != (header.number() == 0)) {
            return Optional.of(damage(
                    DamageCode.CONTENT, reader, offset, "block %d is a %s".formatted(header.number(), header.type())));
        }
        if (header.type() == BlockType.EVENTS || header.type() == BlockType.PAYLOAD) {
            return Optional.empty();
        }
        try {
            reader.description(row);
            return Optional.empty();
        } catch (CorruptJournalException wrong) {
            return Optional.of(damage(wrong.code(), reader, offset, String.valueOf(wrong.getMessage())));
        }
    }

    private static Optional<Damage> end(JournalReader reader) {
        if (reader.scan().sealed()) {
            return Optional.empty();
        }
        return Optional.of(damage(
                DamageCode.NOT_SEALED,
                reader,
                reader.file().size(),
                "the last block is no SEAL: the journal was not closed in order, or its end is missing"));
    }

    private static Damage damage(DamageCode code, JournalReader reader, long offset, String message) {
        return new Damage(code, reader.file().path(), offset, 0, Damage.NO_POSITION, Damage.NO_POSITION, message);
    }
}
