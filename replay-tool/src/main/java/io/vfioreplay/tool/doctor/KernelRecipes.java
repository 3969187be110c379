package io.vfioreplay.tool.doctor;

import io.vfioreplay.tool.doctor.HostFacts.Tracing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the kernel can tell.
 *
 * <p>Source: Linux {@code Documentation/trace/ftrace.rst}, {@code kprobetrace.rst} and {@code mmiotrace.rst},
 * {@code drivers/vfio/vfio_main.c}.
 */
final class KernelRecipes {

    private static final Pattern RELEASE = Pattern.compile("(\\d{1,4})\\.(\\d{1,4}).*", Pattern.DOTALL);
    private static final int V2_MAJOR = 5;
    private static final int V2_MINOR = 18;

    private final HostFacts facts;
    private final Tracing tracing;
    private final String directory;

    KernelRecipes(HostFacts facts) {
        this.facts = facts;
        this.tracing = facts.tracing();
        this.directory = tracing.directory().orElse("/sys/kernel/tracing");
    }

    List<Recipe> all() {
        return List.of(probes(), mmiotrace());
    }

    private Optional<String> tracingObstacle() {
        if (facts.kernel().isEmpty()) {
            return Optional.of("this is not Linux");
        }
        if (tracing.directory().isEmpty()) {
            return Optional.of("tracefs is not mounted here; as root: mount -t tracefs nodev /sys/kernel/tracing");
        }
        return tracing.usable()
                ? Optional.empty()
                : Optional.of("this user may not use " + directory + "; become root");
    }

    private Recipe probes() {
        Optional<String> obstacle = tracingObstacle();
        if (obstacle.isEmpty() && !tracing.kprobes()) {
            obstacle = Optional.of("the kernel was built without kprobe events (CONFIG_KPROBE_EVENTS)");
        }
        if (obstacle.isEmpty() && !facts.vfioLoaded()) {
            obstacle = Optional.of("the kernel's VFIO is not loaded; as root: modprobe vfio");
        }
        boolean tai = tracing.clocks().isEmpty() || tracing.clocks().contains("tai");
        boolean arcs = !isBeforeV2();
        List<String> shows = new ArrayList<>(List.of(
                "each ioctl that reaches a VFIO device with its result, and each read and write; with the thread; bits 40 and up of"
                        + " a position are the region of a PCI device"));
        if (arcs) {
            shows.add(
                    "each step on the way to a device_state: the state it leaves, and the one that was asked for (migration protocol v2)");
        }
        shows.add(
                tai
                        ? "times of the wall clock (plus the TAI offset where the kernel was told one), to line up with QEMU's log"
                        : "times since boot: this kernel has no tai clock");
        return new Recipe(
                "ftrace",
                "kernel probes on VFIO",
                obstacle,
                probeCommands(tai ? "tai" : "mono", arcs),
                shows,
                List.of(
                        "accesses to mapped BARs, DMA by the hardware, interrupts",
                        "migration data that is read from or written to a data_fd: that is a file of the driver's own",
                        "the bytes that are read and written",
                        "what was lost when the buffer ran over (the file says how much)",
                        "anything after the driver's module was removed: read the file before"));
    }

    private List<String> probeCommands(String clock, boolean arcs) {
        List<String> commands = new ArrayList<>(
                List.of("cd " + directory, "echo " + clock + " > trace_clock; echo 65536 > buffer_size_kb"));
        if (arcs) {
            commands.add("echo 'p:arc vfio_mig_get_next_state from=$arg2:u32 to=$arg3:u32' \\");
            commands.add("  >> kprobe_events");
        }
        commands.addAll(List.of(
                "echo 'p:ioctl vfio_device_fops_unl_ioctl cmd=$arg2:x32' >> kprobe_events",
                "echo 'r:ioctl_ret vfio_device_fops_unl_ioctl ret=$retval:s64' \\",
                "  >> kprobe_events",
                "for f in read write; do",
                "  echo \"p:$f vfio_device_fops_$f count=\\$arg3:u64 pos=+0(\\$arg4):x64\" \\",
                "    >> kprobe_events",
                "done",
                "echo 1 > events/kprobes/enable; cat trace_pipe > /var/tmp/ftrace.txt",
                "echo 0 > events/kprobes/enable; echo > kprobe_events   # at the end"));
        return commands;
    }

    private boolean isBeforeV2() {
        Matcher release = RELEASE.matcher(facts.kernel().orElse(""));
        if (!release.matches()) {
            return false;
        }
        int major = Integer.parseInt(release.group(1));
        int minor = Integer.parseInt(release.group(2));
        return major < V2_MAJOR || (major == V2_MAJOR && minor < V2_MINOR);
    }

    private Recipe mmiotrace() {
        Optional<String> obstacle = tracingObstacle();
        if (obstacle.isEmpty() && !tracing.tracers().contains("mmiotrace")) {
            obstacle =
                    Optional.of("this kernel was built without it (CONFIG_MMIOTRACE, x86 only); a guest's may have it");
        }
        return new Recipe(
                "mmiotrace",
                "register accesses of this kernel's own drivers; run it inside the guest",
                obstacle,
                List.of(
                        "cd " + directory,
                        "echo 65536 > buffer_size_kb; echo mmiotrace > current_tracer",
                        "cat trace_pipe > /var/tmp/mmiotrace.txt &",
                        "modprobe DRIVER   # it must map its registers after that",
                        "echo nop > current_tracer"),
                List.of(
                        "direction, physical address, width and value of each access by a driver, and the BARs of every PCI"
                                + " device, so that \"vfio-replay diff --accesses\" can compare it with what QEMU saw"),
                List.of(
                        "accesses by user space, so on a host none of a guest's",
                        "registers that were mapped before it began; config space; I/O ports",
                        "DMA and interrupts",
                        "the usual timing: all CPUs but one are switched off, and each access faults"));
    }
}
