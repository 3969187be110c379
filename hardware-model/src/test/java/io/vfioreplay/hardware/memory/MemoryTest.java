package io.vfioreplay.hardware.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.hardware.event.MappingKind;
import io.vfioreplay.hardware.event.Payload;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Checked: windows at the ends of the address space, page unions against a plain set, and what is beyond the allowances. */
final class MemoryTest {

    private final IommuMappings mappings = new IommuMappings(new Allowance(3));

    @Test
    void unmapped_takesAwayWhatLiesWithinItsRange() {
        map(0x1000, 0x1000);
        map(0x1000, 0x2000);
        map(0x8000, 0x1000);
        mappings.unmapped(0x1000, 0x1000, 0);
        assertThat(mappings.windows()).extracting(Mapping::size).containsExactly(0x2000L, 0x1000L);
        mappings.unmapped(0, 0x10000, 0);
        assertThat(mappings.count()).isZero();
    }

    @Test
    void unmapped_countsARangeThatMeetsNoWindow() {
        map(0x1000, 0x2000);
        mappings.unmapped(0x1000, 0x1000, 0);
        mappings.unmapped(0x5000, 0, 0);
        assertThat(mappings.unmatchedUnmaps()).isEqualTo(2);
        assertThat(mappings.count()).isEqualTo(1);
    }

    @Test
    void unmapped_takesAwayEverythingWhenAskedForAll() {
        map(0, 1);
        map(-0x1000, 0x1000);
        mappings.unmapped(0, 0, IommuMappings.UNMAP_ALL);
        assertThat(mappings.count()).isZero();
    }

    @Test
    void mapped_worksAtTheEndOfTheAddressSpace() {
        map(-0x1000, 0x1000);
        assertThat(mappings.containing(-1)).isPresent();
        assertThat(mappings.containing(-0x1001)).isEmpty();
        mappings.unmapped(-0x1000, 0x1000, 0);
        assertThat(mappings.count()).isZero();
    }

    @Test
    void mapped_countsWhatIsBeyondTheAllowance() {
        for (int i = 0; i < 5; i++) {
            map(i * 0x1000L, 0x1000);
        }
        map(0, 0x1000);
        assertThat(mappings.count()).isEqualTo(3);
        assertThat(mappings.notTracked()).isEqualTo(2);
        mappings.clear();
        map(0x9000, 0x1000);
        assertThat(mappings.count()).isEqualTo(1);
    }

    @Test
    void reported_unitesPagesAsAPlainSetDoes() {
        Random random = new Random(7);
        DirtyLog log = new DirtyLog(new Allowance(1 << 12));
        Set<Long> pages = new TreeSet<>();
        log.started();
        for (int report = 0; report < 200; report++) {
            long firstPage = random.nextInt(3000);
            int count = 1 + random.nextInt(300);
            byte[] bitmap = new byte[(count + 63) / 64 * 8];
            random.nextBytes(bitmap);
            BitSet bits = BitSet.valueOf(bitmap);
            bits.stream().filter(bit -> bit < count).forEach(bit -> pages.add(firstPage + bit));
            log.reported(firstPage * 4096, count * 4096L, 4096, Payload.of(bitmap));
        }
        assertThat(log.pages()).isEqualTo(pages.size());
        assertThat(log.reports()).isEqualTo(200);
        assertThat(log.notTracked()).isZero();
    }

    @Test
    void reported_boundsPagesThatWouldFillTheMemory() {
        DirtyLog log = new DirtyLog(new Allowance(10));
        byte[] all = new byte[8 * 100];
        Arrays.fill(all, (byte) -1);
        log.reported(0, Long.MAX_VALUE, 4096, Payload.of(all));
        assertThat(log.pages()).isEqualTo(640);
        assertThat(log.notTracked()).isEqualTo(90 * 64);
        assertThat(log.lastReportPages()).isEqualTo(6400);
    }

    @Test
    void reported_doesNotLookIntoAnImpossiblePageSize() {
        DirtyLog log = new DirtyLog(new Allowance(10));
        for (long pageSize : new long[] {0, 1, 4097, -1, Long.MIN_VALUE}) {
            log.reported(0, 1 << 20, pageSize, Payload.of(new byte[] {1}));
        }
        assertThat(log.pages()).isZero();
        assertThat(log.reports()).isEqualTo(5);
    }

    @Test
    void started_forgetsTheUnionAndGivesItsWordsBack() {
        DirtyLog log = new DirtyLog(new Allowance(1));
        for (int round = 1; round <= 3; round++) {
            log.started();
            log.reported(4096L * 64 * round, 4096, 4096, Payload.of(new byte[] {1}));
            assertThat(log.pages()).isEqualTo(1);
        }
        log.stopped();
        assertThat(log.isActive()).isFalse();
        assertThat(log.starts()).isEqualTo(3);
    }

    private void map(long iova, long size) {
        mappings.mapped(iova, size, MappingKind.SHARED, 3, 0);
    }
}
