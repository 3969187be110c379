package io.vfioreplay.hardware.event;

import io.vfioreplay.hardware.migration.DeviceState;
import io.vfioreplay.hardware.migration.Protocol;
import java.util.Random;

/** Events of all kinds with any values in any order, by a seed: what a hostile or broken recording may hold. */
public final class RandomEvents {

    private static final int[] RESULTS = {0, 0, 0, 0, -1, -2, 5, 14, 22, 24, 42, 1 << 30};

    private final Random random;

    /** The events of this seed. */
    public RandomEvents(long seed) {
        random = new Random(seed);
    }

    /** The next event goes to the sink. */
    public void send(int position, FlatEventSink sink) {
        EventKind kind = EventKind.values()[random.nextInt(EventKind.values().length)];
        sink.accept(stamp(position), kind, values(kind), payload());
    }

    private Stamp stamp(int position) {
        int device = random.nextInt(50) == 0 ? random.nextInt(Integer.MAX_VALUE) : random.nextInt(5) - 1;
        long time = random.nextInt(20) == 0 ? random.nextLong() : position;
        long duration = random.nextBoolean() ? -1 : random.nextInt(5);
        return new Stamp(position, time, duration, device, 0, position, RESULTS[random.nextInt(RESULTS.length)]);
    }

    private long[] values(EventKind kind) {
        long[] values = new long[EventKind.FIELDS_MAX];
        int i = 0;
        for (Field field : kind.fields()) {
            values[i++] = value(field);
        }
        makeRegister(kind, values);
        return values;
    }

    private long value(Field field) {
        if (field.type() == FieldType.STATE) {
            Protocol protocol = protocol();
            int states = protocol == Protocol.V2 ? 8 : 16;
            return DeviceState.of(protocol, random.nextInt(10) == 0 ? random.nextInt() : random.nextInt(states))
                    .packed();
        }
        if (field.type() == FieldType.PROTOCOL) {
            return protocol().code();
        }
        if (field.type() == FieldType.CHOICE) {
            return random.nextInt(2);
        }
        return random.nextInt(3) == 0 ? random.nextLong() : random.nextInt(16);
    }

    private Protocol protocol() {
        return random.nextBoolean() ? Protocol.V2 : Protocol.values()[random.nextInt(Protocol.values().length)];
    }

    /** What registers of a v1 migration region look like, one time in two; else anything. */
    private void makeRegister(EventKind kind, long[] values) {
        boolean isRegister = kind == EventKind.MIGRATION_REGISTER_READ || kind == EventKind.MIGRATION_REGISTER_WRITTEN;
        if (isRegister && random.nextBoolean()) {
            values[0] = 8L * random.nextInt(4);
            values[1] = values[0] == 0 ? 4 : 8;
            values[2] = random.nextInt(3);
        }
    }

    private Payload payload() {
        byte[] bytes = new byte[random.nextInt(8) == 0 ? 16 * random.nextInt(300) : random.nextInt(40)];
        random.nextBytes(bytes);
        return Payload.of(bytes);
    }
}
