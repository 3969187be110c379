package io.vfioreplay.engine.stats;

import io.vfioreplay.hardware.device.Phases;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Small numbers for the phases of devices, so that a phase can be part of a key. At most {@value #NAMES_MAX}. One thread. */
final class PhaseNames {

    /** How many phases are told apart; the others are counted as not known. */
    static final int NAMES_MAX = 1 << 10;

    private static final int UNKNOWN = 0;

    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> names = new ArrayList<>(List.of(""));
    private int[] ofDevices = new int[4];

    /** The number of the phase of a device, as it was when it was last told of. */
    int number(int device) {
        return device >= 0 && device < ofDevices.length ? ofDevices[device] : UNKNOWN;
    }

    /** The name of the phase with this number, empty where it is not known. */
    Optional<String> name(int number) {
        return number == UNKNOWN ? Optional.empty() : Optional.of(names.get(number));
    }

    /** Forgets the phases of the devices, and keeps the numbers. */
    void forgetDevices() {
        Arrays.fill(ofDevices, UNKNOWN);
    }

    /** Takes note of the phase of a device that may have changed. */
    void changed(int device, Phases phases) {
        if (!phases.isKnown(device)) {
            return;
        }
        if (device >= ofDevices.length) {
            ofDevices = Arrays.copyOf(ofDevices, Math.max(device + 1, 2 * ofDevices.length));
        }
        ofDevices[device] = numberOf(phases.label(device));
    }

    private int numberOf(String name) {
        Integer known = numbers.get(name);
        if (known != null) {
            return known;
        }
        if (names.size() == NAMES_MAX) {
            return UNKNOWN;
        }
        names.add(name);
        numbers.put(name, names.size() - 1);
        return names.size() - 1;
    }
}
