package io.vfioreplay.tool.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What QEMU can tell.
 *
 * <p>Source: QEMU {@code docs/devel/tracing.rst}, {@code qemu-options.hx}, {@code hmp-commands.hx},
 * {@code hw/vfio/trace-events}; Linux {@code Documentation/driver-api/vfio.rst}.
 */
final class QemuRecipes {

    private static final String NO_QEMU = "no QEMU was found here, and none was named (--qemu, --qemu-version)";

    private final HostFacts facts;
    private final Optional<QemuVersion> version;
    private final Optional<String> device;
    private final Optional<String> obstacle;

    QemuRecipes(HostFacts facts, Optional<QemuVersion> version, Optional<String> device) {
        this.facts = facts;
        this.version = version;
        this.device = device;
        boolean known = version.isPresent()
                || !facts.qemus().isEmpty()
                || !facts.qemuPrograms().isEmpty();
        this.obstacle = known ? Optional.empty() : Optional.of(NO_QEMU);
    }

    List<Recipe> all() {
        return List.of(log(), running(), mmio(), errors(), qmp(), stream());
    }

    private boolean isAtLeast(int major, int minor) {
        return version.isPresent() && version.get().isAtLeast(major, minor);
    }

    private boolean isBefore(int major, int minor) {
        return version.isPresent() && !version.get().isAtLeast(major, minor);
    }

    private Recipe log() {
        List<String> commands = new ArrayList<>(List.of(
                "QEMU ... -msg timestamp=on -D source.log \\",
                "  -trace 'vfio_*' -trace 'migrat*' -trace 'savevm_*' \\",
                "  -trace 'loadvm_*' -trace runstate_set -trace vm_state_notify"));
        if (isBefore(8, 1)) {
            commands.add("and, before QEMU 8.1, for a device to be migrated at all:");
            commands.add("  -device vfio-pci,...,x-enable-migration=on");
        }
        List<String> shows = new ArrayList<>(List.of(
                "each state that QEMU sets, each chunk of migration data with its size, dirty page tracking, DMA mappings,"
                        + " resets, and how far the migration has come"));
        shows.addAll(lineFormat());
        shows.addAll(stateEvents());
        return new Recipe(
                "qemu-log",
                "the trace log of a QEMU that you start",
                obstacle,
                commands,
                shows,
                List.of(
                        "accesses to BARs that the guest has mapped (see mmio)",
                        "DMA by the hardware; interrupts that KVM delivers without QEMU",
                        "what is in the migration data (see stream)",
                        "why something failed: errors are no trace events (see errors)"));
    }

    private List<String> lineFormat() {
        String old = "lines as THREAD@SECONDS.MICROSECONDS:EVENT TEXT, by the wall clock";
        String recent = "lines as TIME EVENT TEXT, TIME in ISO 8601 UTC; the thread is not told";
        if (version.isEmpty()) {
            return List.of("up to QEMU 10.1: " + old, "from 10.2 on: " + recent);
        }
        return List.of("in QEMU " + version.get().label() + ": " + (isAtLeast(10, 2) ? recent : old));
    }

    private List<String> stateEvents() {
        if (isBefore(8, 0)) {
            return List.of(
                    "migration protocol v1: vfio_migration_set_state after a write that succeeded; a write that was"
                            + " refused has no line");
        }
        if (isBefore(9, 1)) {
            return List.of("migration protocol v2: vfio_migration_set_state after a change that succeeded");
        }
        if (isAtLeast(9, 1)) {
            return List.of("migration protocol v2: vfio_migration_set_state is a request,"
                    + " vfio_migration_set_device_state the state that followed");
        }
        return List.of();
    }

