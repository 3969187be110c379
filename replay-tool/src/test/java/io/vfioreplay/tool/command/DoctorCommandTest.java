package io.vfioreplay.tool.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.tool.doctor.QemuProgram;
import io.vfioreplay.tool.json.JsonTree;
import io.vfioreplay.tool.text.Palette;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Hosts of several kinds, and what the doctor says of them. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "a PCI address is no name of a file there")
final class DoctorCommandTest {

    private static final String UUID = "83b8f4f2-509f-382f-3c1e-e6bfe0fa1001";

    @TempDir
    private Path temp;

    private FakeHost container() {
        return new FakeHost(temp)
                .with("/proc/sys/kernel/osrelease", "6.12.95+deb13-amd64\n")
                .withProcess(1, "/bin/sh");
    }

    /** A hypervisor with a QEMU that has a device of a variant driver. */
    private FakeHost hypervisor() {
        return container()
                .with("/sys/module/vfio/refcnt", "2\n")
                .withTracing("blk mmiotrace function_graph wakeup function nop")
                .with("/sys/bus/pci/drivers/mlx5_vfio_pci/0000:31:00.1/vendor", "0x15b3\n")
                .with("/sys/bus/pci/drivers/mlx5_vfio_pci/bind", "")
                .with("/sys/bus/pci/drivers/e1000e/0000:00:1f.6/vendor", "0x8086\n")
                .with("/sys/kernel/debug/vfio/0000:31:00.1/migration/state", "RUNNING\n")
                .withProcess(
                        1516,
                        "/usr/bin/qemu-system-x86_64 -name vm1 -device"
                                + " {\"driver\":\"vfio-pci\",\"host\":\"0000:31:00.1\",\"id\":\"hostdev0\"}"
                                + " -msg timestamp=on");
    }

    private FakeHost mediated() {
        return container()
                .with("/sys/module/vfio/refcnt", "2\n")
                .with("/proc/mounts", "tracefs /sys/kernel/tracing tracefs rw,nosuid 0 0\n")
                .with("/sys/bus/mdev/devices/" + UUID + "/power/control", "auto\n")
                .withLink("/sys/bus/mdev/devices/" + UUID + "/driver", "../../../../bus/mdev/drivers/mtty")
                .with("/usr/bin/qemu-system-x86_64", "")
                .with("/usr/bin/qemu-img", "")
                .withProcess(
                        77,
                        "qemu-system-x86_64 -device vfio-pci,sysfsdev=/sys/bus/mdev/devices/" + UUID
                                + ",x-no-mmap=on --trace vfio_* -D /var/tmp/source.log");
    }

    @Test
    void doctor_findsNothingToRecordInABareContainer() {
        assertGolden("container", 1, container());
    }

    @Test
    void doctor_fillsTheOnlyDeviceOfAHypervisorIn() {
        assertGolden("hypervisor", 0, hypervisor(), "--qemu", "/opt/qemu");
    }

    @Test
    void doctor_knowsTheOlderProtocolAndMediatedDevices() {
        assertGolden("mediated", 0, mediated(), "--qemu-version", "7.2");
    }

