package io.vfioreplay.bench.measure;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * How much of the processors others used while something was measured: the busy time of all processors, from {@code /proc/stat},
 * less what this process used. Where there is no such file, nothing is said.
 *
 * @param busyTicks of all processors when it began, or a negative number when they cannot be seen
 * @param ownNanos of this process
 * @param nanos when it began
 */
public record OtherWork(long busyTicks, long ownNanos, long nanos) {

    private static final Path STAT = Path.of("/proc/stat");
    private static final long UNSEEN = -1;
    /** What Linux counts processor time in, towards programs, on every machine. */
    private static final double NANOS_PER_TICK = 1e7;

    private static final int IDLE = 4;
    private static final int WAITING = 5;
    /** Time given to guests is part of the user time already. */
    private static final int GUEST = 9;

    private static final double HUNDRED = 100;

    /** Begins to look. */
    public static OtherWork begin() {
        return new OtherWork(readTicks(), ownTime(), System.nanoTime());
    }

    /** "Others used 12 % of the processors meanwhile.", or that nobody can tell. */
    public String text() {
        OptionalDouble share = share(begin(), Runtime.getRuntime().availableProcessors());
        return share.isEmpty()
                ? "How much others used the processors meanwhile is not known."
                : String.format(
                        Locale.ROOT, "Others used %.0f %% of the processors meanwhile.", share.getAsDouble() * HUNDRED);
    }

    /** The share of others, 0 to 1, between this and a later look. */
    OptionalDouble share(OtherWork later, int processors) {
        if (busyTicks < 0 || later.busyTicks < 0 || later.nanos <= nanos) {
            return OptionalDouble.empty();
        }
        double others = (later.busyTicks - busyTicks) * NANOS_PER_TICK - (later.ownNanos - ownNanos);
        return OptionalDouble.of(Math.min(1, Math.max(0, others / (later.nanos - nanos) / processors)));
    }

    private static long readTicks() {
        try {
            return ticksIn(Files.readString(STAT));
        } catch (IOException notLinux) {
            return UNSEEN;
        }
    }

    /** The busy ticks in the first line of that file; negative when they are not there. */
    static long ticksIn(String stat) {
        String[] fields = stat.lines().findFirst().orElse("").split(" +", -1);
        if (!fields[0].equals("cpu")) {
            return UNSEEN;
        }
        long busy = 0;
        for (int i = 1; i < Math.min(fields.length, GUEST); i++) {
            busy += i == IDLE || i == WAITING ? 0 : Long.parseLong(fields[i]);
        }
        return busy;
    }

    private static long ownTime() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }
}
