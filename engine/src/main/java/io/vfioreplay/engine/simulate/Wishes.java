package io.vfioreplay.engine.simulate;

import io.vfioreplay.hardware.migration.Protocol;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a scenario must be like; the seed decides about the rest.
 *
 * @param protocol of its devices, or any
 * @param devices how many, or any number
 * @param vantage from where it is recorded, or any
 * @param fault what goes wrong; nothing when empty
 */
public record Wishes(
        Optional<Protocol> protocol, OptionalInt devices, Optional<Vantage> vantage, Optional<Fault> fault) {

    /** The most devices that are moved together. */
    public static final int DEVICES_MAX = 8;

    /** No wishes, and nothing goes wrong. */
    public static final Wishes NONE =
            new Wishes(Optional.empty(), OptionalInt.empty(), Optional.empty(), Optional.empty());

    /** Throws {@link IllegalArgumentException} for a number of devices that cannot be. */
    public Wishes {
        if (devices.isPresent() && (devices.getAsInt() < 1 || devices.getAsInt() > DEVICES_MAX)) {
            throw new IllegalArgumentException(
                    "%d devices; expected 1 to %d".formatted(devices.getAsInt(), DEVICES_MAX));
        }
    }

    /** The same with this fault. */
    public Wishes with(Fault newFault) {
        return new Wishes(protocol, devices, vantage, Optional.of(newFault));
    }
}
