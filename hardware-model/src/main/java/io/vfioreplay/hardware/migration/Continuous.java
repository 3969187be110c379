package io.vfioreplay.hardware.migration;

import static io.vfioreplay.hardware.migration.Continuous.Permission.DISCARDS;
import static io.vfioreplay.hardware.migration.Continuous.Permission.IF_VCPUS_RUN;
import static io.vfioreplay.hardware.migration.Continuous.Permission.LOADS;
import static io.vfioreplay.hardware.migration.Continuous.Permission.MAY;
import static io.vfioreplay.hardware.migration.Continuous.Permission.NO;
import static io.vfioreplay.hardware.migration.Continuous.Permission.NO_PEER;
import static io.vfioreplay.hardware.migration.Continuous.Permission.UNDEFINED;
import static io.vfioreplay.hardware.migration.Continuous.Permission.YES;

import java.util.Optional;

/**
 * What a device may and must do for as long as it is in a state.
 *
 * <p>ours: under NDMA a device may still raise interrupts; the RFC does not say, and a device that answers accesses has to be
 * able to.
 *
 * <p>Source: v1: documentation of the migration region, "Continuous actions", R-24 to R-31; v2: uAPI, comment above
 * {@code enum vfio_device_mig_state}, R-72 to.
 *
 * @param dma may it start DMA
 * @param internalChange may its internal state change
 * @param answersMmio must it answer accesses to its regions
 * @param cpuMmio may the VMM let VCPUs access its regions
 * @param peerMmio may its peers access its regions
 * @param logsChanges does it log its internal changes for a later capture
 * @param interrupts may it raise interrupts
 */
public record Continuous(
        Permission dma,
        Permission internalChange,
        Permission answersMmio,
        Permission cpuMmio,
        Permission peerMmio,
        Permission logsChanges,
        Permission interrupts) {

    private static final Continuous RUNNING = new Continuous(YES, YES, YES, IF_VCPUS_RUN, YES, NO, YES);
    private static final Continuous PRE_COPY = new Continuous(YES, YES, YES, IF_VCPUS_RUN, YES, YES, YES);
    private static final Continuous NDMA_RUNNING = new Continuous(NO, YES, YES, IF_VCPUS_RUN, YES, NO, YES);
    private static final Continuous NDMA_PRE_COPY = new Continuous(NO, YES, YES, IF_VCPUS_RUN, YES, YES, YES);
    private static final Continuous STOP_COPY = new Continuous(NO, NO, NO, NO, NO, MAY, NO);
    private static final Continuous RESUMING = new Continuous(NO, LOADS, NO, NO, NO, MAY, NO);
    private static final Continuous STOPPED = new Continuous(NO, NO, DISCARDS, NO, NO, NO, NO);
    private static final Continuous ERROR_NDMA = new Continuous(NO, UNDEFINED, UNDEFINED, NO, NO, NO, UNDEFINED);
    private static final Continuous ERROR = new Continuous(UNDEFINED, UNDEFINED, UNDEFINED, NO, NO, NO, UNDEFINED);
    private static final Continuous RUNNING_P2P = new Continuous(NO_PEER, YES, YES, IF_VCPUS_RUN, YES, NO, YES);
    private static final Continuous PRE_COPY_P2P = new Continuous(NO_PEER, YES, YES, IF_VCPUS_RUN, YES, YES, YES);
    private static final Continuous ERROR_V2 = new Continuous(MAY, UNDEFINED, UNDEFINED, MAY, MAY, NO, UNDEFINED);

    /** One cell of the table. */
    public enum Permission {
        /** It may, or where it is a duty, it must. */
        YES("yes"),
        /** It must not, or need not. */
        NO("no"),
        /** Both are right. */
        MAY("may"),
        /** Only while the VCPUs run. */
        IF_VCPUS_RUN("if VCPUs run"),
        /** Not to peers; to memory it may, unless the device cannot tell them apart. */
        NO_PEER("none to peers"),
        /** Only by what is loaded. */
        LOADS("by loading only"),
        /** Not demanded; the best device discards writes and reads as all ones. */
        DISCARDS("should discard"),
        /** No text says. */
        UNDEFINED("undefined");

        private final String label;

        Permission(String label) {
            this.label = label;
        }

        /** What a person reads. */
        public String label() {
            return label;
        }
    }

    /** The behaviour in a v1 state, or empty when no device is ever in it. */
    public static Optional<Continuous> of(DialectV1 dialect, int word) {
        if (!StateV1.isReachable(dialect, word)) {
            return Optional.empty();
        }
        boolean quiet = dialect.offersNdma() && StateV1.has(word, StateV1.NDMA);
        return Optional.of(
                switch (word & StateV1.PHASE) {
                    case StateV1.RUNNING -> quiet ? NDMA_RUNNING : RUNNING;
                    case StateV1.SAVING | StateV1.RUNNING -> quiet ? NDMA_PRE_COPY : PRE_COPY;
                    case StateV1.SAVING -> STOP_COPY;
                    case StateV1.RESUMING -> RESUMING;
                    case StateV1.ERROR -> dialect.offersNdma() ? ERROR_NDMA : ERROR;
                    default -> STOPPED;
                });
    }

    /** The behaviour in a v2 state. */
    public static Continuous of(StateV2 state) {
        return switch (state) {
            case ERROR -> ERROR_V2;
            case STOP -> STOPPED;
            case RUNNING -> RUNNING;
            case STOP_COPY -> STOP_COPY;
            case RESUMING -> RESUMING;
            case RUNNING_P2P -> RUNNING_P2P;
            case PRE_COPY -> PRE_COPY;
            case PRE_COPY_P2P -> PRE_COPY_P2P;
        };
    }
}
