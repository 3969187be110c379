package io.vfioreplay.engine.replay;

import io.vfioreplay.engine.codec.EventFormat;
import io.vfioreplay.engine.ingest.JournalHeader;
import io.vfioreplay.engine.ingest.JournalHeader.Source;
import io.vfioreplay.engine.pipeline.Recorder;
import io.vfioreplay.engine.pipeline.RecorderOptions;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.EventKind.PayloadUse;
import io.vfioreplay.hardware.event.Field;
import io.vfioreplay.hardware.event.FlatEventSink;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.Stamp;
import io.vfioreplay.hardware.migration.DeviceState;
import io.vfioreplay.hardware.migration.Protocol;
import io.vfioreplay.journal.JournalWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A recording in which every kind of event happens, with times that go back or are missing, several devices and witnesses, results of
 * every sort, numbers at the ends of their range, and payloads that are empty, small, stored apart, and stored once for two events.
 * Golden journals were made of it, so it is never altered: events of a later vocabulary get a recording of their own.
 */
final class EveryKind {

    /** The kinds of the vocabulary when the first golden journal was made. */
    static final int KINDS = 49;
    /** Each kind happens so often. */
    static final int ROUNDS = 4;

    private static final long START_NANOS = 1_700_000_000_000_000_000L;
    private static final long[] NUMBERS = {0, 1, 4096, -1, 0xffff_ffffL, Long.MAX_VALUE, Long.MIN_VALUE, 127, 128};
    private static final int[] RESULTS = {
        Envelope.OK, Envelope.OK, 22, Envelope.UNANSWERED, Envelope.UNOBSERVED, Envelope.FAILED
    };
    private static final int[] LENGTHS = {0, 1, 8, 255, 256, 257, 700};

    private EveryKind() {}

    /** Records all of it into a new journal; it ends when the recorder is closed. */
    static Recorder record(Path journal) {
        JournalHeader header = new JournalHeader(
                EventFormat.VERSION,
                List.of(
                        new Source("first.pcap", "vfio-user pcap", 1234, "ab".repeat(32)),
                        new Source("second.log", "qemu log", 99, "cd".repeat(32))),
                Optional.empty());
        JournalWriter writer = JournalWriter.create(journal, header.toDescription());
        Recorder recorder = new Recorder(writer, HostState.fold(), RecorderOptions.IMPORT, TreeMap::new);
        sendTo(recorder);
        return recorder;
    }

    /** Passes on all events, in order. */
    static void sendTo(FlatEventSink sink) {
        for (int index = 0; index < ROUNDS * KINDS; index++) {
            EventKind kind = EventKind.values()[index % KINDS];
            sink.accept(stamp(index), kind, values(kind, index), payload(kind, index));
        }
    }

    private static Stamp stamp(int index) {
        boolean hasTime = index % 11 != 5;
        long step = index % 7 == 3 ? -5_000L : 1_000_003L; // A clock that is set back now and then.
        return new Stamp(
                Envelope.NO_POSITION,
                hasTime ? START_NANOS + index * step : Envelope.NO_TIME,
                index % 3 == 0 ? Envelope.NO_DURATION : index * 17L,
                index % 4 - 1,
                index / KINDS % 2,
                index % 5 == 4 ? Envelope.NO_RECORD : index + 1L,
                RESULTS[index % RESULTS.length]);
    }

    private static long[] values(EventKind kind, int index) {
        long[] values = new long[EventKind.FIELDS_MAX];
        for (int i = 0; i < kind.fields().size(); i++) {
            int turn = index / KINDS + index + i;
            values[i] = possible(kind.fields().get(i), NUMBERS[turn % NUMBERS.length]);
        }
        return values;
    }

    private static long possible(Field field, long number) {
        return switch (field.type()) {
            case DECIMAL, HEX -> number;
            case STATE ->
                DeviceState.of(Protocol.V2, (int) Math.floorMod(number, 8L)).packed();
            case PROTOCOL -> 1 + Math.floorMod(number, 4L);
            case CHOICE -> Math.floorMod(number, (long) field.choices().size());
            case ORIGIN, TARGET -> Math.max(-1, (int) number);
        };
    }

    private static Payload payload(EventKind kind, int index) {
        if (kind.payloadUse() == PayloadUse.NONE) {
            return Payload.empty();
        }
        int length = LENGTHS[index / 2 % LENGTHS.length];
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (kind.payloadUse() == PayloadUse.TEXT ? 'a' + (i + length) % 26 : i * 7 + length);
        }
        return Payload.of(bytes);
    }
}
