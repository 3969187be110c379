package io.vfioreplay.engine.simulate;

import java.util.Locale;

/** Who commits a fault. */
public enum Party {
    /** The device that is saved. */
    SOURCE_DEVICE,
    /** The device that is loaded. */
    DESTINATION_DEVICE,
    /** Whatever carries the stream. */
    TRANSPORT,
    /** The VMM of either side, or the guest that it did not stop. */
    VMM,
    /** Whoever recorded. */
    RECORDER;

    /** The name in lists, for example {@code source-device}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
