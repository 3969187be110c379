package io.vfioreplay.engine.stats;

import java.util.Locale;

/** What events can be counted by. */
public enum Dimension {
    /** The kind of the event. */
    KIND,
    /** Device, region, offset and direction of a register access; other events are in no such group. */
    REGISTER,
    /** The migration state in which the event found its device; none for the host and where it is not known. */
    PHASE,
    /** The device, or the host. */
    DEVICE;

    /** The name on the command line and in JSON: {@code kind}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
