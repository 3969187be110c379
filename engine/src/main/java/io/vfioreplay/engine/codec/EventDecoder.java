package io.vfioreplay.engine.codec;

import io.vfioreplay.hardware.event.FlatEventSink;
import io.vfioreplay.journal.BlockBody;
import io.vfioreplay.journal.format.PayloadRef;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decodes blocks of events of every version. Every read is checked against the block. One thread. */
public final class EventDecoder {

    private final Payloads payloads;
    private final EventDecoderV1 first;
    private final BlockDecoder blocks = new BlockDecoder();
    private final List<PayloadRef> table = new ArrayList<>();

    /** A decoder that gets payloads that were stored apart from {@code payloads}. */
    public EventDecoder(Payloads payloads) {
        this.payloads = payloads;
        this.first = new EventDecoderV1(payloads);
    }

    /** Finds payloads that were stored apart. */
    @FunctionalInterface
    public interface Payloads {
        /** The bytes; null passes over the event, for bytes that are damaged. Whatever it throws ends the decoding. */
        byte @Nullable [] bytes(PayloadRef ref);
    }

    /**
     * Positions that are wanted.
     *
     * @param from the first
     * @param to the first that is not
     */
    public record Range(long from, long to) {
        /** All positions. */
        public static final Range ALL = new Range(0, Long.MAX_VALUE);

        boolean holds(long position) {
            return position >= from && position < to;
        }
    }

    /**
     * Decodes a block and passes on those of its events that are wanted, as views that are valid until the call returns.
     *
     * @param firstPosition the position of the first event
     * @param count how many events the block has
     * @param block as {@link EventEncoder} and {@link PayloadTable} made it
     * @param wanted which to pass on
     * @throws BlockContentException when the bytes are no events
     */
    public void decode(long firstPosition, int count, BlockBody block, Range wanted, FlatEventSink sink) {
        byte mark = block.length() == 0 ? 0 : block.bytes()[block.offset()];
        if (mark >= 0) {
            first.decode(firstPosition, count, block.toByteArray(), wanted, sink);
        } else if (mark == EventFormat.MARK) {
            int from = table(firstPosition, block);
            BlockBody events = new BlockBody(block.bytes(), from, block.end() - from);
            blocks.decode(firstPosition, count, events, wanted, this::stored, sink);
        } else {
            int version = mark & 0x7f;
            String message = "a block of event format " + version;
            throw new BlockContentException(firstPosition, message, version > EventFormat.VERSION);
        }
    }

    /** Reads the table of payloads; returns where the events begin. */
    private int table(long position, BlockBody block) {
        table.clear();
        byte[] bytes = block.bytes();
        int count = block.length() > 1 ? bytes[block.offset() + 1] : -1;
        if (count < 0) {
            throw new BlockContentException(position, "no table of payloads", false);
        }
        Varints.Reader reader = new Varints.Reader(bytes, block.offset() + PayloadTable.EMPTY_BYTES, block.end());
        for (int i = 0; i < count; i++) {
            long number = reader.next();
            long payloadLength = reader.next();
            int hash = reader.skip(PayloadRef.HASH_BYTES);
            if (number < 0 || payloadLength < 0 || payloadLength > Integer.MAX_VALUE || hash < 0) {
                throw new BlockContentException(
                        position, "payload %d: %d bytes in block %d".formatted(i, payloadLength, number), false);
            }
            String hex = HexFormat.of().formatHex(bytes, hash, hash + PayloadRef.HASH_BYTES);
            table.add(new PayloadRef(number, (int) payloadLength, hex));
        }
        return reader.at();
    }

    private byte @Nullable [] stored(int place, int length) {
        if (place >= table.size() || table.get(place).length() != length) {
            throw new IllegalArgumentException(
                    "a payload of %d bytes at place %d of %d".formatted(length, place, table.size()));
        }
        return payloads.bytes(table.get(place));
    }
}
