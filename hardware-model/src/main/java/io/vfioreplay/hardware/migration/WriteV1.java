package io.vfioreplay.hardware.migration;

import java.util.List;

/**
 * What a write of {@code device_state} asks of a v1 device.
 *
 * <p>A write has three outcomes: the new state, the old state with an error, or ERROR with an error. The first two follow
 * from the values alone and are these; the third arises while actions are carried out, see
 * {@link TransitionsV1#afterFailure}.
 */
public sealed interface WriteV1 {
    /**
     * The value is legal and differs from the current one.
     *
     * @param next the whole word that is then read
     * @param actions in the order in which they have to be carried out; may be empty
     */
    record Moved(int next, List<GroupActionV1> actions) implements WriteV1 {
        /** Copies the list. */
        public Moved {
            actions = List.copyOf(actions);
        }
    }

    /** The device is already there; nothing is done. */
    record Same() implements WriteV1 {}

    /**
     * The state is unchanged and the write fails.
     *
     * @param reason why
     */
    record Refused(RefusalV1 reason) implements WriteV1 {}
}
