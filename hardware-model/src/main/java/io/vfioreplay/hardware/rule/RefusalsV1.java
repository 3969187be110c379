package io.vfioreplay.hardware.rule;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Errno;
import io.vfioreplay.hardware.migration.StateV1;

/** What the checker remembers of the state requests that one v1 device refused: for. */
final class RefusalsV1 {

    private static final int EPERM = 1;
    private static final int ENOTTY = 25;
    private static final int ENOSYS = 38;
    private static final int EOPNOTSUPP = 95;

    /** The word of a change of several bits that was refused as such, or {@link WatchedV1#UNKNOWN}. */
    int severalBits = WatchedV1.UNKNOWN;
    /** Bit n: the legal request of phase n was refused since the last one that succeeded. */
    private int refusedPhases;

    /** Whether an errno says that the device cannot do such a thing, and not that it went wrong this time. */
    static boolean saysUnsupported(int errno) {
        return errno == Errno.EINVAL || errno == EPERM || errno == ENOTTY || errno == ENOSYS || errno == EOPNOTSUPP;
    }

    /** How many bits with a meaning a write changes. */
    static int changedBits(WatchedV1 device, int requested) {
        return Integer.bitCount((device.state ^ requested) & device.dialect.knownBits());
    }

    /** Whether refusing this phase makes it the second different one in a row. */
    boolean isSecond(int phase) {
        return Integer.bitCount(refusedPhases) == 1 && (refusedPhases >> phase & 1) == 0;
    }

    /** Takes note of a write; {@code device} is still as it was before. */
    void written(WatchedV1 device, Envelope event, int requested) {
        int word = requested & device.dialect.knownBits();
        boolean isKnown = device.state != WatchedV1.UNKNOWN;
        boolean loads = !isKnown || StateV1.has(device.state, StateV1.RESUMING);
        if (event.result() == Envelope.OK) {
            refusedPhases = 0;
            boolean goesOn = isKnown && changedBits(device, requested) <= 1;
            severalBits = goesOn && severalBits != word ? severalBits : WatchedV1.UNKNOWN;
        } else if (event.result() > 0 && !loads && WatchedV1.isRequestable(requested)) {
            refusedPhases |= 1 << (requested & StateV1.PHASE);
            boolean asSuch = saysUnsupported(event.result()) && changedBits(device, requested) > 1;
            severalBits = asSuch ? word : severalBits;
        }
    }

    void forget() {
        severalBits = WatchedV1.UNKNOWN;
        refusedPhases = 0;
    }
}
