package io.vfioreplay.hardware.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.memory.Allowance;
import io.vfioreplay.hardware.state.Sha256;
import io.vfioreplay.hardware.state.StateTree;
import java.util.Comparator;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Checked: the table against a plain map, large and unseen values, the bound. */
final class RegistersTest {

    private record Place(int region, long offset, int length) {}

    @Test
    void table_holdsWhatAPlainMapHolds() {
        Random random = new Random(11);
        Registers registers = new Registers(new Allowance(1 << 20));
        Map<Place, Long> last = new TreeMap<>(Comparator.comparingInt(Place::region)
                .thenComparing(Place::offset, Long::compareUnsigned)
                .thenComparingInt(Place::length));
        for (int i = 0; i < 100_000; i++) {
            long offset = random.nextInt(4) == 0 ? random.nextLong() : random.nextInt(5000);
            Place place = new Place(random.nextInt(11) - 1, offset, 1 << random.nextInt(4));
            long value = random.nextLong() >>> (64 - 8 * place.length);
            registers.written(i, place.region, place.offset, place.length, Payload.ofLittleEndian(value, place.length));
            last.put(place, value);
        }
        assertThat(registers.all())
                .extracting(register -> new Place(register.region(), register.offset(), register.length()))
                .containsExactlyElementsOf(last.keySet());
        last.forEach((place, value) -> assertThat(registers
                        .at(place.region, place.offset, place.length)
                        .orElseThrow()
                        .lastWritten()
                        .orElseThrow()
                        .number())
                .isEqualTo(value));
        assertThat(registers.notTracked()).isZero();
    }

    @Test
    void describe_putsAccessesOfSeveralLengthsIntoOneLeaf() {
        Registers registers = new Registers(new Allowance(10));
        registers.written(1, 0, 0x10, 4, Payload.ofLittleEndian(0xabcdL, 4));
        registers.written(2, 0, 0x10, 1, Payload.ofLittleEndian(7, 1));
        registers.read(3, 7, 0x4, 2, Payload.ofLittleEndian(0x107, 2));
        registers.readNumber(4, Registers.MIGRATION_REGION, 8, 8, 5);
        StateTree.Builder tree = StateTree.builder();
        registers.describe(tree, "device0/");
        assertThat(tree.build().rendering()).isEqualTo("""
                vfio-replay state 1
                device0/bar0/0x10/writes=2
                device0/bar0/0x10/written=0x07, 0x0000abcd
                device0/config/0x4/read=0x0107
                device0/config/0x4/reads=1
                device0/migration/0x8/read=0x0000000000000005
                device0/migration/0x8/reads=1
                """);
    }

    @Test
    void written_keepsLengthAndHashOfALargeValue() {
        Registers registers = new Registers(new Allowance(10));
        byte[] bytes = new byte[10_000];
        new Random(3).nextBytes(bytes);
        registers.written(1, 2, 0, 9, Payload.of(bytes, 0, 9));
        registers.read(2, 2, 0, bytes.length, Payload.of(new byte[bytes.length]));
        registers.read(3, 2, 0, bytes.length, Payload.of(bytes));
        assertThat(registers.at(2, 0, bytes.length).orElseThrow().lastRead())
                .contains(new Registers.Access("10000 bytes sha256:" + Sha256.hexOf(bytes), 0, 3, 2));
        assertThat(registers
                        .at(2, 0, 9)
                        .orElseThrow()
                        .lastWritten()
                        .orElseThrow()
                        .text())
                .startsWith("9 bytes sha256:");
    }

    @Test
    void read_saysSoWhenTheValueWasNotSeen() {
        Registers registers = new Registers(new Allowance(10));
        registers.read(1, 0, 0, 4, Payload.empty());
        registers.read(2, 0, 8, 64, Payload.empty());
        registers.read(3, 0, 16, -5, Payload.empty());
        assertThat(registers.all())
                .allSatisfy(register ->
                        assertThat(register.lastRead().orElseThrow().text()).isEqualTo("?"));
        registers.read(4, 0, 8, 64, Payload.of(new byte[64]));
        assertThat(registers.at(0, 8, 64).orElseThrow().lastRead().orElseThrow().count())
                .isEqualTo(2);
        registers.readNumber(5, Registers.MIGRATION_REGION, 0, 99, 1);
        assertThat(registers.at(Registers.MIGRATION_REGION, 0, 8)).isPresent();
    }

    @Test
    void written_countsPlacesBeyondTheAllowance() {
        Registers registers = new Registers(new Allowance(2));
        for (int i = 0; i < 5; i++) {
            registers.written(i, 0, i, 1, Payload.ofLittleEndian(1, 1));
            registers.written(i, 0, 0, 1, Payload.ofLittleEndian(i, 1));
        }
        assertThat(registers.count()).isEqualTo(2);
        assertThat(registers.notTracked()).isEqualTo(3);
        assertThat(registers.at(0, 4, 1)).isEmpty();
    }
}
