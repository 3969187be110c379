package io.vfioreplay.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/**
 * Writes a trace log of QEMU 10.0 of any length: a VM with two virtual CPUs that polls its device, and migrates at the end. Of a
 * thousand lines, 960 are accesses to a region, as in recorded logs; the others are migration lines, most of which say nothing
 * about a device. Seeded, so the same length always gives the same file.
 */
public final class SyntheticQemuLog {

    private static final String DEVICE = "83b8f4f2-509f-382f-3c1e-e6bfe0fa1001";
    private static final int MAIN_THREAD = 1880;
    private static final int FIRST_CPU = 1882;
    private static final int CPUS = 2;
    private static final int MIGRATION_THREAD = 1890;
    private static final int BUFFER_BYTES = 1 << 20;
    private static final int PORTS = 8;
    private static final int BYTE_VALUES = 256;
    private static final int ACCESSES_PER_MILLE = 960;
    private static final int MICROS_PER_SECOND = 1_000_000;
    private static final int MICROS_BETWEEN_MAX = 30;
    private static final long START_SECONDS = 1_795_394_122L;

    private static final List<String> SET_UP = List.of(
            "vfio_attach_device  (%s) group 0",
            "vfio_get_device Device %s flags: 2, regions: 9, irqs: 5",
            "vfio_region_setup Device %s, region 0 \"%1$s BAR 0\", flags: 0x3, offset: 0x0, size: 0x8",
            "vfio_migration_realize  (%s)",
            "vm_state_notify running 1 reason 9 (running)",
            "vfio_migration_set_state  (%s) new state RUNNING_P2P, recover state ERROR",
            "vfio_migration_set_device_state  (%s) state RUNNING_P2P",
            "vfio_migration_set_state  (%s) new state RUNNING, recover state ERROR",
            "vfio_migration_set_device_state  (%s) state RUNNING");
    private static final List<String> MIGRATION = List.of(
            "migrate_set_state new state setup",
            "vfio_migration_set_state  (%s) new state PRE_COPY, recover state RUNNING",
            "vfio_migration_set_device_state  (%s) state PRE_COPY",
            "vfio_save_block  (%s) data_size 24",
            "vm_state_notify running 0 reason 7 (finish-migrate)",
            "vfio_migration_set_state  (%s) new state STOP_COPY, recover state ERROR",
            "vfio_migration_set_device_state  (%s) state STOP_COPY",
            "vfio_save_block  (%s) data_size 72",
            "vfio_save_complete_precopy  (%s) ret 0",
            "vfio_migration_set_state  (%s) new state STOP, recover state ERROR",
            "vfio_migration_set_device_state  (%s) state STOP",
            "migrate_set_state new state completed");

    private final OutputStream out;
    private final Random random = new Random(1);
    private final StringBuilder line = new StringBuilder();
    private long micros;
    private long written;

    private SyntheticQemuLog(OutputStream out) {
        this.out = out;
    }

    /** Arguments: how many bytes (the last line may exceed them), and the file to write. */
    public static void main(String[] arguments) throws IOException {
        write(Long.parseLong(arguments[0]), Path.of(arguments[1]));
    }

    /** Writes a log of about {@code bytes} bytes. */
    static void write(long bytes, Path file) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), BUFFER_BYTES)) {
            SyntheticQemuLog log = new SyntheticQemuLog(out);
            for (String text : SET_UP) {
                log.event(MAIN_THREAD, text);
            }
            while (log.written < bytes) {
                log.next();
            }
            for (String text : MIGRATION) {
                log.event(MIGRATION_THREAD, text);
            }
        }
    }

    private void next() throws IOException {
        int kind = random.nextInt(1000);
        if (kind < ACCESSES_PER_MILLE) {
            access();
        } else if (kind % 4 != 0) {
            begin(MIGRATION_THREAD);
            line.append("migration_transferred_bytes qemu_file ")
                    .append(random.nextInt(MICROS_PER_SECOND))
                    .append(" multifd 0 RDMA 0");
            end();
        } else if (kind % 8 == 0) {
            event(
                    MIGRATION_THREAD,
                    "vfio_get_dirty_bitmap iova=0x0 size= 0xc0000 bitmap_size=0x18 start=0x0 dirty_pages=0");
        } else {
            event(MAIN_THREAD, "monitor_qmp_cmd_in_band ");
        }
    }

    private void access() throws IOException {
        begin(FIRST_CPU + random.nextInt(CPUS));
        boolean isRead = random.nextInt(5) < 3;
        line.append(isRead ? "vfio_region_read  (" : "vfio_region_write  (").append(DEVICE);
        line.append(":region0+0x").append(random.nextInt(PORTS));
        String value = Integer.toHexString(random.nextInt(BYTE_VALUES));
        if (isRead) {
            line.append(", 1) = 0x").append(value);
        } else {
            line.append(", 0x").append(value).append(", 1)");
        }
        end();
    }

    private void event(int thread, String text) throws IOException {
        begin(thread);
        line.append(text.contains("%") ? text.formatted(DEVICE) : text);
        end();
    }

    private void begin(int thread) {
        micros += 1 + random.nextInt(MICROS_BETWEEN_MAX);
        line.setLength(0);
        line.append(thread).append('@').append(START_SECONDS + micros / MICROS_PER_SECOND);
        String fraction = Long.toString(MICROS_PER_SECOND + micros % MICROS_PER_SECOND);
        line.append('.').append(fraction, 1, fraction.length()).append(':');
    }

    private void end() throws IOException {
        byte[] bytes = line.append('\n').toString().getBytes(StandardCharsets.ISO_8859_1);
        out.write(bytes);
        written += bytes.length;
    }
}
