package io.vfioreplay.journal;

import static io.vfioreplay.journal.format.StoreScan.Order.AS_WRITTEN;
import static io.vfioreplay.journal.format.StoreScan.Order.BY_NUMBER;

import io.vfioreplay.journal.chronicle.ChronicleStore;
import io.vfioreplay.journal.format.BlockIndex;
import io.vfioreplay.journal.format.BlockType;
import io.vfioreplay.journal.format.CorruptJournalException;
import io.vfioreplay.journal.format.Damage;
import io.vfioreplay.journal.format.DamageCode;
import io.vfioreplay.journal.format.FrameHeader;
import io.vfioreplay.journal.format.NotAJournalException;
import io.vfioreplay.journal.format.PayloadRef;
import io.vfioreplay.journal.format.StoreFile;
import io.vfioreplay.journal.format.StoreScan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads a journal without changing anything: no lock, no index, no file is made. What a writer appends after opening is not
 * seen. Opening reads the frame headers only; the body of a block is checked when it is read, the chain of hashes by
 * {@link JournalVerifier}. One thread; any number of readers at once.
 *
 * <p>Every method that reads throws {@link CorruptJournalException} under {@link DamagePolicy#STRICT} when it comes to a
 * damage that {@linkplain DamageCode#stopsReading() stops reading}.
 */
public final class JournalReader implements AutoCloseable {

    private final Path directory;
    private final StoreFile file;
    private final StoreScan.Result scan;
    private final BlockIndex index;
    private final DamagePolicy policy;
    private final Set<Damage> damage;
    private final BitSet unproven = new BitSet();
    private @Nullable BlockBytes
            spare; // For blocks of events: whoever reads them takes it, and may read others meanwhile.
    private final BlockBytes single; // Apart from spare: a payload may be asked for while a block of events is visited.

    private JournalReader(Path directory, StoreFile file, StoreScan.Result scan, DamagePolicy policy) {
        this.directory = directory;
        this.file = file;
        this.scan = scan;
        this.index = scan.index();
        this.policy = policy;
        this.damage = new LinkedHashSet<>(scan.damage());
        this.single = new BlockBytes(file, index);
    }

    /** Gets the blocks of events, one after the other. */
    @FunctionalInterface
    public interface EventBlocks {
        /**
         * One block.
         *
         * @param firstPosition the position of its first event
         * @param count how many events it has
         * @param body the encoded events, valid until this returns
         */
        void block(long firstPosition, int count, BlockBody body);
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
     * Opens a journal, damaged or not.
     *
     * @throws NotAJournalException when there is none, or not one good block in it
     * @throws io.vfioreplay.journal.format.JournalTooNewException when it is of a later version
     */
    public static JournalReader open(Path directory, DamagePolicy policy) {
        return open(directory, directory, policy);
    }

    /**
     * Opens a journal that the user knows under another name, such as one that was unpacked for reading.
     *
     * @param shown what messages, {@link #directory()} and {@link Damage#file()} call it
     * @throws NotAJournalException when there is none, or not one good block in it
     * @throws io.vfioreplay.journal.format.JournalTooNewException when it is of a later version
     */
    public static JournalReader open(Path directory, Path shown, DamagePolicy policy) {
        if (!isJournal(directory)) {
            throw new NotAJournalException(
                    shown,
                    "a journal, a directory that holds " + ChronicleStore.FILE_NAME + ", or one that was packed",
                    found(directory),
                    "name a journal, or make one with `vfio-replay import`");
        }
        StoreFile file =
                StoreFile.open(directory.resolve(ChronicleStore.FILE_NAME), shown.resolve(ChronicleStore.FILE_NAME));
        try {
            StoreScan.Result scan = StoreScan.scan(file, policy == DamagePolicy.PROVEN ? BY_NUMBER : AS_WRITTEN);
            if (scan.index().size() == 0) {
                throw new NotAJournalException(
                        file.path(),
                        "the blocks of a journal",
                        "no complete one in %d bytes".formatted(file.size()),
                        "name another journal, or make it again with `vfio-replay import`");
            }
            JournalReader reader = new JournalReader(shown, file, scan, policy);
            if (policy == DamagePolicy.PROVEN) {
                reader.prove();
            }
            return reader;
        } catch (RuntimeException unusable) {
            file.close();
            throw unusable;
        }
    }

    private static String found(Path none) {
        if (!Files.exists(none)) {
            return "nothing";
        }
        return Files.isDirectory(none) ? "a directory without it" : "a file of another kind";
    }

    private void prove() {
        JournalVerifier.Proof proof = JournalVerifier.prove(this);
        damage.addAll(proof.report().damage());
        unproven.or(proof.contradicted());
    }

    /** Where the journal is, as the user knows it. */
    public Path directory() {
        return directory;
    }

    /** What describes the journal; empty where that is damaged and may be skipped. */
    public SortedMap<String, String> header() {
        boolean there = index.header(0).number() == 0 && index.type(0) == BlockType.HEADER;
        if (!there) {
            pass(single.damage(DamageCode.MISSING_BLOCK, 0, "stands where the HEADER was expected"));
        }
        return there ? descriptionOrPass(0).orElseGet(TreeMap::new) : new TreeMap<>();
    }

    /** The records that were made while recording, in order. */
    public List<SortedMap<String, String>> records() {
        stopAtDamageBetween(0, file.size());
        List<SortedMap<String, String>> records = new ArrayList<>();
        for (int row = 0; row < index.size(); row++) {
            if (index.type(row) == BlockType.RECORD) {
                descriptionOrPass(row).ifPresent(records::add);
            }
        }
        return records;
    }

    /** The totals of a journal that was closed in order, or empty. */
    public Optional<SortedMap<String, String>> seal() {
        return scan.sealed() ? descriptionOrPass(index.size() - 1) : Optional.empty();
    }

    /** How many positions there are, the lost ones included as far as a later block tells of them. */
    public long eventCount() {
        return index.nextPosition();
    }

    /** The hash of the last block, 64 hex digits: two sound journals with the same digest are the same. */
    public String digest() {
        single.load(index.size() - 1).ifPresent(this::pass);
        return HexFormat.of().formatHex(single.hash());
    }

    /**
     * Reads the blocks of events that hold the positions from {@code fromPosition} to before {@code toPosition}. A block
     * comes whole, with what it holds outside of them. {@code reader} may read other blocks of this journal meanwhile.
     *
     * @throws CorruptJournalException at damage, under {@link DamagePolicy#STRICT}; what lies before was delivered
     */
    public void readEvents(long fromPosition, long toPosition, EventBlocks reader) {
        BlockBytes blocks = spare == null ? new BlockBytes(file, index) : spare;
        spare = null;
        try {
            readEvents(fromPosition, toPosition, blocks, reader);
        } finally {
            spare = blocks;
        }
    }

    private void readEvents(long fromPosition, long toPosition, BlockBytes blocks, EventBlocks reader) {
        int row = index.rowOfPosition(fromPosition);
        long behind = row == 0 ? 0 : index.offset(row - 1) + 1;
        long readPosition = fromPosition;
        for (; row < index.size(); row++) {
            if (readPosition >= toPosition && toPosition < index.nextPosition()) {
                return;
            }
            FrameHeader header = index.header(row);
            stopAtDamageBetween(behind, index.offset(row));
            behind = index.offset(row);
            readPosition = header.nextPosition();
            if (header.firstPosition() >= toPosition && toPosition < index.nextPosition()) {
                return;
            }
            if (header.type() == BlockType.EVENTS) {
                Optional<Damage> wrong = blocks.load(row);
                wrong.ifPresent(this::pass);
                if (wrong.isEmpty() && !unproven.get(row)) {
                    reader.block(header.firstPosition(), header.count(), blocks.bodyView());
                }
            }
        }
        stopAtDamageBetween(behind, file.size());
    }

    /**
     * Reads all blocks of events, with the chain verified from the first block of the journal to the last: not one of them can
     * have been replaced. Stops at damage under every policy; needs a second thread, and no more time than reading alone.
     *
     * @throws CorruptJournalException at damage; what lies before was delivered
     */
    public void readVerified(EventBlocks reader) {
        for (Damage wrong : scan.damage()) {
            if (wrong.code().stopsReading()) {
                throw new CorruptJournalException(wrong);
            }
        }
        new VerifiedBlocks(file, index).read(reader);
    }

    /**
     * The bytes of a payload.
     *
     * @throws CorruptJournalException when they are not there, or not what they should be, under either policy
     */
    public byte[] payload(PayloadRef ref) {
        int row = index.rowOfNumber(ref.block());
        if (row < 0 || index.type(row) != BlockType.PAYLOAD || index.header(row).bodyLength() != ref.length()) {
            throw new CorruptJournalException(
                    DamageCode.MISSING_BLOCK,
                    file.path(),
                    row < 0 ? 0 : index.offset(row),
                    "block %d is no payload of %d bytes".formatted(ref.block(), ref.length()));
        }
        load(row); // Not asked whether the chain vouches for it: the event carries the payload's own hash.
        if (!single.bodyHash().equals(ref.sha256())) {
            throw new CorruptJournalException(
                    DamageCode.CONTENT,
                    file.path(),
                    index.offset(row),
                    "the payload has another hash than its event says");
        }
        return single.body();
    }

    /** What was found to be wrong so far, by opening and by reading. */
    public List<Damage> damage() {
        return List.copyOf(damage);
    }

    @Override
    public void close() {
        file.close();
    }

    /** The scan and the file, for checking everything. */
    StoreScan.Result scan() {
        return scan;
    }

    StoreFile file() {
        return file;
    }

    /** The description in the block of a row, checked. */
    private SortedMap<String, String> description(int row) {
        load(row);
        if (unproven.get(row)) {
            throw new CorruptJournalException(single.damage(DamageCode.CHAIN, row, BlockRun.CONTRADICTED));
        }
        return single.description(row);
    }

    private Optional<SortedMap<String, String>> descriptionOrPass(int row) {
        try {
            return Optional.of(description(row));
        } catch (CorruptJournalException wrong) {
            if (policy == DamagePolicy.STRICT) {
                throw wrong;
            }
            pass(single.damage(wrong.code(), row, wrong.found()));
            return Optional.empty();
        }
    }

    private void load(int row) {
        Optional<Damage> wrong = single.load(row);
        if (wrong.isPresent()) {
            throw new CorruptJournalException(wrong.get());
        }
    }

    /** Comes to the places of the scan's damage in a range of the file. */
    private void stopAtDamageBetween(long from, long to) {
        if (policy != DamagePolicy.STRICT) {
            return;
        }
        for (Damage wrong : scan.damage()) {
            if (wrong.offset() >= from && wrong.offset() <= to && wrong.code().stopsReading()) {
                throw new CorruptJournalException(wrong);
            }
        }
    }

    private void pass(Damage wrong) {
        if (policy == DamagePolicy.STRICT) {
            throw new CorruptJournalException(wrong);
        }
        if (policy == DamagePolicy.SKIP) {
            damage.add(wrong); // Under PROVEN all of it is known since opening.
        }
    }
}
