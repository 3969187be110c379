package io.vfioreplay.engine.travel;

import io.vfioreplay.engine.postmortem.Side;
import io.vfioreplay.hardware.event.EventKind;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Where one is.
 *
 * @param side which recording; of a session with one journal {@link Side#SOURCE}
 * @param position of the event that happened last, -1 before the first
 * @param lastPosition of the journal's last event, -1 when it has none
 * @param timeNanos of this event, ns since 1970; empty where it has no time
 * @param sinceStartNanos from the first event that has a time; empty where this event has none
 * @param record packet or line of this event in its capture, 0 for none
 * @param devices the devices that were seen until here, by index
 * @param vcpus {@code running} or {@code stopped}; empty while nobody said
 * @param next what happens next; empty at the end
 */
public record Where(
        Side side,
        long position,
        long lastPosition,
        OptionalLong timeNanos,
        OptionalLong sinceStartNanos,
        long record,
        List<Device> devices,
        Optional<String> vcpus,
        Optional<EventKind> next) {

    /** Keeps a copy of the list. */
    public Where {
        devices = List.copyOf(devices);
    }

    /**
     * A device.
     *
     * @param index in the journal
     * @param name what the capture calls it, empty while it was not opened
     * @param state what it can be in, as the state tree has it
     */
    public record Device(int index, String name, String state) {}
}
