package io.vfioreplay.hardware.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.Field;
import io.vfioreplay.hardware.event.FieldType;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.Stamp;
import io.vfioreplay.hardware.event.Unflattener;
import io.vfioreplay.hardware.migration.DeviceState;
import io.vfioreplay.hardware.migration.Protocol;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Invariants checked: no exception, bounded findings. Not verified: that random events break the right rules. */
class HostileEventsTest {

    private static final long SEED = 20_260_701;
    private static final int EVENTS = 200_000;
    private static final int[] RESULTS = {0, 0, 0, 0, -1, -2, 5, 14, 22, 24, 42, 1 << 30};

    private final Random random = new Random(SEED);
    private final Set<String> broken = new TreeSet<>();
    private long findings;

    @Test
    void checker_neitherThrowsNorGrowsWhenEventsAreRandom() {
        RuleChecker checker = RuleChecker.ofVfioUser(this::count);
        Unflattener typed = new Unflattener(checker);
        for (int i = 0; i < EVENTS; i++) {
            EventKind kind = EventKind.values()[random.nextInt(EventKind.values().length)];
            typed.accept(stamp(i), kind, values(kind), payload());
        }
        checker.finish();

        long bound = (long) RuleBook.rules().size() * (Watch.DEVICES_MAX + 1) * Reports.PER_RULE_AND_DEVICE_MAX;
        assertThat(findings).as("seed %d", SEED).isBetween(1000L, bound);
        assertThat(checker.suppressedFindings()).isPositive();
        assertThat(broken).as("of both protocols, seed %d", SEED).contains("R-68", "R-06", "R-02", "R-25");
    }

    private void count(Finding finding) {
        broken.add(finding.rule().id());
        findings++;
    }

    private Stamp stamp(int position) {
        int device = random.nextInt(50) == 0 ? random.nextInt(Integer.MAX_VALUE) : random.nextInt(4) - 1;
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
