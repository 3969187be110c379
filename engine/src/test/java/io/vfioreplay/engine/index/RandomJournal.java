package io.vfioreplay.engine.index;

import io.vfioreplay.engine.ingest.JournalHeader;
import io.vfioreplay.engine.pipeline.Recorder;
import io.vfioreplay.engine.pipeline.RecorderModel;
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
import java.util.Random;
import java.util.TreeMap;

/** Journals of events of every kind in any order, by a seed; most are accesses to a few registers, some rare ones to others. */
final class RandomJournal {

    private static final EventKind[] KINDS = EventKind.values();
    private static final EventKind[] ACCESSES = {
        EventKind.MMIO_READ,
        EventKind.MMIO_WRITTEN,
        EventKind.CONFIG_READ,
        EventKind.CONFIG_WRITTEN,
        EventKind.MIGRATION_REGISTER_READ,
        EventKind.MIGRATION_REGISTER_WRITTEN
    };
    private static final int[] RESULTS = {0, 0, 0, 0, 0, Envelope.UNANSWERED, Envelope.UNOBSERVED, 22};

    private final Random random;

    private RandomJournal(long seed) {
        this.random = new Random(seed);
    }

    /** Records so many events of a seed. */
    static void record(Path journal, long seed, int events, RecorderModel model) {
        JournalWriter writer =
                JournalWriter.create(journal, JournalHeader.of(List.of()).toDescription());
        try (Recorder recorder = new Recorder(writer, model, RecorderOptions.IMPORT, TreeMap::new)) {
            new RandomJournal(seed).sendTo(recorder, events);
        }
    }

    private void sendTo(FlatEventSink sink, int events) {
        for (int i = 0; i < events; i++) {
            boolean isAccess = random.nextInt(20) != 0;
            EventKind kind = isAccess ? ACCESSES[random.nextInt(ACCESSES.length)] : KINDS[random.nextInt(KINDS.length)];
            long[] values = values(kind);
            int length = (int) (isAccess ? values[Math.min(2, kind.fields().size() - 1)] : random.nextInt(600));
            sink.accept(stamp(i), kind, values, payload(kind, Math.abs(length % 1000)));
        }
    }

    private Stamp stamp(int index) {
        int device = random.nextInt(200) == 0 ? 4090 + random.nextInt(20) : random.nextInt(4) - 1;
        int result = RESULTS[random.nextInt(RESULTS.length)];
        return new Stamp(Envelope.NO_POSITION, index, Envelope.NO_DURATION, device, 0, Envelope.NO_RECORD, result);
    }

    private long[] values(EventKind kind) {
        long[] values = new long[EventKind.FIELDS_MAX];
        for (int i = 0; i < kind.fields().size(); i++) {
            values[i] = value(kind.fields().get(i));
        }
        return values;
    }

    private long value(Field field) {
        return switch (field.type()) {
            case DECIMAL -> field.name().equals("region") ? random.nextInt(3) : number(1 + random.nextInt(9));
            case HEX -> number(4L * Math.min(random.nextInt(10), random.nextInt(10)));
            case STATE -> DeviceState.of(Protocol.V2, random.nextInt(8)).packed();
            case PROTOCOL -> 1 + random.nextInt(4);
            case CHOICE -> random.nextInt(field.choices().size());
            case ORIGIN, TARGET -> random.nextInt(3) - 1;
        };
    }

    /** Now and then something far away or at the end of the range. */
    private long number(long usual) {
        return switch (random.nextInt(300)) {
            case 0 -> random.nextLong();
            case 1 -> random.nextInt(1 << 28);
            case 2 -> -1L;
            default -> usual;
        };
    }

    private Payload payload(EventKind kind, int length) {
        if (kind.payloadUse() == PayloadUse.NONE) {
            return Payload.empty();
        }
        byte[] bytes = new byte[random.nextInt(10) == 0 ? 0 : length];
        byte fill = (byte) ('a' + random.nextInt(3));
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = fill;
        }
        return Payload.of(bytes);
    }
}
