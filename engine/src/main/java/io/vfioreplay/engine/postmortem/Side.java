package io.vfioreplay.engine.postmortem;

import java.util.Locale;

/** One of the two hosts of a migration. */
public enum Side {
    /** Where the device was saved. */
    SOURCE,
    /** Where the device was loaded. */
    DESTINATION;

    /** The name in reports and in JSON. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The host at the other end. */
    Side other() {
        return this == SOURCE ? DESTINATION : SOURCE;
    }
}
