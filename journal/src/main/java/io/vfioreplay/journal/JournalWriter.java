package io.vfioreplay.journal;

import io.vfioreplay.journal.chronicle.ChronicleStore;
import io.vfioreplay.journal.chronicle.DescriptionWire;
import io.vfioreplay.journal.format.BlockType;
import io.vfioreplay.journal.format.Frame;
import io.vfioreplay.journal.format.FrameHeader;
import io.vfioreplay.journal.format.NotAJournalException;
import io.vfioreplay.journal.format.PayloadRef;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Writes a new journal, block by block. A block that was appended survives the death of the process, and after {@link #sync()}
 * the loss of power. One thread at a time: it may be handed over, as from the thread that creates it to the one that records.
 */
public final class JournalWriter implements AutoCloseable {

    /** No payload is longer. */
    public static final int PAYLOAD_BYTES_MAX = Frame.BODY_BYTES_MAX;

    private static final int PAGE_BYTES = 4096;

    private final Path directory;
    private final ChronicleStore store;
    private final Map<String, PayloadRef> payloads = new HashMap<>();
    private byte[] frame = new byte[PAGE_BYTES];
    private byte[] previous = new byte[PayloadRef.HASH_BYTES];
    private long blocks;
    private long nextPosition;
    private boolean closed;

    private JournalWriter(Path directory, ChronicleStore store) {
        this.directory = directory;
        this.store = store;
    }

    /**
     * Makes the directory of a new journal and writes its header.
     *
     * @param directory must not exist; its parent must
     * @param header what describes the journal
     * @throws NotAJournalException when the directory exists or cannot be made
     */
    public static JournalWriter create(Path directory, SortedMap<String, String> header) {
        try {
            Files.createDirectory(directory);
        } catch (FileAlreadyExistsException exists) {
            throw new NotAJournalException(
                    directory, "it exists already, or is being written", "choose a new name, or remove it first");
        } catch (IOException failed) {
            throw new NotAJournalException(
                    directory, "cannot be made (" + failed + ")", "check the directory above it and its permissions");
        }
        JournalWriter writer = new JournalWriter(directory, ChronicleStore.create(directory));
        writer.append(BlockType.HEADER, header);
        return writer;
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
     */
    public long appendEvents(int count, byte[] body, int length) {
        long first = nextPosition;
        append(BlockType.EVENTS, count, body, 0, length);
        return first;
    }

    /**
     * Stores bytes, once for each content.
     *
     * @throws IllegalArgumentException when there are more than {@link #PAYLOAD_BYTES_MAX}
     */
    public PayloadRef putPayload(byte[] bytes, int offset, int length) {
        String hash = HexFormat.of().formatHex(Frame.hash(bytes, offset, length));
        PayloadRef known = payloads.get(hash);
        if (known != null) {
            return known;
        }
        PayloadRef stored = new PayloadRef(blocks, length, hash);
        append(BlockType.PAYLOAD, 0, bytes, offset, length);
        payloads.put(hash, stored);
        return stored;
    }

    /** Appends a description of something that was found while recording. */
    public void appendRecord(SortedMap<String, String> record) {
        append(BlockType.RECORD, record);
    }

    /** The position that the next event will have. */
    public long nextPosition() {
        return nextPosition;
    }

    /** Returns when all that was appended is on the disk. */
    public void sync() {
        store.sync();
    }

    /** Ends the journal in order: a last block with totals, everything on the disk, and no room left over in the file. */
    public void seal(SortedMap<String, String> totals) {
        TreeMap<String, String> all = new TreeMap<>(totals);
        all.put("blocks", Long.toString(blocks + 1));
        all.put("events", Long.toString(nextPosition));
        append(BlockType.SEAL, all);
        sync();
        close();
        trim();
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
        if (closed) {
            throw new IllegalStateException("the journal is closed");
        }
        FrameHeader header = new FrameHeader(type, length, blocks, nextPosition, count);
        int frameBytes = Frame.frameBytes(length);
        if (frame.length < frameBytes) {
            frame = new byte[Math.max(frameBytes, 2 * frame.length)];
        }
        System.arraycopy(body, offset, frame, Frame.HEADER_BYTES, length);
        Arrays.fill(frame, Frame.HEADER_BYTES + length, frameBytes, (byte) 0);
        Frame.seal(frame, header, previous);
        store.append(frame, frameBytes);
        previous = Frame.hash(frame, 0, frameBytes);
        blocks++;
        nextPosition = header.nextPosition();
    }

    /** The store grows its file by large steps; what is behind the last block goes. */
    private void trim() {
        Path file = directory.resolve(ChronicleStore.FILE_NAME);
        long end = JournalReader.endOfBlocks(file);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate((end + PAGE_BYTES) / PAGE_BYTES * PAGE_BYTES);
            channel.force(true);
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot shorten " + file, failed);
        }
    }
}
