package io.vfioreplay.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.event.Flattener;
import io.vfioreplay.hardware.event.NumberPayload;
import io.vfioreplay.hardware.event.ReusableStamp;
import io.vfioreplay.journal.JournalWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole way of an access allocates nothing: not in the thread that brings it, not in the one that journals it, not in the one
 * that keeps house. Over ten million events there is nothing for each event, and nothing for each of their blocks.
 */
final class AllocationTest {

    private static final int WARM_UP_EVENTS = 4_000_000;
    private static final int EVENTS = 10_000_000;
    /** What asking takes, and rare things of the runtime's own. One object for each of the 20,000 blocks would be five times as much. */
    private static final long BYTES_MAX = 64 << 10;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @TempDir
    private Path temp;

    @Test
    void recorder_allocatesNothingForTenMillionEvents() {
        JournalWriter writer = JournalWriter.create(temp.resolve("test.vfj"), new TreeMap<>());
        Recorder recorder = new Recorder(writer, RecorderModel.NONE, RecorderOptions.LIVE, TreeMap::new);
        record(recorder, WARM_UP_EVENTS);
        long[] threads = threads();
        long before = allocated(threads);
        record(recorder, EVENTS);
        long after = allocated(threads);
        recorder.close();
        assertThat(after - before).as("bytes for %d events", EVENTS).isLessThan(BYTES_MAX);
    }

    private static void record(Recorder recorder, int count) {
        EventSink sink = new Flattener(recorder);
        ReusableStamp stamp = new ReusableStamp();
        NumberPayload value = new NumberPayload();
        for (int i = 0; i < count; i++) {
            stamp.at(1_000L * i, 0);
            if ((i & 3) == 0) {
                sink.mmioWritten(stamp, 0, i & 0xfc, 4, EventSink.CPU, value.set(i * 31L, 4));
            } else {
                sink.mmioRead(stamp, i & 2, i & 0xfc, 4, EventSink.CPU, value.set(i & 7, 4));
            }
        }
        while (recorder.publishedPosition() < recorder.acceptedPosition()) {
            LockSupport.parkNanos(100_000);
        }
    }

    /** This thread and the recorder's. */
    private static long[] threads() {
        return Arrays.stream(THREADS.getThreadInfo(THREADS.getAllThreadIds()))
                .filter(info -> info != null
                        && (info.getThreadId() == Thread.currentThread().getId()
                                || info.getThreadName().startsWith("vfio-replay-")))
                .mapToLong(ThreadInfo::getThreadId)
                .toArray();
    }

    private static long allocated(long[] threads) {
        long sum = 0;
        for (long bytes : THREADS.getThreadAllocatedBytes(threads)) {
            sum += bytes;
        }
        return sum;
    }
}
