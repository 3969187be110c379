package io.vfioreplay.engine.simulate;

import io.vfioreplay.hardware.rule.Visibility;
import java.util.Set;

/**
 * What a recording has to see to show a fault.
 *
 * @param classes of events
 * @param needsBytes whether the bytes of the stream have to be seen, rather than their number
 */
record Seen(Set<Visibility> classes, boolean needsBytes) {

    static Seen seen(Visibility... classes) {
        return new Seen(Set.of(classes), false);
    }

    static Seen bytes() {
        return new Seen(Set.of(Visibility.MIGRATION_DATA), true);
    }

    boolean isFrom(Vantage vantage) {
        return vantage.visible().containsAll(classes) && !(needsBytes && vantage == Vantage.QEMU_LOG);
    }
}
