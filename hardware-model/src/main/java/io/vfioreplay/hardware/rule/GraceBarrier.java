package io.vfioreplay.hardware.rule;

import io.vfioreplay.hardware.migration.StateV1;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Predicate;

/**
 * The grace states as barriers over all v1 devices of a recording: nobody passes one before all have reached it.
 *
 * <p>Members are the devices that surely offer NDMA and whose state is known; a device without NDMA does the work of the grace
 * states in its next step and holds nobody back. On save the barrier is NDMA|SAVING|RUNNING, or NDMA|RUNNING without
 * pre-copy; on resume it is NDMA|RUNNING.
 *
 * <p>ours: where two or more devices are held, one that stops or resumes without ever having been in the grace state breaks the
 * barrier as well; a device alone may skip it. A device in ERROR holds nobody back. Going back towards RUNNING, and a stop
 * without SAVING, pass no barrier. An attempt to resume ends when the VCPUs start.
 *
 * <p>Source: documentation of the migration region, revisions 2 and 3, reference flows and "multiple VFIO devices"; R-34.
 */
final class GraceBarrier {

    private final Watch watch;

    GraceBarrier(Watch watch) {
        this.watch = watch;
    }

    /** Whether the device speaks a dialect that has grace states. */
    static boolean isRfc(Watched device) {
        return !device.isV2 && device.v1.dialect.knowsNdma();
    }

    static boolean isMember(Watched device) {
        return isRfc(device)
                && device.v1.ndmaIsKnown
                && device.v1.dialect.offersNdma()
                && device.v1.state != WatchedV1.UNKNOWN;
    }

    /** Whether the device surely may begin DMA at any time: the grace state of a save is not reached. */
    static boolean isNoisy(Watched device) {
        boolean quieted = device.v1.dialect.offersNdma() && !device.v1.surelyLacks(StateV1.NDMA);
        return isRfc(device) && device.v1.surelyHas(StateV1.RUNNING) && !quieted;
    }

    /** Whether the device surely runs and begins no DMA. */
    static boolean isInGrace(Watched device) {
        return isMember(device) && device.v1.surelyHas(StateV1.RUNNING | StateV1.NDMA);
    }

    /** Whether the device surely neither runs nor saves: the grace state of a resume is not reached. */
    static boolean isNotResumed(Watched device) {
        return isRfc(device) && device.v1.surelyLacks(StateV1.RUNNING | StateV1.SAVING);
    }

    /** How many devices are held by the barrier. */
    int members() {
        int members = 0;
        for (Watched device : watch.all()) {
            members += isMember(device) ? 1 : 0;
        }
        return members;
    }

    /** The first member other than {@code except} of which {@code what} is true. */
    OptionalInt firstMember(Watched except, Predicate<Watched> what) {
        return first(device -> device != except && isMember(device) && what.test(device));
    }

    /** The first device of which {@code what} is true, by its index. */
    OptionalInt first(Predicate<Watched> what) {
        for (Map.Entry<Integer, Watched> entry : watch.devices()) {
            if (what.test(entry.getValue())) {
                return OptionalInt.of(entry.getKey());
            }
        }
        return OptionalInt.empty();
    }
}
