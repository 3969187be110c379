package io.vfioreplay.hardware.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.event.MappingKind;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.RandomEvents;
import io.vfioreplay.hardware.event.Stamp;
import io.vfioreplay.hardware.event.Unflattener;
import io.vfioreplay.hardware.migration.StateV2;
import io.vfioreplay.hardware.state.Sha256;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Checked: a restored host is the host that was snapshotted, now and for all that follows; other bytes are refused. */
final class HostSnapshotTest {

    private static final Stamp STAMP = Stamp.at(7, 0);

    @Test
    void restore_givesTheSameStateAndTheSameFuture() {
        for (int seed = 0; seed < 12; seed++) {
            RandomEvents events = new RandomEvents(seed);
            ObservedHost plain = new ObservedHost();
            ObservedHost host = ObservedHost.withSnapshots();
            ObservedHost other = ObservedHost.withSnapshots();
            Random random = new Random(seed);
            for (int position = 0; position < 4000; position++) {
                ObservedHost now = other;
                events.send(position, (envelope, kind, values, payload) -> {
                    new Unflattener(plain).accept(envelope, kind, values, payload);
                    new Unflattener(host).accept(envelope, kind, values, payload);
                    new Unflattener(now).accept(envelope, kind, values, payload);
                });
                if (random.nextInt(40) == 0) {
                    byte[] snapshot = host.snapshot();
                    assertThat(other.snapshot())
                            .as("seed %d at %d", seed, position)
                            .isEqualTo(snapshot);
                    other = ObservedHost.restore(snapshot);
                    assertThat(other.tree()).isEqualTo(plain.tree());
                }
            }
            assertThat(other.snapshot()).isEqualTo(host.snapshot());
        }
    }

    @Test
    void restore_keepsWhichPlacesAndPagesAreTooCrowdedToBeKept() {
        ObservedHost host = ObservedHost.withSnapshots();
        long[] crowded = collidingOffsets(600);
        for (int i = 0; i < 400; i++) {
            write(host, crowded[i]);
        }
        for (int i = 0; i < 20_000; i++) {
            write(host, 64L * i);
        }
        ObservedHost restored = ObservedHost.restore(host.snapshot());
        for (int i = 0; i < 600; i++) {
            write(host, crowded[i]);
            write(restored, crowded[i]);
        }
        assertThat(host.device(0).orElseThrow().registers().notTracked()).isPositive();
        assertThat(restored.tree()).isEqualTo(host.tree());
        assertThat(restored.snapshot()).isEqualTo(host.snapshot());
    }

    @Test
    void restore_remembersHowMuchMayStillBeKept() {
        ObservedHost host = ObservedHost.withSnapshots();
        for (long i = 0; i < 1 << 17; i++) {
            host.dmaMapped(STAMP, i << 12, 1 << 12, MappingKind.SHARED, 3, 0);
        }
        ObservedHost restored = ObservedHost.restore(host.snapshot());
        for (ObservedHost each : new ObservedHost[] {host, restored}) {
            each.dmaUnmapped(STAMP, 0, 1 << 13, 0, Payload.empty());
            for (long i = 0; i < 5; i++) {
                each.dmaMapped(STAMP, i << 40, 4096, MappingKind.UNKNOWN, 1, 0);
            }
        }
        assertThat(host.device(0).orElseThrow().mappings().notTracked()).isEqualTo(3);
        assertThat(restored.snapshot()).isEqualTo(host.snapshot());
    }

    @Test
    void stream_hashesEachPartAndTheWholeWhenStatesAlternate() {
        for (ObservedHost host : new ObservedHost[] {new ObservedHost(), ObservedHost.withSnapshots()}) {
            String whole = "";
            String precopy = "";
            for (int i = 0; i < 4; i++) {
                StateV2 state = i % 2 == 0 ? StateV2.PRE_COPY : StateV2.STOP_COPY;
                host.deviceStateSet(STAMP, state.asDeviceState(), EventSink.NO_DATA_FD);
                String data = "piece " + i;
                host.migrationDataRead(STAMP, EventSink.NO_DATA_FD, 7, 7, Payload.ofUtf8(data));
                whole += data;
                precopy += i % 2 == 0 ? data : "";
                assertThat(saved(host).sha256()).isEqualTo(sha256(whole));
                assertThat(saved(host).sha256(StateV2.PRE_COPY)).contains(sha256(precopy));
            }
        }
    }

