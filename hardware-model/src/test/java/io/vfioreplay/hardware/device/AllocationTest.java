package io.vfioreplay.hardware.device;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.Stamp;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** Checked: a register access that is not the first to its place does not allocate. */
final class AllocationTest {

    private static final int ACCESSES = 200_000;
    private static final Stamp STAMP = Stamp.at(0, 0);

    private final ObservedHost host = new ObservedHost();

    @Test
    void mmio_allocatesNothingPerAccessInTheLongRun() {
        assertThat(bytesPerAccess(Payload.ofLittleEndian(7, 4))).isLessThan(0.5);
    }

    @Test
    void mmio_allocatesNothingPerLargeAccessInTheLongRun() {
        assertThat(bytesPerAccess(Payload.of(new byte[64]))).isLessThan(0.5);
    }

    private double bytesPerAccess(Payload data) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        touch(data);
        long before = threads.getCurrentThreadAllocatedBytes();
        touch(data);
        return (threads.getCurrentThreadAllocatedBytes() - before) / (double) ACCESSES;
    }

    private void touch(Payload data) {
        for (int i = 0; i < ACCESSES; i++) {
            long offset = (i & 0xff) * 64L;
            if ((i & 1) == 0) {
                host.mmioWritten(STAMP, 0, offset, data.length(), EventSink.CPU, data);
            } else {
                host.mmioRead(STAMP, 0, offset, data.length(), EventSink.CPU, data);
            }
        }
    }
}
