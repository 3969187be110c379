package io.vfioreplay.engine.postmortem;

import io.vfioreplay.hardware.migration.DeviceState;
import io.vfioreplay.hardware.migration.Protocol;
import io.vfioreplay.hardware.migration.StateV2;

/** What a {@code device_state} of any protocol means for the course of a migration. */
enum StateRole {
    ERROR,
    STOPPED,
    RUNNING,
    RUNNING_P2P,
    PRE_COPY,
    STOP_COPY,
    RESUMING,
    OTHER;

    private static final int V1_MIGRATION_BITS = 0b111;

    static StateRole of(DeviceState state) {
        if (state.protocol() != Protocol.V2) {
            return ofV1(state.number() & V1_MIGRATION_BITS);
        }
        return StateV2.of(state.number())
                .map(v2 -> switch (v2) {
                    case ERROR -> ERROR;
                    case STOP -> STOPPED;
                    case RUNNING -> RUNNING;
                    case STOP_COPY -> STOP_COPY;
                    case RESUMING -> RESUMING;
                    case RUNNING_P2P -> RUNNING_P2P;
                    case PRE_COPY, PRE_COPY_P2P -> PRE_COPY;
                })
                .orElse(OTHER);
    }

    private static StateRole ofV1(int bits) {
        return switch (bits) {
            case 0 -> STOPPED;
            case 1 -> RUNNING;
            case 2 -> STOP_COPY;
            case 3 -> PRE_COPY;
            case 4 -> RESUMING;
            case 6 -> ERROR;
            default -> OTHER;
        };
    }

    boolean isSaving() {
        return this == PRE_COPY || this == STOP_COPY;
    }

    boolean isRunning() {
        return this == RUNNING || this == RUNNING_P2P;
    }
}
