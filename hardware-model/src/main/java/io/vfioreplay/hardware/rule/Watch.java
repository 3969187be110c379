package io.vfioreplay.hardware.rule;

import io.vfioreplay.hardware.event.Envelope;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** The devices of a recording, each with its {@link Watched} memory, and where findings about them go. */
final class Watch {

    /** More devices than any host has; a recording that names more is hostile or broken. */
    static final int DEVICES_MAX = 1024;

    final Reports reports;
    /** The container that all devices share. */
    final Container shared = new Container();
    /** The VM around the devices. */
    final World world = new World();

    private final boolean seesDataFd;
    private final Map<Integer, Watched> devices = new LinkedHashMap<>();
    private int lastIndex = Integer.MIN_VALUE;
    private Watched last = new Watched();
    /** Shared by all devices beyond the limit; nothing is reported about them. */
    private final Watched unwatched = new Watched();

    Watch(Set<Visibility> visible, Reports reports) {
        this.seesDataFd = visible.contains(Visibility.DATA_FD);
        this.reports = reports;
    }

    /** Whether -1 means that there was no data_fd; otherwise, as on vfio-user, it means nothing. */
    boolean seesDataFd() {
        return seesDataFd;
    }

    /** The memory of the event's device; a meaningless one for devices beyond the limit. */
    Watched of(Envelope event) {
        if (event.device() == lastIndex) {
            return last;
        }
        Watched found = devices.get(event.device());
        if (found == null) {
            found = devices.size() < DEVICES_MAX ? admit(event) : refuse(event);
        }
        lastIndex = event.device();
        last = found;
        return found;
    }

    /** The container that an event about containers is about. */
    Container containerOf(Envelope event) {
        return event.device() == Envelope.HOST ? shared : of(event).container;
    }

    private Watched admit(Envelope event) {
        Watched fresh = new Watched();
        devices.put(event.device(), fresh);
        return fresh;
    }

    private Watched refuse(Envelope event) {
        String message = "device%d is not watched: %d others are".formatted(event.device(), DEVICES_MAX);
        reports.add(RecordingRules.C_16, event.position(), Envelope.HOST, () -> message);
        return unwatched;
    }

    Collection<Watched> all() {
        return devices.values();
    }

    /** The devices by their index, in the order in which they appeared. */
    Set<Map.Entry<Integer, Watched>> devices() {
        return devices.entrySet();
    }

    /** The states in which the device of this index may be, for people. */
    String where(int index) {
        Watched device = devices.get(index);
        return device == null ? "" : device.where();
    }

    void report(Rule rule, Envelope event, Supplier<String> message) {
        of(event);
        report(rule, event.position(), event.device(), message);
    }

    /** Reports a breach by one device at an event that may be about the whole host. */
    void reportOn(Rule rule, int device, Envelope event, Supplier<String> message) {
        report(rule, event.position(), device, message);
    }

    /** Reports a breach at an event that may be over. */
    void report(Rule rule, long position, int device, Supplier<String> message) {
        if (devices.containsKey(device)) {
            reports.add(rule, position, device, message);
        }
    }
}
