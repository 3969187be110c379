package io.vfioreplay.tool.doctor;

import io.vfioreplay.tool.doctor.HostFacts.Tracing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Looks at the files in which Linux tells about itself.
 *
 * <p>Source: Linux {@code Documentation/trace/ftrace.rst}, {@code Documentation/ABI/testing/debugfs-vfio},
 * {@code Documentation/driver-api/vfio-mediated-device.rst}; proc(5).
 */
final class HostInspection {

    private static final List<String> TRACEFS = List.of("/sys/kernel/tracing", "/sys/kernel/debug/tracing");
    private static final String PCI_DRIVERS = "/sys/bus/pci/drivers";
    private static final String MDEV_DEVICES = "/sys/bus/mdev/devices";
    private static final List<String> PROGRAM_DIRECTORIES = List.of("/usr/bin", "/usr/local/bin", "/usr/libexec");
    private static final Pattern PROGRAM = Pattern.compile("qemu-system-[a-z0-9_]+|qemu-kvm");
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final Pattern PROCESS = Pattern.compile("\\d{1,10}");
    private static final int ITEMS_MAX = 4096;

    private final HostFiles files;

    HostInspection(HostFiles files) {
        this.files = files;
    }

    HostFacts facts() {
        return new HostFacts(
                files.text("/proc/sys/kernel/osrelease"),
                files.exists("/sys/module/vfio") || files.exists("/dev/vfio/vfio"),
                tracing(),
                devices(),
                qemus(),
                programs());
    }

    private Tracing tracing() {
        for (String directory : TRACEFS) {
            Optional<String> tracers = files.text(directory + "/available_tracers");
            if (tracers.isPresent()) {
                return new Tracing(
                        Optional.of(directory),
                        files.isWritable(directory + "/tracing_on"),
                        files.exists(directory + "/kprobe_events"),
                        words(tracers.get()),
                        words(files.text(directory + "/trace_clock")
                                .orElse("")
                                .replace("[", "")
                                .replace("]", "")));
            }
        }
        // A directory that shows nothing is where it would be mounted, unless it keeps its content to itself.
        Optional<String> closed = TRACEFS.stream()
                .filter(directory -> files.exists(directory + "/tracing_on") || isMounted(directory))
                .findFirst();
        return new Tracing(closed, false, false, List.of(), List.of());
    }

    private boolean isMounted(String directory) {
        return files.text("/proc/mounts").stream()
                .flatMap(String::lines)
                .anyMatch(mount -> mount.contains(" " + directory + " tracefs "));
    }

    private static List<String> words(String text) {
        return Stream.of(BLANKS.split(text)).filter(word -> !word.isEmpty()).toList();
    }

    private List<VfioDevice> devices() {
        List<VfioDevice> devices = new ArrayList<>();
        for (String driver : files.names(PCI_DRIVERS)) {
            if (driver.contains("vfio")) {
                files.names(PCI_DRIVERS + "/" + driver).stream()
                        .filter(VfioDevice::isPciAddress)
                        .limit(ITEMS_MAX)
                        .forEach(name -> devices.add(new VfioDevice(name, false, Optional.of(driver), state(name))));
            }
        }
        files.names(MDEV_DEVICES).stream()
                .filter(VfioDevice::isUuid)
                .limit(ITEMS_MAX)
                .forEach(name -> devices.add(new VfioDevice(
                        name, true, files.linkName(MDEV_DEVICES + "/" + name + "/driver"), state(name))));
        return devices;
    }

    private Optional<String> state(String device) {
        return files.text("/sys/kernel/debug/vfio/" + device + "/migration/state");
    }

    private List<QemuProcess> qemus() {
        return files.names("/proc").stream()
                .filter(name -> PROCESS.matcher(name).matches())
                .map(Long::valueOf)
                .sorted(Comparator.naturalOrder())
                .flatMap(pid -> qemu(pid).stream())
                .limit(ITEMS_MAX)
                .toList();
    }

    private Optional<QemuProcess> qemu(long pid) {
        return files.text("/proc/" + pid + "/cmdline")
                .flatMap(words -> QemuProcess.of(pid, List.of(words.split("\0", -1))));
    }

    private List<String> programs() {
        return PROGRAM_DIRECTORIES.stream()
                .flatMap(directory -> files.names(directory).stream()
                        .filter(name -> PROGRAM.matcher(name).matches())
                        .map(name -> directory + "/" + name))
                .toList();
    }
}
