package io.vfioreplay.journal;

import io.vfioreplay.journal.chronicle.ChronicleStore;
import io.vfioreplay.journal.chronicle.DescriptionWire;
import io.vfioreplay.journal.format.BlockType;
import io.vfioreplay.journal.format.DiskFullException;
import io.vfioreplay.journal.format.Frame;
import io.vfioreplay.journal.format.FrameChain;
import io.vfioreplay.journal.format.NotAJournalException;
import io.vfioreplay.journal.format.PayloadRef;
import io.vfioreplay.journal.format.Sha256;
import io.vfioreplay.journal.format.SystemReason;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Writes a new journal, block by block.
 *
 * <p>When an append returns, its block is in memory that the kernel shares with the file: it survives the death of the
 * process, {@code kill -9} included. After {@link #sync()} it survives the loss of power too. One writer makes one journal: the
 * directory must be new, so a second writer is refused, and nothing is ever appended to a journal after its writer is gone.
 *
 * <p>One thread at a time: it may be handed over, as from the thread that creates it to the one that records. A block is
 * copied once, into the mapped file, and costs one CRC-32C and one SHA-256 over its bytes.
 */
public final class JournalWriter implements AutoCloseable {

    /** No payload, and no block of events, is longer: 16 MiB. */
    public static final int PAYLOAD_BYTES_MAX = Frame.BODY_BYTES_MAX;

    /** In the SEAL: how many blocks there are, itself included. */
    public static final String BLOCKS_KEY = "blocks";
    /** In the SEAL: how many positions there are. */
    public static final String EVENTS_KEY = "events";

    /** How many payloads are remembered, those used last: bounds the memory that a writer needs. */
    static final int PAYLOADS_REMEMBERED_MAX = 1 << 14;

    private final Path directory;
    private final ChronicleStore store;
    private final Map<String, PayloadRef> payloads = new Remembered();
    private final Sha256 sha = new Sha256();
    private final FrameChain chain = new FrameChain();
    private boolean sealed;
    private boolean closed;

    private JournalWriter(Path directory, ChronicleStore store) {
        this.directory = directory;
        this.store = store;
    }

    /** The payloads that were stored or asked for last. */
    private static final class Remembered extends LinkedHashMap<String, PayloadRef> {
        private static final long serialVersionUID = 1L;

        Remembered() {
            super(64, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, PayloadRef> eldest) {
            return size() > PAYLOADS_REMEMBERED_MAX;
        }
    }

    /**
     * Makes the directory of a new journal and writes its header.
     *
     * @param directory must not exist; its parent must
     * @param header what describes the journal
     * @throws NotAJournalException when the directory exists or cannot be made
     * @throws DiskFullException when there is no room for it
     */
    public static JournalWriter create(Path directory, SortedMap<String, String> header) {
        String expected = "a name for a new journal";
        try {
            Files.createDirectory(directory);
        } catch (FileAlreadyExistsException exists) {
            throw new NotAJournalException(
                    directory,
                    expected,
                    "something that exists already, or is being written",
                    "choose a new name, or remove it first");
        } catch (IOException failed) {
            throw new NotAJournalException(
                    directory,
                    expected,
                    "that it cannot be made (" + SystemReason.of(failed) + ")",
                    "check the directory above it and its permissions");
        }
        try {
            return begin(directory, header);
        } catch (RuntimeException | Error failed) {
            removeFiles(directory);
            throw failed;
        }
    }

    private static JournalWriter begin(Path directory, SortedMap<String, String> header) {
        ChronicleStore store = ChronicleStore.create(directory);
        try {
            JournalWriter writer = new JournalWriter(directory, store);
            writer.append(BlockType.HEADER, header);
            return writer;
        } catch (RuntimeException | Error failed) {
            store.close();
            throw failed;
        }
    }

    /** Removes what was made of a journal that could not be begun, so that the next try does not find it. */
    private static void removeFiles(Path directory) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                Files.delete(file);
            }
            Files.delete(directory);
        } catch (IOException left) {
            // What made the journal impossible is what the caller has to hear.
        }
    }

    /** The directory of the journal. */
    public Path directory() {
        return directory;
    }

    /**
     * Appends a block of events.
     *
     * @param count how many positions it has, at least 1; they follow those of the block of events before
     * @param body holds the encoded events
     * @param length how many bytes of {@code body}, from index 0, count
     * @return the first position of the block
     * @throws IllegalArgumentException when there is no event, or more than {@link #PAYLOAD_BYTES_MAX} bytes
     * @throws IllegalStateException when the journal is closed or sealed
     * @throws DiskFullException when the disk has no room for it; nothing of it was appended, and it may be tried again
     */
    public long appendEvents(int count, byte[] body, int length) {
        long first = chain.nextPosition();
        append(BlockType.EVENTS, count, body, 0, length);
        return first;
    }

    /**
     * Stores bytes, once for each content as long as it is remembered (the last 16,384 different ones are).
     *
     * @throws IllegalArgumentException when there are more than {@link #PAYLOAD_BYTES_MAX}
     */
    public PayloadRef putPayload(byte[] bytes, int offset, int length) {
        byte[] hash = new byte[Sha256.BYTES];
        sha.add(bytes, offset, length).finish(hash);
        String key = HexFormat.of().formatHex(hash);
        PayloadRef known = payloads.get(key);
        if (known != null) {
            return known;
        }
        PayloadRef stored = new PayloadRef(chain.blocks(), length, key);
        append(BlockType.PAYLOAD, 0, bytes, offset, length);
        payloads.put(key, stored);
        return stored;
    }

    /** Appends a description of something that was found while recording. */
    public void appendRecord(SortedMap<String, String> record) {
        append(BlockType.RECORD, record);
    }

    /** The position that the next event will have. */
    public long nextPosition() {
        return chain.nextPosition();
    }

    /**
     * Returns when all that was appended before the call is on the disk. Another thread may append meanwhile; one at a time may
     * call this, and none while the journal is sealed or closed.
     */
    public void sync() {
        store.sync();
    }

    /** Makes room on the disk ahead of what is appended, so that {@link #appendEvents} need not wait for it. Any thread. */
    public void makeRoom() {
        store.makeRoom();
    }

    /** Ends the journal in order: a last block with totals, everything on the disk, and no room left over in the file. */
    public void seal(SortedMap<String, String> totals) {
        TreeMap<String, String> all = new TreeMap<>(totals);
        all.put(BLOCKS_KEY, Long.toString(chain.blocks() + 1));
        all.put(EVENTS_KEY, Long.toString(chain.nextPosition()));
        append(BlockType.SEAL, all);
        sealed = true;
        sync();
        close();
    }

    /** Lets go of the files. Without {@link #seal} the journal can be read, and says that it was not sealed. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            store.close();
        }
    }

    private void append(BlockType type, SortedMap<String, String> description) {
        byte[] text = DescriptionWire.encode(description);
        append(type, 0, text, 0, text.length);
    }

    private void append(BlockType type, int count, byte[] body, int offset, int length) {
        if (closed || sealed) {
            throw new IllegalStateException("the journal is closed");
        }
        byte[] head = chain.head(type, count, body, offset, length);
        store.append(head, body, offset, length, Frame.paddingBytes(length));
        chain.link(count, body, offset, length);
    }
}
