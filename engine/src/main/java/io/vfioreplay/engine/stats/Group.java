package io.vfioreplay.engine.stats;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventKind;
import java.util.Optional;

/**
 * Events that have something in common, and what was counted of them.
 *
 * @param kind their kind, empty unless counted by it
 * @param register the register that they access, empty unless counted by it
 * @param phase the state in which they found their device, empty unless counted by it, and where it is not known
 * @param device index of their device, or {@link Envelope#HOST}; that, too, unless counted by device or register
 * @param tally what was counted
 */
public record Group(
        Optional<EventKind> kind, Optional<Place> register, Optional<String> phase, int device, Tally tally) {

    /**
     * A register and how it is accessed.
     *
     * @param region region index as {@link io.vfioreplay.hardware.device.Registers} has it
     * @param offset bytes from the region's start
     * @param isWrite whether it is written
     */
    public record Place(int region, long offset, boolean isWrite) {}
}
