package io.vfioreplay.engine.travel;

import io.vfioreplay.engine.pipeline.DirectRecorder;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.Field;
import io.vfioreplay.hardware.event.FlatEventSink;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.Stamp;
import io.vfioreplay.hardware.migration.DeviceState;
import io.vfioreplay.hardware.migration.Protocol;
import io.vfioreplay.journal.JournalWriter;
import java.nio.file.Path;
import java.util.Random;
import java.util.TreeMap;

/** Journals of random events of all kinds, by a seed: few devices and places, so that a state stays small and changes often. */
final class RandomJournal {

    private static final EventKind[] KINDS = EventKind.values();
    private static final int[] RESULTS = {0, 0, 0, 0, 0, -1, -2, 22};

    private final Random random;

    private RandomJournal(long seed) {
        random = new Random(seed);
    }

    /** Records so many events. */
    static void record(Path journal, long seed, int count) {
        JournalWriter writer = JournalWriter.create(journal, new TreeMap<>());
        try (DirectRecorder recorder = new DirectRecorder(writer)) {
            RandomJournal events = new RandomJournal(seed);
            for (int i = 0; i < count; i++) {
                events.send(i, recorder);
            }
        }
    }

    private void send(int number, FlatEventSink sink) {
        boolean isAccess = random.nextInt(3) > 0;
        EventKind access = random.nextBoolean() ? EventKind.MMIO_READ : EventKind.MMIO_WRITTEN;
        EventKind kind = isAccess ? access : KINDS[random.nextInt(KINDS.length)];
        long[] values = new long[EventKind.FIELDS_MAX];
        int field = 0;
        for (Field each : kind.fields()) {
            values[field++] = value(each);
        }
        byte[] payload = new byte[kind.payloadUse() == EventKind.PayloadUse.NONE ? 0 : random.nextInt(12)];
        random.nextBytes(payload);
        Stamp stamp = Stamp.at(number, random.nextInt(4) - 1).withResult(RESULTS[random.nextInt(RESULTS.length)]);
        sink.accept(stamp, kind, values, Payload.of(payload));
    }

    private long value(Field field) {
        return switch (field.type()) {
            case STATE -> DeviceState.of(Protocol.V2, random.nextInt(8)).packed();
            case PROTOCOL -> Protocol.V2.code();
            case CHOICE -> random.nextInt(field.choices().size());
            case DECIMAL, HEX, ORIGIN, TARGET -> random.nextInt(10);
        };
    }
}
