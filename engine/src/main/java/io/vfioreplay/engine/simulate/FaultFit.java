package io.vfioreplay.engine.simulate;

import io.vfioreplay.engine.simulate.Scenario.Device;
import io.vfioreplay.hardware.event.TrackingScope;

/** In which scenarios a fault can happen, and to which of their devices. */
final class FaultFit {

    /** Pieces of this size empty a pre-copy stream in one round. */
    private static final int DRAINING_CHUNK_BYTES = 1 << 14;

    private FaultFit() {}

    /** Whether the fault can happen there. */
    static boolean fits(Fault fault, Scenario scenario) {
        return allows(fault, scenario)
                && scenario.devices().stream().anyMatch(device -> suits(fault, device))
                && scenario.policy().ending() == Scenario.Ending.MOVED;
    }

    /** The index of the device to which it happens: one of those to which it can, by the seed. */
    static int victim(Fault fault, Scenario scenario, Randomness random) {
        int count = scenario.devices().size();
        int first = random.below(count);
        for (int i = 0; i < count; i++) {
            int index = (first + i) % count;
            if (suits(fault, scenario.devices().get(index))) {
                return index;
            }
        }
        throw new IllegalStateException(fault + " fits no device of " + scenario);
    }

    private static boolean allows(Fault fault, Scenario scenario) {
        boolean isSample = scenario.isOf(DeviceKind.SAMPLE);
        return switch (fault) {
            case STREAM_REORDERED, STREAM_DUPLICATED, STREAM_PIECE_LOST, MESSAGE_SHORT -> scenario.isV2();
            case STREAM_TRUNCATED, STREAM_CORRUPTED, STREAM_FOREIGN, STREAM_EXTENDED, RESUMING_LEFT_EARLY -> true;
            case PRE_COPY_REFUSED -> scenario.hasPreCopy();
            case STOP_COPY_REFUSED, SOURCE_FAILED, SOURCE_FAILED_UNASKED -> !isSample;
            case SOURCE_READ_FAILED, SOURCE_DIED -> !isSample;
            case SOURCE_RESET_UNASKED, UNOFFERED_STATE_ACCEPTED -> scenario.isV2() && !isSample;
            case DMA_AFTER_STOP, INTERRUPT_AFTER_STOP, CHANGE_AFTER_STOP -> true;
            case PEER_DMA_IN_GRACE -> scenario.guest().peers() && (scenario.isV2() || scenario.isRfc());
            case DATA_BEHIND_END, ENOMSG_IN_STOP_COPY, NO_DATA_FD, USELESS_DATA_FD -> scenario.isV2();
            case SECOND_DATA_FD, STALE_DATA_FD -> scenario.isV2() && scenario.hasPreCopy();
            case END_IN_PRE_COPY ->
                scenario.isV2() && scenario.hasPreCopy() && scenario.policy().chunkBytes() >= DRAINING_CHUNK_BYTES;
            case INITIAL_BYTES_GREW -> scenario.isV2() && scenario.policy().preCopyRounds() > 1;
            case SESSION_SURVIVES_RESET -> scenario.isV2() && !isSample;
            case RESET_LEAVES_STATE, RESET_REFUSED -> !isSample;
            case NARROW_REGISTER_READ, FAILURE_UNREAD -> !scenario.isV2();
            case SAVE_ALTERED, LOAD_ALTERED -> isSample;
            case WRITE_LOST, READ_WRONG -> true;
            case RESUMING_REFUSED, LOAD_REFUSED, COMMIT_REFUSED, DESTINATION_FAILED, DESTINATION_DIED -> !isSample;
            case DMA_WHILE_LOADED -> !isSample;
            case ABORTED_WITHOUT_RESET -> !isSample && scenario.devices().size() == 1;
            case REFUSED_AND_COMMITTED -> !isSample && (scenario.isV2() || scenario.hasPreCopy());
            case NOT_RUNNING_AT_OPEN -> true;
            case SAVE_LEFT_EARLY -> !isSample;
            case PRE_COPY_DISCARDED -> scenario.isV2() && scenario.hasPreCopy();
            case TOUCHED_WHILE_STOPPED -> !isSample;
            case PEER_TOUCHED_WHILE_STOPPED -> scenario.devices().size() > 1;
            case GRACE_SKIPPED -> hasBarrier(scenario);
            case PAGE_FAULT_OPEN -> scenario.isRfc() && scenario.guest().faultsPages();
            case LAST_REPORT_MISSED -> scenario.policy().tracking().isPresent() && scenario.hasPreCopy();
            case DIRTY_PAGE_UNREPORTED, REPORT_BEFORE_START, UNMAPPED_WITHOUT_BITMAP ->
                tracks(scenario, TrackingScope.CONTAINER);
            case LOGGING_STARTED_TWICE, LOGGING_LEFT_ON -> tracks(scenario, TrackingScope.DEVICE);
            case FAILED_REPORT_IGNORED -> scenario.policy().tracking().isPresent() && scenario.hasPreCopy();
            case WRONG_STATE_ORDER -> scenario.isV2() && !isSample;
            case FEATURES_UNREAD -> scenario.isV2() && scenario.devices().get(0).hasP2p();
            case BOTH_RAN, DESTINATION_GIVEN_UP, SOURCE_VMM_DIED, EVENTS_LOST, RECORDING_CUT -> !isSample;
        };
    }

    /** Whether at least two devices are known to wait for each other. */
    private static boolean hasBarrier(Scenario scenario) {
        long members = scenario.devices().stream()
                .filter(device -> scenario.isV2() || device.kind() == DeviceKind.NDMA)
                .count();
        return members > 1 && (scenario.isV2() || scenario.isRfc());
    }

    private static boolean tracks(Scenario scenario, TrackingScope scope) {
        return scenario.policy().tracking().filter(scope::equals).isPresent();
    }

    private static boolean suits(Fault fault, Device device) {
        return switch (fault) {
            case DMA_AFTER_STOP, DMA_WHILE_LOADED, LAST_REPORT_MISSED, DIRTY_PAGE_UNREPORTED, UNMAPPED_WITHOUT_BITMAP ->
                device.kind().hasDma();
            case PRE_COPY_REFUSED,
                    END_IN_PRE_COPY,
                    SECOND_DATA_FD,
                    STALE_DATA_FD,
                    INITIAL_BYTES_GREW,
                    WRONG_STATE_ORDER -> device.hasPreCopy() || device.kind() == DeviceKind.QUEUE;
            case PRE_COPY_DISCARDED -> device.hasPreCopy();
            case PEER_DMA_IN_GRACE, GRACE_SKIPPED -> device.kind() == DeviceKind.NDMA && device.hasP2p();
            case PAGE_FAULT_OPEN -> device.hasP2p();
            case UNOFFERED_STATE_ACCEPTED -> !device.hasP2p() && !device.hasPreCopy();
            case REFUSED_AND_COMMITTED -> device.kind() != DeviceKind.QUEUE;
            default -> true;
        };
    }
}
