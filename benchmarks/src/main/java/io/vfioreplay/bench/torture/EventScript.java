package io.vfioreplay.bench.torture;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Event;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.EventKind.PayloadUse;
import io.vfioreplay.hardware.event.Field;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.Stamp;
import io.vfioreplay.hardware.migration.DeviceState;
import io.vfioreplay.hardware.migration.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Which event stands at which position, as a seed says: writer and checker ask it in two processes and get the same. Mostly
 * register accesses with small payloads, and now and then any kind with any numbers, a time that goes back or is missing, and a
 * payload that is stored apart.
 *
 * @param seed of all events
 * @param largeEvery one in so many payloads is large
 * @param largeBytesMax how long that can be
 */
record EventScript(long seed, int largeEvery, int largeBytesMax) {

    private static final long START_NANOS = 1_700_000_000_000_000_000L;
    private static final long STEP_NANOS = 1_000;
    private static final EventKind[] KINDS = EventKind.values();
    private static final int REGISTERS = 64;
    private static final int SMALL_BYTES_MAX = 16;
    private static final int STORED_BYTES_MAX = 6_000;
    private static final int STORED_EVERY = 64;

    /** The event at a position. */
    Event at(long position) {
        SplittableRandom random = new SplittableRandom(Mix.of(seed, position));
        boolean isAccess = random.nextInt(4) > 0;
        EventKind kind = isAccess
                ? random.nextBoolean() ? EventKind.MMIO_READ : EventKind.MMIO_WRITTEN
                : KINDS[random.nextInt(KINDS.length)];
        return new Event(stamp(position, random), kind, values(kind, isAccess, random), payload(kind, random));
    }

    private static Stamp stamp(long position, SplittableRandom random) {
        long jitter = random.nextLong(4 * STEP_NANOS) - 2 * STEP_NANOS;
        return new Stamp(
                position,
                random.nextInt(50) == 0 ? Envelope.NO_TIME : START_NANOS + position * STEP_NANOS + jitter,
                random.nextInt(3) == 0 ? Envelope.NO_DURATION : random.nextInt(100_000),
                random.nextInt(3) - 1,
                random.nextInt(2),
                position / 2,
                random.nextInt(10) == 0 ? random.nextInt(25) - 2 : Envelope.OK);
    }

    private static List<Long> values(EventKind kind, boolean isAccess, SplittableRandom random) {
        List<Long> values = new ArrayList<>();
        for (Field field : kind.fields()) {
            boolean isAny = !isAccess && random.nextInt(8) == 0;
            values.add(possible(field, isAny ? random.nextLong() : random.nextLong(REGISTERS)));
        }
        return values;
    }

    /** The number nearest in spirit that a field of this type can have. */
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

    private Payload payload(EventKind kind, SplittableRandom random) {
        if (kind.payloadUse() == PayloadUse.NONE) {
            return Payload.empty();
        }
        int usual = random.nextInt(STORED_EVERY) == 0 ? STORED_BYTES_MAX : SMALL_BYTES_MAX;
        int bound = random.nextInt(largeEvery) == 0 ? largeBytesMax : usual;
        byte[] bytes = new byte[random.nextInt(bound)];
        random.nextBytes(bytes);
        return Payload.of(bytes);
    }
}
