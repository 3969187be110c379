package io.vfioreplay.hardware.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.Stamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Checked: places are numbered once, and a change is told exactly when the text of the access is another one. */
final class RegisterListenerTest {

    private record Seen(int device, int region, long offset) {}

    private record Told(int number, boolean isWrite, boolean isChange) {}

    private static final class Heard implements RegisterListener {

        private final List<Seen> places = new ArrayList<>();
        private final List<Told> accesses = new ArrayList<>();

        @Override
        public void registerSeen(int number, int device, int region, long offset) {
            assertThat(number).isEqualTo(places.size());
            places.add(new Seen(device, region, offset));
        }

        @Override
        public void registerAccessed(int number, int access) {
            accesses.add(new Told(number, (access & WRITE) != 0, (access & CHANGE) != 0));
        }
    }

    @Test
    void accessed_tellsChangesAsTheTextsSay() {
        Heard heard = new Heard();
        ObservedHost host = ObservedHost.withSnapshots(heard);
        Map<String, String> texts = new HashMap<>();
        Random random = new Random(8);
        int[] lengths = {0, 1, 4, 8, 9, 64};
        for (int i = 0; i < 50_000; i++) {
            int device = random.nextInt(2);
            int region = random.nextInt(3);
            long offset = random.nextInt(40);
            int length = lengths[random.nextInt(lengths.length)];
            byte[] bytes = new byte[random.nextInt(4) == 0 ? 0 : length];
            Arrays.fill(bytes, (byte) random.nextInt(3));
            boolean isWrite = random.nextBoolean();
            access(host, Stamp.at(i, device), isWrite, region, offset, Payload.of(bytes), length);
            Told told = heard.accesses.get(i);
            assertThat(heard.places.get(told.number)).isEqualTo(new Seen(device, region, offset));
            assertThat(told.isWrite).isEqualTo(isWrite);
            String text = text(host, device, region, offset, length, isWrite);
            String before = texts.put(told.number + " " + isWrite, text);
            assertThat(told.isChange).isEqualTo(!text.equals(before));
        }
        assertThat(heard.places).hasSizeGreaterThan(200);
    }

    @Test
    void accessed_comparesOnlyTheBytesThatAMigrationRegisterHas() {
        Heard heard = new Heard();
        ObservedHost host = ObservedHost.withSnapshots(heard);
        host.migrationRegisterRead(Stamp.at(0, 0), 8, 4, 0x1_0000_0001L);
        host.migrationRegisterRead(Stamp.at(1, 0), 8, 4, 0x2_0000_0001L);
        assertThat(heard.places).containsExactly(new Seen(0, Registers.MIGRATION_REGION, 8));
        assertThat(heard.accesses).containsExactly(new Told(0, false, true), new Told(0, false, false));
    }

    private static void access(
            ObservedHost host, Stamp stamp, boolean isWrite, int region, long offset, Payload data, int length) {
        if (isWrite) {
            host.mmioWritten(stamp, region, offset, length, EventSink.CPU, data);
        } else {
            host.mmioRead(stamp, region, offset, length, EventSink.CPU, data);
        }
    }

    private static String text(ObservedHost host, int device, int region, long offset, int length, boolean isWrite) {
        Registers.Register register = host.device(device)
                .orElseThrow()
                .registers()
                .at(region, offset, length)
                .orElseThrow();
        Optional<Registers.Access> access = isWrite ? register.lastWritten() : register.lastRead();
        return access.orElseThrow().text();
    }
}
