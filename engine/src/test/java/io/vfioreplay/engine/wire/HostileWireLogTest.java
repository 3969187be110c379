package io.vfioreplay.engine.wire;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.Stamp;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a journal claims to have been on the wire comes from elsewhere: it is read or refused, and reading it ends. */
final class HostileWireLogTest {

    private static final long SEED = 20_261_128;
    private static final int ROUNDS = 20_000;

    private static WireLogReader reader(byte[] log) {
        return new WireLogReader(List.of(log).iterator(), (envelope, kind, values, payload) -> true, packet -> {});
    }

    @Test
    void finish_refusesNumbersFromWhichCountingOnWouldNeverEnd() {
        byte[] kept = new WireBytes()
                .u8(WireLog.KEPT)
                .varint(Long.MIN_VALUE)
                .u8(0)
                .varint(0)
                .varint(0)
                .toByteArray();
        byte[] none = new WireBytes()
                .u8(WireLog.NONE)
                .varint(Long.MIN_VALUE)
                .varint(1)
                .toByteArray();
        for (byte[] log : List.of(kept, none)) {
            assertThatThrownBy(() -> reader(log).finish())
                    .isInstanceOf(MalformedWireLogException.class)
                    .hasMessageContaining("packet 9223372036854775808");
        }
    }

    @Test
    void accept_readsOrRefusesAnyBytes() {
        Random random = new Random(SEED);
        EventKind[] kinds = EventKind.values();
        for (int round = 0; round < ROUNDS; round++) {
            byte[] log = new byte[random.nextInt(60)];
            for (int i = 0; i < log.length; i++) {
                log[i] = (byte) (random.nextInt(3) == 0 ? random.nextInt(256) : random.nextInt(8));
            }
            WireLogReader reader = reader(log);
            try {
                for (int i = 0; i < 10; i++) {
                    long[] values = random.longs(EventKind.FIELDS_MAX, 0, 20).toArray();
                    Stamp stamp = new Stamp(i, i, 0, 0, 0, 1 + random.nextInt(9), 0);
                    reader.accept(
                            stamp,
                            kinds[random.nextInt(kinds.length)],
                            values,
                            Payload.of(new byte[random.nextInt(40)]));
                }
                reader.finish();
            } catch (MalformedWireLogException refused) {
                // As it should.
            } catch (RuntimeException wrong) {
                fail("seed " + SEED + ", round " + round, wrong);
            }
        }
    }
}