    private Recipe running() {
        List<String> blind = new ArrayList<>(List.of("how the devices were set up: that is over"));
        boolean anyWithoutTimes = facts.qemus().stream().anyMatch(qemu -> !qemu.timestamps());
        if (anyWithoutTimes) {
            blind.add("when something happened, where QEMU was started without -msg timestamp=on");
        }
        blind.add("everything that qemu-log cannot see");
        return new Recipe(
                "qemu-log-running",
                "the trace log of a QEMU that runs already",
                facts.qemus().isEmpty() ? Optional.of("no QEMU runs here") : Optional.empty(),
                List.of(
                        "(qemu) logfile /var/tmp/source.log",
                        "(qemu) trace-event vfio_* on",
                        "(qemu) trace-event migrat* on",
                        "or by QMP, each pattern:",
                        "{\"execute\": \"trace-event-set-state\",",
                        " \"arguments\": {\"name\": \"vfio_*\", \"enable\": true}}",
                        "or through libvirt:",
                        "virsh qemu-monitor-command DOMAIN --hmp 'trace-event vfio_* on'"),
                List.of("the same as qemu-log, from then on"),
                blind);
    }

    private Recipe mmio() {
        List<String> commands = new ArrayList<>();
        String which = device.map(name -> "host=" + name).orElse("host=ADDRESS");
        if (device.filter(VfioDevice::isUuid).isPresent()) {
            commands.add("DEV=/sys/bus/mdev/devices/" + device.get());
            which = "sysfsdev=$DEV";
        }
        commands.add("QEMU ... -msg timestamp=on -D source.log \\");
        commands.add("  -device vfio-pci," + which + ",x-no-mmap=on \\");
        commands.add("  -trace vfio_region_read -trace vfio_region_write");
        return new Recipe(
                "mmio",
                "every access to the device's regions, by QEMU",
                obstacle,
                commands,
                List.of(
                        "direction, region, offset, width and value of each access of the guest; without x-no-mmap=on only"
                                + " those that happen while a BAR is not mapped"),
                List.of(
                        "the MSI-X table: QEMU emulates it",
                        "the usual timing: each access now leaves the guest",
                        "DMA and interrupts"));
    }

    private Recipe errors() {
        return new Recipe(
                "errors",
                "the error texts of QEMU",
                obstacle,
                List.of(
                        "QEMU ... -msg timestamp=on 2> source-stderr.txt",
                        "with libvirt they are in /var/log/libvirt/qemu/DOMAIN.log"),
                List.of("why a migration failed, in the words of QEMU; often the only trace of a refusal"),
                List.of("everything that goes well"));
    }

    private Recipe qmp() {
        List<String> commands = new ArrayList<>(List.of(
                "QEMU ... -trace handle_qmp_command -mon chardev=qmp,mode=control \\",
                "  -chardev socket,id=qmp,path=SOCKET,server=on,wait=off,logfile=qmp.log"));
        List<String> shows = new ArrayList<>(List.of(
                "in qmp.log what QEMU answered and told of its own accord; in the trace log what it was asked"));
        if (!isBefore(9, 1)) {
            commands.add("and, from QEMU 9.1 on: -device vfio-pci,...,migration-events=on");
            shows.add("with migration-events=on each state of the device as a VFIO_MIGRATION event");
        }
        return new Recipe(
                "qmp",
                "the transcript of the monitor",
                obstacle,
                commands,
                shows,
                List.of("what happens between two messages", "a device in ERROR: the event has no word for it"));
    }

    private Recipe stream() {
        List<String> commands =
                new ArrayList<>(List.of("(qemu) migrate \"exec:tee /var/tmp/stream.bin | socat - TCP:HOST:PORT\""));
        if (!isBefore(8, 2)) {
            commands.add("or into a file only, from QEMU 8.2 on:");
            commands.add("(qemu) migrate file:/var/tmp/stream.bin");
        }
        List<String> blind = new ArrayList<>(
                List.of(
                        "what the destination made of it; through exec: there is no way back on which it could say that it refused"));
        if (!isBefore(10, 0)) {
            blind.add("device data that travels by multifd channels (from QEMU 10.0 on)");
        }
        return new Recipe(
                "stream",
                "the migration stream",
                obstacle,
                commands,
                List.of(
                        "every byte that left the source: the data of each device, and the memory of the guest, so the file"
                                + " becomes as large as that"),
                blind);
    }
}
