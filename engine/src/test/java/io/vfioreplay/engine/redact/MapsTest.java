package io.vfioreplay.engine.redact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vfioreplay.hardware.event.Payload;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is replaced by what keeps what it must. */
final class MapsTest {

    private static final RedactionKey KEY = key("a key for tests only");
    private static final RedactionKey OTHER = key("another key for tests");
    private static final long GIB = 1L << 30;

    private final AddressMap addresses = new AddressMap(KEY);
    private final TextMap texts = new TextMap(KEY);

    @Test
    void bytes_areReplacedOneToOneAndNoneByItself() {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        byte[] replaced = new ByteMap(KEY).of(Payload.of(all)).toByteArray();

        Set<Byte> different = new HashSet<>();
        for (int i = 0; i < all.length; i++) {
            assertThat(replaced[i]).isNotEqualTo((byte) i);
            different.add(replaced[i]);
        }
        assertThat(different).hasSize(all.length);
        assertThat(new ByteMap(KEY).of(Payload.of(all)).toByteArray()).isEqualTo(replaced);
        assertThat(new ByteMap(OTHER).of(Payload.of(all)).toByteArray()).isNotEqualTo(replaced);
    }

    @Test
    void contents_areReplacedAlikeWhereTheyAreAlikeAndTellNothingWhereTheyAreNot() {
        ContentMap contents = new ContentMap(KEY);
        byte[] zeros = contents.of(Payload.of(new byte[4096])).toByteArray();
        byte[] oneBit = new byte[4096];
        oneBit[4095] = 1;
        byte[] other = contents.of(Payload.of(oneBit)).toByteArray();

        assertThat(contents.of(Payload.of(new byte[4096])).toByteArray()).isEqualTo(zeros);
        assertThat(zeros).hasSize(4096);
        int equal = 0;
        for (int i = 0; i < zeros.length; i++) {
            equal += zeros[i] == other[i] ? 1 : 0;
        }
        assertThat(equal).isLessThan(64); // 16 of 4,096 by chance.
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 0x1000, 0xfee0_0000L, 0x1_0000_0000L, 1L << 52})
    void addresses_areMovedByWholeGibAllAlike(long address) {
        long moved = addresses.of(address) - address;

        assertThat(moved).isPositive().isEqualTo(addresses.of(0));
        assertThat(moved % GIB).isZero();
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "0, -1", "4096, 4611686018427387904", "-4096, 4096"})
    void addresses_stayWhereARangeStandsForEverythingOrIsNearTheEnd(long start, long size) {
        assertThat(addresses.of(start, size)).isEqualTo(start);
    }

    @Test
    void ranges_keepTheirSizes() {
        ByteBuffer ranges = ByteBuffer.allocate(36).order(ByteOrder.LITTLE_ENDIAN);
        ranges.putLong(0x1000).putLong(0x2000).putLong(0x8000).putLong(0x1000).putInt(7);

        ByteBuffer moved = ByteBuffer.wrap(
                        addresses.ofRanges(Payload.of(ranges.array())).toByteArray())
                .order(ByteOrder.LITTLE_ENDIAN);

        assertThat(moved.getLong()).isEqualTo(addresses.of(0x1000));
        assertThat(moved.getLong()).isEqualTo(0x2000);
        assertThat(moved.getLong()).isEqualTo(addresses.of(0x8000));
        assertThat(moved.getLong()).isEqualTo(0x1000);
        assertThat(moved.getInt()).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "completed",
                "load of migration failed: Input/output error",
                "vfio: not supported (-95)",
                "connection 1",
                ""
            })
    void texts_keepWhatProgramsSayOfAnyMigration(String text) {
        assertThat(texts.of(text)).isEqualTo(text);
    }

    @Test
    void texts_keepThatOneNameIsPartOfAnother() {
        String name = texts.of("0000:06:0d.0");
        String path = texts.of("error while loading state for instance 0x0 of device '0000:06:0d.0/vfio'");

        assertThat(path).contains(name + "/vfio").startsWith("error while loading state for instance ");
        assertThat(name).doesNotContain("06").endsWith(texts.of("0000:06:0d.0").substring(12));
        assertThat(texts.of("payroll-db-7.example.com"))
                .doesNotContain("payroll")
                .doesNotContain("example");
    }

    @Test
    void key_mustBeLongEnough() {
        assertThatThrownBy(() -> key("fifteen bytes..")).isInstanceOf(IllegalArgumentException.class);
    }

    private static RedactionKey key(String text) {
        return RedactionKey.of(text.getBytes(StandardCharsets.US_ASCII));
    }
}
