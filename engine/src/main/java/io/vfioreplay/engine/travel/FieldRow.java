package io.vfioreplay.engine.travel;

import io.vfioreplay.hardware.device.Facet;
import io.vfioreplay.hardware.event.EventKind;
import java.util.Set;

/**
 * A line of {@link FieldTable}: which events can change leaves of these paths.
 *
 * @param paths the leaves
 * @param owner whose events they are
 * @param facet what to look at
 * @param changes the kinds of events that can change such a leaf
 * @param folds the kinds of events that its value is a fold of: those that change it, and those that decide what a change is
 * @param appears whether the leaf is there from the first event of its device on, of whatever kind
 */
record FieldRow(Glob paths, Owner owner, Facet facet, Set<EventKind> changes, Set<EventKind> folds, boolean appears) {

    /** Keeps copies of the sets. */
    FieldRow {
        changes = Set.copyOf(changes);
        folds = Set.copyOf(folds);
    }

    /** Whose events change a leaf. */
    enum Owner {
        /** Those of the device that the path begins with. */
        DEVICE,
        /** Those of any device and of the host. */
        ANYONE,
        /** Those of no device that is kept: of the host, or of a device beyond the last that is. */
        NO_DEVICE
    }
}
