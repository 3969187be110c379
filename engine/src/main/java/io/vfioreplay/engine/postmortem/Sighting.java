package io.vfioreplay.engine.postmortem;

import io.vfioreplay.hardware.migration.DeviceState;
import java.util.ArrayList;
import java.util.List;

/** One device as one witness saw it: its name and the states that it went to. Of bounded size. One thread. */
final class Sighting {

    private static final int STATES_MAX = 1 << 16;

    private final int device;
    private final int witness;
    private final View view;
    private final List<Seen> states = new ArrayList<>();
    private String name = "";
    private long accesses;
    private boolean hasHole;

    Sighting(int device, int witness, View view) {
        this.device = device;
        this.witness = witness;
        this.view = view;
    }

    /**
     * A state that the device went to.
     *
     * @param packed the state
     * @param position of the event
     */
    record Seen(long packed, long position) {}

    int device() {
        return device;
    }

    int witness() {
        return witness;
    }

    View view() {
        return view;
    }

    String name() {
        return name;
    }

    void named(String newName) {
        name = newName;
    }

    List<Seen> states() {
        return states;
    }

    void state(long packed, long position) {
        if (states.size() < STATES_MAX) {
            states.add(new Seen(packed, position));
        }
    }

    void access() {
        accesses++;
    }

    /** Events are missing in this witness. */
    void hole() {
        hasHole = true;
    }

    boolean isWhole() {
        return !hasHole;
    }

    boolean isOfUse() {
        return accesses > 0 || !states.isEmpty();
    }

    /** The state at this place, or {@code nothing}. */
    String label(int index) {
        return index < states.size()
                ? DeviceState.unpacked(states.get(index).packed()).toString()
                : "nothing";
    }
}