    @Test
    void restore_refusesEveryCutSnapshotAndAnythingBehindIt() {
        byte[] snapshot = randomHost(3, 300).snapshot();
        for (int length = 0; length < snapshot.length; length++) {
            byte[] cut = Arrays.copyOf(snapshot, length);
            assertThatIllegalArgumentException().isThrownBy(() -> ObservedHost.restore(cut));
        }
        byte[] longer = Arrays.copyOf(snapshot, snapshot.length + 1);
        assertThatIllegalArgumentException().isThrownBy(() -> ObservedHost.restore(longer));
    }

    @Test
    void restore_ofAlteredBytesIsRefusedOrAHostThatFoldsAndShows() {
        byte[] snapshot = randomHost(4, 400).snapshot();
        Random random = new Random(5);
        int refused = 0;
        for (int round = 0; round < 3000; round++) {
            byte[] altered = snapshot.clone();
            for (int i = random.nextInt(3); i >= 0; i--) {
                altered[random.nextInt(altered.length)] = (byte) (random.nextBoolean() ? -1 : random.nextInt());
            }
            try {
                ObservedHost host = ObservedHost.restore(altered);
                RandomEvents events = new RandomEvents(round);
                for (int position = 0; position < 10; position++) {
                    events.send(position, new Unflattener(host));
                }
                assertThat(host.tree().size()).isPositive();
                assertThat(ObservedHost.restore(host.snapshot()).tree()).isEqualTo(host.tree());
            } catch (IllegalArgumentException expected) {
                refused++;
            }
        }
        assertThat(refused).isPositive();
    }

    @Test
    void snapshot_isRefusedByAHostThatWasNotMadeForIt() {
        assertThatIllegalStateException().isThrownBy(() -> new ObservedHost().snapshot());
    }

    @Test
    void snapshot_takesSomeTwentyBytesForARegister() {
        ObservedHost host = ObservedHost.withSnapshots();
        Random random = new Random(6);
        for (int i = 0; i < 100_000; i++) {
            long offset = 4L * random.nextInt(1000);
            Payload value = Payload.ofLittleEndian(random.nextInt() & 0xffff_ffffL, 4);
            Stamp stamp = Stamp.at(1_000_000L + i, 0);
            if (random.nextBoolean()) {
                host.mmioRead(stamp, 0, offset, 4, EventSink.CPU, value);
            } else {
                host.mmioWritten(stamp, 0, offset, 4, EventSink.CPU, value);
            }
        }
        assertThat(host.snapshot()).hasSizeBetween(10_000, 26_000);
    }

    private static ObservedHost randomHost(long seed, int count) {
        ObservedHost host = ObservedHost.withSnapshots();
        RandomEvents events = new RandomEvents(seed);
        for (int position = 0; position < count; position++) {
            events.send(position, new Unflattener(host));
        }
        return host;
    }

    private static void write(ObservedHost host, long offset) {
        host.mmioWritten(STAMP, 0, offset, 4, EventSink.CPU, Payload.ofLittleEndian(1, 4));
    }

    /** Offsets of places that begin their search at the same row of every table up to 65,536 rows. */
    private static long[] collidingOffsets(int count) {
        long[] found = new long[count];
        long key = Registers.keyOf(2, 4);
        int home = Registers.home(0x1000_0000, key, 0xffff);
        int size = 0;
        for (long offset = 0x1000_0000; size < count; offset++) {
            if (Registers.home(offset, key, 0xffff) == home) {
                found[size++] = offset;
            }
        }
        return found;
    }

    private static ObservedStream saved(ObservedHost host) {
        return host.device(0).orElseThrow().migration().saved();
    }

    private static String sha256(String text) {
        return Sha256.hexOf(Payload.ofUtf8(text).toByteArray());
    }
}
