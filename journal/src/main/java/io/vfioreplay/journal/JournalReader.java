package io.vfioreplay.journal;

import io.vfioreplay.journal.chronicle.ChronicleStore;
import io.vfioreplay.journal.chronicle.DescriptionWire;
import io.vfioreplay.journal.format.BlockIndex;
import io.vfioreplay.journal.format.BlockType;
import io.vfioreplay.journal.format.CorruptJournalException;
import io.vfioreplay.journal.format.Damage;
import io.vfioreplay.journal.format.DamageCode;
import io.vfioreplay.journal.format.Frame;
import io.vfioreplay.journal.format.FrameHeader;
import io.vfioreplay.journal.format.NotAJournalException;
import io.vfioreplay.journal.format.PayloadRef;
import io.vfioreplay.journal.format.StoreFile;
import io.vfioreplay.journal.format.StoreScan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads a journal without changing anything: no lock, no index, no file is made. What a writer appends after opening is not
 * seen. Every block is checked when it is read. One thread; any number of readers at once.
 */
public final class JournalReader implements AutoCloseable {

    private final Path directory;
    private final StoreFile file;
    private final StoreScan.Result scan;
    private final BlockIndex index;
    private final DamagePolicy policy;
    private final List<Damage> damage;
    private final BlockBytes blocks;
    private final BlockBytes single; // Apart from blocks, which remembers the block before for the chain.

    private JournalReader(Path directory, StoreFile file, StoreScan.Result scan, DamagePolicy policy) {
        this.directory = directory;
        this.file = file;
        this.scan = scan;
        this.index = scan.index();
        this.policy = policy;
        this.damage = new ArrayList<>(scan.damage());
        this.blocks = new BlockBytes(file, scan.index());
        this.single = new BlockBytes(file, scan.index());
    }

    /** Gets the blocks of events, one after the other. */
    @FunctionalInterface
    public interface EventBlocks {
        /**
         * One block.
         *
         * @param firstPosition the position of its first event
         * @param count how many events it has
         * @param body the encoded events: a copy of its own
         */
        void block(long firstPosition, int count, byte[] body);
    }

    /** Whether there is a journal at this path, sound or not. */
    public static boolean isJournal(Path path) {
        return Files.isRegularFile(path.resolve(ChronicleStore.FILE_NAME));
    }

    /** Opens a journal; reading stops at damage. */
    public static JournalReader open(Path directory) {
        return open(directory, DamagePolicy.STRICT);
    }

    /**
     * Opens a journal.
     *
     * @throws NotAJournalException when there is none
     * @throws io.vfioreplay.journal.format.JournalTooNewException when it is of a later version
     */
    public static JournalReader open(Path directory, DamagePolicy policy) {
        if (!isJournal(directory)) {
            throw new NotAJournalException(
                    directory, "no journal here", "expected a directory that holds " + ChronicleStore.FILE_NAME);
        }
        StoreFile file = StoreFile.open(directory.resolve(ChronicleStore.FILE_NAME));
        try {
            StoreScan.Result scan = StoreScan.scan(file);
            if (scan.index().size() == 0) {
                throw new NotAJournalException(
                        file.path(), "no block of a journal in it", "expected a vfio-replay journal");
            }
            return new JournalReader(directory, file, scan, policy);
        } catch (RuntimeException unusable) {
            file.close();
            throw unusable;
        }
    }

    /** Where the journal is. */
    public Path directory() {
        return directory;
    }

    /** What describes the journal. */
    public SortedMap<String, String> header() {
        if (index.header(0).type() != BlockType.HEADER) {
            if (policy == DamagePolicy.SKIP) {
                return new TreeMap<>();
            }
            throw new CorruptJournalException(firstDamage());
        }
        return description(0);
    }

    /** The records that were made while recording, in order. */
    public List<SortedMap<String, String>> records() {
        List<SortedMap<String, String>> records = new ArrayList<>();
        for (int row = 0; row < index.size(); row++) {
            if (index.header(row).type() == BlockType.RECORD) {
                records.add(description(row));
            }
        }
        return records;
    }

    /** The totals of a journal that was closed in order, or empty. */
    public Optional<SortedMap<String, String>> seal() {
        return scan.sealed() ? Optional.of(description(index.size() - 1)) : Optional.empty();
    }

