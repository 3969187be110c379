package io.vfioreplay.engine.travel;

import io.vfioreplay.engine.pipeline.DirectRecorder;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.Field;
import io.vfioreplay.hardware.event.FieldType;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.Stamp;
import io.vfioreplay.hardware.migration.DeviceState;
import io.vfioreplay.hardware.migration.Protocol;
import io.vfioreplay.journal.JournalWriter;
import java.nio.file.Path;
import java.util.Random;
import java.util.TreeMap;

/**
 * Journals of events of all kinds with any values in any order, by a seed. Most values are small, so that the same registers, mappings
 * and features are met again; some are anything. Some kinds come rarely, as most do in real journals.
 */
final class ChangingJournal {

    private static final int[] RESULTS = {0, 0, 0, 0, 0, 0, -1, -2, 5, 22, 42};
    private static final int[] LENGTHS = {1, 2, 4, 4, 4, 8, 16};

    private final Random random;
    private final EventKind[] usual;

    private ChangingJournal(long seed) {
        random = new Random(seed);
        usual = new EventKind[8];
        for (int i = 0; i < usual.length; i++) {
            usual[i] = anyKind();
        }
    }

    /** Writes a journal of so many events. */
    static Path write(Path journal, long seed, int events) {
        ChangingJournal source = new ChangingJournal(seed);
        try (DirectRecorder recorder = new DirectRecorder(JournalWriter.create(journal, new TreeMap<>()))) {
            for (int i = 0; i < events; i++) {
                source.send(i, recorder);
            }
            recorder.seal(new TreeMap<>());
        }
        return journal;
    }

    private void send(int position, DirectRecorder recorder) {
        EventKind kind = random.nextInt(4) == 0 ? anyKind() : usual[random.nextInt(usual.length)];
        long[] values = new long[EventKind.FIELDS_MAX];
        int i = 0;
        for (Field field : kind.fields()) {
            values[i++] = value(field);
        }
        recorder.accept(stamp(position), kind, values, payload(kind, values));
    }

    private EventKind anyKind() {
        return EventKind.values()[random.nextInt(EventKind.values().length)];
    }

    private Stamp stamp(int position) {
        boolean isStrange = random.nextInt(80) == 0;
        int device = isStrange ? 4090 + random.nextInt(12) : random.nextInt(4) - 1;
        long time = 1_000L * position + (random.nextInt(20) == 0 ? -5_000 : 0);
        int result = RESULTS[random.nextInt(RESULTS.length)];
        return new Stamp(
                position,
                random.nextInt(30) == 0 ? Envelope.NO_TIME : time,
                Envelope.NO_DURATION,
                device,
                0,
                position + 1L,
                result);
    }

    private long value(Field field) {
        if (field.type() == FieldType.STATE) {
            Protocol protocol = random.nextInt(4) > 0 ? Protocol.V2 : anyProtocol();
            return DeviceState.of(protocol, random.nextInt(8)).packed();
        }
        if (field.type() == FieldType.PROTOCOL) {
            return anyProtocol().code();
        }
        if (field.type() == FieldType.CHOICE) {
            return random.nextInt(2);
        }
        if (field.name().equals("region")) {
            return random.nextInt(11) - 1L;
        }
        if (field.name().equals("pageSize")) {
            return 4096;
        }
        if (field.name().equals("iova")
                || field.name().equals("address")
                || field.name().equals("size")) {
            return 0x1000L * random.nextInt(5);
        }
        if (field.name().equals("length") || field.name().equals("width")) {
            return LENGTHS[random.nextInt(LENGTHS.length)];
        }
        boolean isAny = field.type() == FieldType.HEX && random.nextInt(40) == 0;
        return isAny ? random.nextLong() : random.nextInt(6);
    }

    private Protocol anyProtocol() {
        return Protocol.values()[random.nextInt(Protocol.values().length)];
    }

    /** What an access carries has its length, most of the time; few values, so that many accesses change nothing. */
    private Payload payload(EventKind kind, long[] values) {
        if (kind.payloadUse() == EventKind.PayloadUse.NONE) {
            return Payload.empty();
        }
        int length = random.nextInt(6);
        for (Field field : kind.fields()) {
            boolean isLength = field.name().equals("length") && random.nextInt(10) > 0;
            length = isLength ? (int) values[kind.fieldIndex("length").orElseThrow()] : length;
        }
        byte[] bytes = new byte[Math.max(0, Math.min(length, 64))];
        if (bytes.length > 0) {
            bytes[0] = (byte) random.nextInt(3);
        }
        return Payload.of(bytes);
    }
}
