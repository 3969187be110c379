package io.vfioreplay.engine.capture.qmp;

import io.vfioreplay.engine.capture.Capture.Numbering;
import io.vfioreplay.engine.capture.RecordTally;
import io.vfioreplay.engine.capture.qmp.QmpMessage.Notice;
import io.vfioreplay.engine.json.JsonValue;
import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.Stamp;
import io.vfioreplay.hardware.migration.Protocol;
import io.vfioreplay.hardware.migration.StateV2;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The events of QMP that are about a migration or its devices.
 *
 * <p>Source: QEMU, qapi/migration.json ({@code MIGRATION}), qapi/vfio.json ({@code VFIO_MIGRATION}, of 9.1 and later, with
 * the device's option {@code migration-events=on}), qapi/run-state.json ({@code STOP}, {@code RESUME}, {@code SHUTDOWN}).
 */
final class Notices {

    private static final int DEVICES_MAX = 1024;
    private static final String VFIO = "VFIO_MIGRATION";
    private static final Set<String> KNOWN = Set.of("MIGRATION", "MIGRATION_PASS", VFIO, "STOP", "RESUME", "SHUTDOWN");
    /** Not a state of a device: QEMU 11.0 tells with it that a change to pre-copy-p2p is coming. */
    private static final String ANNOUNCEMENT = "pre-copy-p2p-prepare";

    private final Numbering numbering;
    private final RecordTally tally;
    private final EventSink sink;
    private final Map<String, Integer> devices = new HashMap<>();

    Notices(Numbering numbering, RecordTally tally, EventSink sink) {
        this.numbering = numbering;
        this.tally = tally;
        this.sink = sink;
    }

    /** Whether an event is about a migration or its devices. */
    static boolean isKnown(String event) {
        return KNOWN.contains(event);
    }

    /** Makes events of one of QMP; the answer is what is wrong with it, in words. */
    Optional<String> notice(Vmm vmm, Notice notice, Stamp stamp) {
        switch (notice.name()) {
            case "MIGRATION" -> {
                return status(vmm, notice.data(), stamp);
            }
            case VFIO -> {
                return device(vmm, notice.data(), stamp);
            }
            case "STOP" -> sink.vcpusStopped(stamp, Payload.ofUtf8(vmm.says("STOP")));
            case "RESUME" -> sink.vcpusStarted(stamp, Payload.ofUtf8(vmm.says("RESUME")));
            case "SHUTDOWN" -> {
                String why = notice.data().at("reason").text().map(" "::concat).orElse("");
                sink.markerPlaced(stamp, Payload.ofUtf8(vmm.says("SHUTDOWN" + why)));
            }
            default -> {}
        }
        return Optional.empty();
    }

    private Optional<String> status(Vmm vmm, JsonValue data, Stamp stamp) {
        Optional<String> status = data.at("status").text();
        if (status.isEmpty()) {
            return Optional.of("found an event MIGRATION without status, expected a word");
        }
        if (vmm.statusChanges(status.get())) {
            sink.migrationStatusReported(stamp, vmm.side(), Payload.ofUtf8(status.get()));
        }
        return Optional.empty();
    }

    private Optional<String> device(Vmm vmm, JsonValue data, Stamp stamp) {
        String word = data.at("device-state").text().orElse("");
        if (word.equals(ANNOUNCEMENT)) {
            return Optional.empty();
        }
        Optional<StateV2> state = state(word);
        if (state.isEmpty()) {
            return Optional.of("found device-state \"" + word + "\", expected a state of v2");
        }
        Optional<String> id = data.at("device-id").text().filter(text -> !text.isEmpty());
        String name = vmm.of(id.or(() -> data.at("qom-path").text()).orElse("(unnamed)"));
        if (!devices.containsKey(name) && devices.size() == DEVICES_MAX) {
            return Optional.of("found one more device, expected at most " + DEVICES_MAX);
        }
        int device = devices.computeIfAbsent(name, unused -> opened(name, stamp));
        sink.deviceStateSet(on(device, stamp), state.get().asDeviceState(), EventSink.NO_DATA_FD);
        return Optional.empty();
    }

    /** The state that a word of QMP names. ERROR has none: QEMU never says that a device is in it. */
    private static Optional<StateV2> state(String word) {
        for (StateV2 state : StateV2.values()) {
            if (state != StateV2.ERROR
                    && word.equals(state.name().toLowerCase(Locale.ROOT).replace('_', '-'))) {
                return Optional.of(state);
            }
        }
        return Optional.empty();
    }

    private int opened(String name, Stamp stamp) {
        int device = numbering.firstDevice() + devices.size();
        tally.device(name);
        sink.deviceOpened(on(device, stamp), Protocol.V2, Payload.ofUtf8(name));
        return device;
    }

    private static Stamp on(int device, Stamp stamp) {
        return new Stamp(
                stamp.position(),
                stamp.timeNanos(),
                stamp.durationNanos(),
                device,
                stamp.witness(),
                stamp.record(),
                stamp.result());
    }
}
