package io.vfioreplay.engine.capture.qemu;

import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.migration.Protocol;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The devices that a log names, and which of them belong to one VM: those that one thread has spoken of, and all of a log
 * without threads. One thread.
 *
 * <p>ours: a QEMU of which no thread ever spoke of two devices looks like two VMs; nothing depends on it but the attribution of
 * lines that name no device. Two VMMs that call their devices the same are told apart by the threads that attached them; a thread
 * that is heard of later belongs to the latest of the VMs that run.
 */
final class LoggedDevices {

    /** A log that names more devices is hostile or broken; their lines are taken for those of the last one. */
    private static final int DEVICES_MAX = 1024;

    private static final int THREADS_MAX = 1 << 16;

    private final Output out;
    private final Protocol protocol;
    private final List<LoggedDevice> devices = new ArrayList<>();
    private final Map<Long, LoggedDevice> lastOfThread = new HashMap<>();
    private boolean hasNamesakes;
    private int last;
    private long rememberedThread = LogLine.NO_THREAD;
    private @Nullable LoggedDevice remembered;

    /**
     * No devices yet.
     *
     * @param protocol the migration protocol that devices are taken to speak until a line tells
     */
    LoggedDevices(Output out, Protocol protocol) {
        this.out = out;
        this.protocol = protocol;
    }

    /** The device that is named at {@code index}, opened if it is new. */
    LoggedDevice of(TraceArgs args, int index) {
        LoggedDevice found = find(args, index);
        remember(found);
        return found;
    }

    /** The device that a VMM attaches: another one, where another thread attached one of that name before. */
    void attached(TraceArgs args, int index) {
        LoggedDevice found = find(args, index);
        boolean isOther = found.attachedBy != LogLine.NO_THREAD && found.attachedBy != out.thread();
        if (isOther && out.thread() != LogLine.NO_THREAD) {
            hasNamesakes = true;
            found = open(found.name);
        }
        found.attachedBy = out.thread();
        remember(found);
    }

    /** The device of this name, opened if it is new. */
    LoggedDevice of(String name) {
        for (LoggedDevice device : devices) {
            if (device.name.equals(name)) {
                return device;
            }
        }
        return open(name);
    }

    /** The device of this name, if any line has named it so far. */
    Optional<LoggedDevice> known(String name) {
        return devices.stream().filter(device -> device.name.equals(name)).findFirst();
    }

    /** Those that were named so far. */
    List<LoggedDevice> all() {
        return devices;
    }

    /** Whether lines of more than one VM were seen. */
    boolean areOfSeveralVms() {
        for (LoggedDevice device : devices) {
            if (device.vm != devices.get(0).vm) {
                return true;
            }
        }
        return false;
    }

    /** The device that the current thread spoke of last, if any. */
    Optional<LoggedDevice> lastOfThread() {
        return Optional.ofNullable(lastOfThread.get(out.thread()));
    }

    /** The device speaks this protocol, as a line just showed. */
    void speaks(LoggedDevice device, Protocol spoken) {
        if (device.protocol != spoken) {
            device.protocol = spoken;
            opened(device);
        }
    }

    private LoggedDevice find(TraceArgs args, int index) {
        if (hasNamesakes) {
            return ofThread(args, index).orElseGet(() -> open(args.text(index)));
        }
        if (last < devices.size() && args.textIs(index, devices.get(last).nameBytes)) {
            return devices.get(last);
        }
        for (int i = 0; i < devices.size(); i++) {
            if (args.textIs(index, devices.get(i).nameBytes)) {
                last = i;
                return devices.get(i);
            }
        }
        return open(args.text(index));
    }

    private Optional<LoggedDevice> ofThread(TraceArgs args, int index) {
        LoggedDevice before = lastOfThread.get(out.thread());
        LoggedDevice found = null;
        for (LoggedDevice device : devices) {
            if (!args.textIs(index, device.nameBytes)) {
                continue;
            }
            if (before != null && before.vm == device.vm) {
                return Optional.of(device);
            }
            found = found == null || !device.isWaiting() ? device : found;
        }
        return Optional.ofNullable(found);
    }

    private LoggedDevice open(String name) {
        if (devices.size() == DEVICES_MAX) {
            return devices.get(DEVICES_MAX - 1);
        }
        LoggedDevice device = new LoggedDevice(name, out.deviceIndex(devices.size()), protocol);
        device.vm = out.thread() == LogLine.NO_THREAD && !devices.isEmpty() ? devices.get(0).vm : devices.size();
        last = devices.size();
        devices.add(device);
        out.tally().device(name);
        opened(device);
        return device;
    }

    private void opened(LoggedDevice device) {
        out.sink().deviceOpened(out.stamp(device.index), device.protocol, Payload.ofUtf8(device.name));
    }

    private void remember(LoggedDevice found) {
        boolean isRemembered = found == remembered && out.thread() == rememberedThread;
        if (isRemembered || out.thread() == LogLine.NO_THREAD) {
            return;
        }
        remembered = found;
        rememberedThread = out.thread();
        LoggedDevice before = lastOfThread.get(out.thread());
        if (before == found || (before == null && lastOfThread.size() == THREADS_MAX)) {
            return;
        }
        lastOfThread.put(out.thread(), found);
        if (before != null && before.vm != found.vm) {
            int merged = found.vm;
            devices.stream().filter(other -> other.vm == merged).forEach(other -> other.vm = before.vm);
        }
    }
}
