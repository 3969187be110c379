package io.vfioreplay.engine.export;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.FlatEventSink;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.migration.DeviceState;
import io.vfioreplay.hardware.migration.Protocol;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Finds out which variables a dump of these events has: the registers that were accessed, and the devices that have a state. */
final class VcdVariables implements FlatEventSink {

    /** So that memory is bounded, whatever a guest touches. */
    static final int REGISTERS_MAX = 1 << 17;

    private final SortedSet<Register> registers = new TreeSet<>();
    private final TreeMap<Integer, Protocol> protocols = new TreeMap<>();
    private final Map<Register, String> ids = new HashMap<>();
    private long leftOut;

    @Override
    public void accept(Envelope envelope, EventKind kind, long[] values, Payload payload) {
        int width = payload.length();
        if (Register.isAccess(kind) && width > 0 && width <= Register.WIDTH_MAX) {
            Register register = Register.of(envelope.device(), kind, values, width);
            if (registers.size() < REGISTERS_MAX || registers.contains(register)) {
                registers.add(register);
            } else {
                leftOut++;
            }
        } else if (kind == EventKind.DEVICE_STATE_SET || kind == EventKind.DEVICE_STATE_READ) {
            protocols.put(envelope.device(), DeviceState.unpacked(values[0]).protocol());
        }
    }

    /** In the order of devices, regions, offsets. */
    SortedSet<Register> registers() {
        return registers;
    }

    /** The protocol of each device whose state was seen. */
    SortedMap<Integer, Protocol> protocols() {
        return protocols;
    }

    /** How many accesses were to registers beyond the most that are shown. */
    long leftOut() {
        return leftOut;
    }

    /** Gives every variable its identifier. */
    void number() {
        int next = protocols.size();
        for (Register register : registers) {
            ids.put(register, id(next++));
        }
    }

    /** The identifier of a register's variable, or an empty text for one that is not shown. */
    String id(Register register) {
        return ids.getOrDefault(register, "");
    }

    /** The identifier of the state of a device. */
    String stateId(int device) {
        return id(protocols.headMap(device).size());
    }

    /** Identifiers are of printable characters, {@code !} to {@code ~}. */
    private static String id(int number) {
        StringBuilder id = new StringBuilder();
        int rest = number;
        do {
            id.append((char) ('!' + rest % ('~' - '!' + 1)));
            rest /= '~' - '!' + 1;
        } while (rest > 0);
        return id.toString();
    }
}
