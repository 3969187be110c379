package io.vfioreplay.engine.postmortem;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.FlatEventSink;
import io.vfioreplay.hardware.event.Payload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Gathers which witnesses saw which devices. One thread. */
final class DeviceSightings implements FlatEventSink {

    private static final int DEVICES_MAX = 1024;

    private final List<Witness> witnesses;
    private final Map<Integer, Sighting> devices = new TreeMap<>();
    private boolean anythingLost;

    DeviceSightings(List<Witness> witnesses) {
        this.witnesses = witnesses;
    }

    /** Two sightings of one device. */
    record Pair(Sighting a, Sighting b) {}

    @Override
    public void accept(Envelope envelope, EventKind kind, long[] values, Payload payload) {
        if (MigrationObserver.isHole(kind, values)) {
            boolean anyWitness = MigrationObserver.isOfEveryWitness(kind, values);
            anythingLost |= anyWitness;
            devices.values().stream()
                    .filter(each -> anyWitness || each.witness() == envelope.witness())
                    .forEach(Sighting::hole);
        }
        if (envelope.device() == Envelope.HOST) {
            return;
        }
        Sighting device = devices.get(envelope.device());
        if (device == null && devices.size() < DEVICES_MAX) {
            device = new Sighting(
                    envelope.device(),
                    envelope.witness(),
                    Witness.of(witnesses, envelope).view());
            if (anythingLost) {
                device.hole(); // What came first of it may be what was lost.
            }
            devices.put(envelope.device(), device);
        }
        if (device != null) {
            seen(device, envelope, kind, values, payload);
        }
    }

    private static void seen(Sighting device, Envelope envelope, EventKind kind, long[] values, Payload payload) {
        if (kind == EventKind.DEVICE_OPENED) {
            device.named(payload.utf8());
        } else if (kind == EventKind.DEVICE_STATE_SET && envelope.succeeded()) {
            device.state(values[0], envelope.position());
        } else if (kind == EventKind.MMIO_READ || kind == EventKind.MMIO_WRITTEN) {
            device.access();
        }
    }

    /**
     * The pairs of whole sightings that are of one device: those of different witnesses and views of which one has the name of the
     * other in its own, or which are the only ones of their witnesses.
     */
    List<Pair> pairs() {
        List<Sighting> all = devices.values().stream()
                .filter(Sighting::isOfUse)
                .filter(Sighting::isWhole)
                .filter(each -> each.view() != View.MONITOR)
                .toList();
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            for (int j = i + 1; j < all.size(); j++) {
                if (areOne(all.get(i), all.get(j), all)) {
                    boolean inOrder = all.get(i).view().compareTo(all.get(j).view()) <= 0;
                    pairs.add(inOrder ? new Pair(all.get(i), all.get(j)) : new Pair(all.get(j), all.get(i)));
                }
            }
        }
        return pairs;
    }

    private static boolean areOne(Sighting a, Sighting b, List<Sighting> all) {
        if (a.witness() == b.witness()) {
            return false;
        }
        boolean named =
                !a.name().isEmpty() && (b.name().contains(a.name()) || a.name().contains(b.name()));
        boolean alone = isAlone(a, all) && isAlone(b, all);
        return named || alone;
    }

    private static boolean isAlone(Sighting device, List<Sighting> all) {
        return all.stream().filter(each -> each.witness() == device.witness()).count() == 1;
    }
}