    /** How many positions there are, the lost ones included. */
    public long eventCount() {
        return index.header(index.size() - 1).nextPosition();
    }

    /** The hash of the last block, 64 hex digits: two journals with the same digest are the same. */
    public String digest() {
        return HexFormat.of().formatHex(blocks.hash(index.size() - 1));
    }

    /**
     * Reads the blocks of events from the one that holds {@code fromPosition} on. The chain is checked along.
     *
     * @throws CorruptJournalException at damage, under {@link DamagePolicy#STRICT}
     */
    public void readEvents(long fromPosition, long toPosition, EventBlocks reader) {
        if (policy == DamagePolicy.STRICT && !scan.damage().isEmpty()) {
            readUntil(fromPosition, Math.min(toPosition, firstDamagedPosition()), reader);
            if (firstDamagedPosition() < toPosition) {
                throw new CorruptJournalException(firstDamage());
            }
        } else {
            readUntil(fromPosition, toPosition, reader);
        }
    }

    private void readUntil(long fromPosition, long toPosition, EventBlocks reader) {
        int last = -2;
        for (int row = index.rowOfPosition(fromPosition); row < index.size(); row++) {
            FrameHeader header = index.header(row);
            if (header.firstPosition() >= toPosition) {
                break;
            }
            Optional<Damage> wrong = blocks.load(row, row == last + 1);
            if (wrong.isPresent()) {
                pass(wrong.get());
                continue;
            }
            last = row;
            if (header.type() == BlockType.EVENTS) {
                reader.block(header.firstPosition(), header.count(), blocks.body());
            }
        }
    }

    /**
     * The bytes of a payload.
     *
     * @throws CorruptJournalException when they are not there, or not what they should be
     */
    public byte[] payload(PayloadRef ref) {
        int row = index.rowOfNumber(ref.block());
        if (row < 0
                || index.header(row).type() != BlockType.PAYLOAD
                || index.header(row).bodyLength() != ref.length()) {
            throw new CorruptJournalException(
                    DamageCode.MISSING_BLOCK,
                    file.path(),
                    0,
                    "block %d is no payload of %d bytes".formatted(ref.block(), ref.length()));
        }
        load(row);
        if (!single.bodyHash().equals(ref.sha256())) {
            throw new CorruptJournalException(
                    DamageCode.CONTENT,
                    file.path(),
                    index.offset(row),
                    "the payload has another hash than its event says");
        }
        return single.body();
    }

    /** What was found to be wrong so far. */
    public List<Damage> damage() {
        return List.copyOf(damage);
    }

    @Override
    public void close() {
        file.close();
    }

    /** The scan, the blocks and the file, for checking everything. */
    StoreScan.Result scan() {
        return scan;
    }

    BlockBytes blocks() {
        return blocks;
    }

    StoreFile file() {
        return file;
    }

    /** The description in the block of a row, checked. */
    SortedMap<String, String> description(int row) {
        load(row);
        try {
            return DescriptionWire.decode(single.body());
        } catch (RuntimeException nonsense) {
            throw new CorruptJournalException(
                    DamageCode.CONTENT,
                    file.path(),
                    index.offset(row),
                    "no description (" + nonsense.getMessage() + ")");
        }
    }

    /** Where the last block of a store file ends. */
    static long endOfBlocks(Path path) {
        try (StoreFile file = StoreFile.open(path)) {
            BlockIndex index = StoreScan.scan(file).index();
            int last = index.size() - 1;
            return index.offset(last) + Frame.frameBytes(index.header(last).bodyLength());
        }
    }

    private void load(int row) {
        Optional<Damage> wrong = single.load(row, false);
        if (wrong.isPresent()) {
            throw new CorruptJournalException(wrong.get());
        }
    }

    private void pass(Damage wrong) {
        if (policy == DamagePolicy.STRICT) {
            throw new CorruptJournalException(wrong);
        }
        damage.add(wrong);
    }

    private Damage firstDamage() {
        return scan.damage().get(0);
    }

    private long firstDamagedPosition() {
        long first = firstDamage().firstPosition();
        return first == Damage.NO_POSITION ? 0 : first;
    }
}