    private void assertGolden(String name, int code, FakeHost host, String... options) {
        ToolRun text = run(host, options);
        assertThat(text.code()).isEqualTo(code);
        assertThat(text.err()).isEmpty();
        Golden.assertMatches("doctor-" + name + ".txt", text.out());
        assertThat(text.out().lines()).allMatch(line -> line.length() <= 80);
        String[] asJson = Arrays.copyOf(options, options.length + 1);
        asJson[options.length] = "--json";
        Golden.assertMatches("doctor-" + name + ".json", run(host, asJson).out());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "7.2     | THREAD@SECONDS  | a write that was refused has no line",
                "9.0     | THREAD@SECONDS  | vfio_migration_set_state after a change that succeeded",
                "9.1     | THREAD@SECONDS  | vfio_migration_set_state is a request",
                "10.1.2  | THREAD@SECONDS  | vfio_migration_set_state is a request",
                "10.2    | TIME EVENT TEXT | vfio_migration_set_state is a request",
                "11.1    | TIME EVENT TEXT | vfio_migration_set_state is a request"
            })
    void recipes_followTheVersionOfQemu(String version, String format, String states) {
        String out = flat(run(container(), "--qemu-version", version));

        assertThat(out)
                .contains("shows each state that QEMU sets")
                .contains(format)
                .contains(states);
        assertThat(out.contains("VFIO_MIGRATION")).isEqualTo(!version.startsWith("7") && !version.equals("9.0"));
        assertThat(out.contains("vfio-user: ready")).isEqualTo(version.compareTo("2") < 0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0000:31:00.1                         | vfio-pci,host=0000:31:00.1,",
                "31:00.1                              | vfio-pci,host=0000:31:00.1,",
                "83B8F4F2-509F-382F-3C1E-E6BFE0FA1001 | DEV=/sys/bus/mdev/devices/83b8f4f2-"
            })
    void recipes_areAboutTheDeviceThatIsNamed(String device, String option) {
        ToolRun run = run(container(), "--device", device);

        assertThat(run.out()).contains(option);
        assertThat(flat(run)).contains("which VFIO does not hold here");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--qemu-version ten", "--device eth0", "--device 31:00.9", "--qemu /nowhere"})
    void doctor_saysWhatItExpectedInstead(String options) {
        ToolRun run = run(container(), options.split(" ", -1));

        assertThat(run.code()).isEqualTo(ExitCode.UNUSABLE);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).hasLineCount(1);
    }

    @Test
    void tracing_thatThisUserMayNotUseIsAnObstacle() {
        String out = flat(run(mediated()));

        assertThat(out).contains("this user may not use /sys/kernel/tracing; become root");
    }

    @Test
    void oldKernels_haveNoArcsAndNoTaiClock() {
        FakeHost host = hypervisor()
                .with("/proc/sys/kernel/osrelease", "5.10.0-30-amd64\n")
                .with("/sys/kernel/tracing/trace_clock", "[local] global mono\n");
        String out = run(host).out();

        assertThat(out).doesNotContain("vfio_mig_get_next_state").contains("echo mono > trace_clock");
        assertThat(flat(run(host))).contains("times since boot");
    }

    @Test
    void hostileNames_areShownHarmless() {
        FakeHost host = container().withProcess(9, "qemu-system-x86_64 -D /tmp/\u001b[31mred");

        assertThat(run(host).out()).doesNotContain("\u001b").contains("\\u001b");
    }

    @Test
    void run_looksAtTheHostItRunsOn() {
        assertThat(ToolRun.of("doctor").code()).isBetween(0, 1);
        assertThat(JsonTree.object(ToolRun.of("doctor", "--json").out()))
                .containsKeys("canRecord", "host", "qemuVersion", "device", "recipes");
    }

    @Test
    void program_isAskedForItsVersion() throws IOException {
        Path script =
                Files.writeString(temp.resolve("qemu"), "#!/bin/sh\necho QEMU emulator version 10.0.2 \"($1)\"\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();

        assertThat(QemuProgram.PROCESS.version(script))
                .hasValueSatisfying(text -> assertThat(text).startsWith("QEMU emulator version 10.0.2 (--version)"));
        assertThat(QemuProgram.PROCESS.version(temp.resolve("none"))).isEmpty();
    }

    private static String flat(ToolRun run) {
        return String.join(" ", List.of(run.out().strip().split("\\s+", -1)));
    }

    private static ToolRun run(FakeHost host, String... options) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Palette.PLAIN,
                false);
        QemuProgram program = path -> path.endsWith("qemu")
                ? Optional.of("QEMU emulator version 10.0.2 (Debian 1:10.0.2+ds-2)\nCopyright\n")
                : Optional.empty();
        CommandLine command = new CommandLine(new DoctorCommand(console, host.files(), program));
        command.setExecutionExceptionHandler((failed, line, parsed) -> {
            console.err().println(failed.getMessage());
            return ExitCode.UNUSABLE;
        });
        int code = command.execute(options);
        return new ToolRun(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
