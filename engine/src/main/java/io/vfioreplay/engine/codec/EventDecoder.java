package io.vfioreplay.engine.codec;

import io.vfioreplay.hardware.event.FlatEventSink;
import io.vfioreplay.journal.format.PayloadRef;
import java.util.ArrayList;
import java.util.Arrays;
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
     * @param block the bytes of the block, from index 0
     * @param length how many they are; behind them there may be anything
     * @param wanted which to pass on
     * @throws BlockContentException when the bytes are no events
     */
    public void decode(long firstPosition, int count, byte[] block, int length, Range wanted, FlatEventSink sink) {
        if (length > 0 && block[0] < 0) {
            decodeMarked(firstPosition, count, block, length, wanted, sink);
        } else {
            first.decode(firstPosition, count, Arrays.copyOf(block, length), wanted, sink);
        }
    }

    private void decodeMarked(
            long firstPosition, int count, byte[] block, int length, Range wanted, FlatEventSink sink) {
        if (block[0] != EventFormat.MARK) {
            throw new BlockContentException(
                    firstPosition,
                    "a block of event format %d".formatted(block[0] & 0x7f),
                    (block[0] & 0x7f) > EventFormat.VERSION);
        }
        boolean hasSlack = block.length - length >= EventFormat.SLACK_BYTES;
        byte[] bytes = hasSlack ? block : Arrays.copyOf(block, length + EventFormat.SLACK_BYTES);
        int from = table(firstPosition, bytes, length);
        blocks.decode(firstPosition, count, new BlockDecoder.Bounds(bytes, from, length), wanted, this::stored, sink);
    }

    /** Reads the table of payloads; returns where the events begin. */
    private int table(long position, byte[] bytes, int length) {
        table.clear();
        int count = length > 1 ? bytes[1] : -1;
        if (count < 0) {
            throw new BlockContentException(position, "no table of payloads", false);
        }
        Varints.Reader reader = new Varints.Reader(bytes, PayloadTable.EMPTY_BYTES, length);
        for (int i = 0; i < count; i++) {
            long block = reader.next();
            long payloadLength = reader.next();
            int hash = reader.skip(PayloadRef.HASH_BYTES);
            if (block < 0 || payloadLength < 0 || payloadLength > Integer.MAX_VALUE || hash < 0) {
                throw new BlockContentException(
                        position, "payload %d: %d bytes in block %d".formatted(i, payloadLength, block), false);
            }
            String hex = HexFormat.of().formatHex(bytes, hash, hash + PayloadRef.HASH_BYTES);
            table.add(new PayloadRef(block, (int) payloadLength, hex));
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
