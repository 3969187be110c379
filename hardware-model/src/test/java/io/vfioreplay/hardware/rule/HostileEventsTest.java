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
import org.junit.jupiter.api.Test;

/** Invariants checked: no exception, bounded findings. Not verified: that random events break the right rules. */
class HostileEventsTest {

    private static final long SEED = 20_260_701;
    private static final int EVENTS = 200_000;
    private static final int[] RESULTS = {0, 0, 0, 0, -1, -2, 5, 14, 22, 24, 42, 1 << 30};

    private final Random random = new Random(SEED);
    private long findings;

    @Test
    void checker_neitherThrowsNorGrowsWhenEventsAreRandom() {
        RuleChecker checker = RuleChecker.ofVfioUser(finding -> findings++);
        Unflattener typed = new Unflattener(checker);
        for (int i = 0; i < EVENTS; i++) {
            EventKind kind = EventKind.values()[random.nextInt(EventKind.values().length)];
            typed.accept(stamp(i), kind, values(kind), payload());
        }
        checker.finish();

        long bound = (long) RuleBook.rules().size() * (Watch.DEVICES_MAX + 1) * Reports.PER_RULE_AND_DEVICE_MAX;
        assertThat(findings).as("seed %d", SEED).isBetween(1000L, bound);
        assertThat(checker.suppressedFindings()).isPositive();
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
        return values;
    }

    private long value(Field field) {
        if (field.type() == FieldType.STATE) {
            return DeviceState.of(Protocol.V2, random.nextInt(10) == 0 ? random.nextInt() : random.nextInt(8))
                    .packed();
        }
        if (field.type() == FieldType.PROTOCOL) {
            return random.nextInt(4) == 0 ? Protocol.V1_UAPI.code() : Protocol.V2.code();
        }
        if (field.type() == FieldType.CHOICE) {
            return random.nextInt(2);
        }
        return random.nextInt(3) == 0 ? random.nextLong() : random.nextInt(16);
    }

    private Payload payload() {
        byte[] bytes = new byte[random.nextInt(8) == 0 ? 16 * random.nextInt(300) : random.nextInt(40)];
        random.nextBytes(bytes);
        return Payload.of(bytes);
    }
}
