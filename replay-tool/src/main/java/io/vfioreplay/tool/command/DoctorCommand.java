package io.vfioreplay.tool.command;

import io.vfioreplay.engine.capture.ftrace.Mapping;
import io.vfioreplay.tool.doctor.Diagnosis;
import io.vfioreplay.tool.doctor.HostFacts;
import io.vfioreplay.tool.doctor.HostFiles;
import io.vfioreplay.tool.doctor.QemuProgram;
import io.vfioreplay.tool.doctor.QemuVersion;
import io.vfioreplay.tool.doctor.VfioDevice;
import io.vfioreplay.tool.json.DoctorJson;
import io.vfioreplay.tool.text.DoctorText;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code doctor}: what this host can record, how, and what each way cannot see. */
@Command(
        name = "doctor",
        description = {
            "Look at this host and say which commands record what, and what each of them cannot see.",
            "It only reads, and runs nothing but --version of the QEMU that you name."
        },
        footer = {
            "",
            "Examples:",
            "  vfio-replay doctor",
            "  vfio-replay doctor --qemu /usr/bin/qemu-system-x86_64 --device 0000:31:00.1",
            "",
            "Exit codes: 0 something can be recorded here, 1 nothing can, 2 wrong usage."
        })
final class DoctorCommand implements Callable<Integer> {

    private final Console console;
    private final HostFiles files;
    private final QemuProgram program;

    @Option(names = "--qemu", paramLabel = "PATH", description = "Ask this QEMU for its version.")
    private @Nullable Path qemu;

    @Option(names = "--qemu-version", paramLabel = "X.Y", description = "The version of the QEMU that will be used.")
    private @Nullable String version;

    @Option(
            names = "--device",
            paramLabel = "ADDRESS|UUID",
            description = "Fill this device into the recipes: a PCI address or the UUID of an mdev.")
    private @Nullable String device;

    @Option(
            names = "--mapping",
            paramLabel = "NAME",
            description =
                    "Show a ready mapping, which says what the probes of a driver mean; \"list\" names them all."
                            + " Write one for another driver in the same way into a file that ends with .map, and name it beside the trace.")
    private @Nullable String mapping;

    @Option(names = "--json", description = "One JSON document on standard output.")
    private boolean json;

    DoctorCommand(Console console) {
        this(console, HostFiles.here(), QemuProgram.PROCESS);
    }

    DoctorCommand(Console console, HostFiles files, QemuProgram program) {
        this.console = console;
        this.files = files;
        this.program = program;
    }

    @Override
    public Integer call() {
        if (mapping != null) {
            return show(mapping);
        }
        Optional<QemuVersion> known = knownVersion();
        Optional<String> meant = meantDevice();
        Diagnosis diagnosis = Diagnosis.of(HostFacts.of(files), known, meant);
        if (json) {
            DoctorJson.write(console.out(), diagnosis);
        } else {
            new DoctorText(console.palette()).lines(diagnosis).forEach(console::line);
        }
        return diagnosis.canRecord() ? ExitCode.NOTHING_FOUND : ExitCode.FOUND;
    }

    private int show(String name) {
        if (name.equals("list")) {
            Mapping.readyNames().forEach(console::line);
            return ExitCode.NOTHING_FOUND;
        }
        String text = Mapping.readyText(name)
                .orElseThrow(() -> new UnusableException("no mapping is called \"" + name + "\"; expected one of "
                        + String.join(", ", Mapping.readyNames())));
        text.lines().forEach(console::verbatim);
        return ExitCode.NOTHING_FOUND;
    }

    private Optional<QemuVersion> knownVersion() {
        if (version != null) {
            String given = version;
            return Optional.of(QemuVersion.parse(given)
                    .orElseThrow(() -> new UnusableException(
                            "expected a version such as 10.0 behind --qemu-version, found \"" + given + "\"")));
        }
        if (qemu == null) {
            return Optional.empty();
        }
        Path path = qemu;
        return Optional.of(
                program.version(path)
                        .flatMap(QemuVersion::parse)
                        .orElseThrow(
                                () -> new UnusableException(
                                        "\"" + path
                                                + " --version\" told no version within ten seconds; give the path of a QEMU, or --qemu-version")));
    }

    private Optional<String> meantDevice() {
        if (device == null) {
            return Optional.empty();
        }
        String given = device;
        return Optional.of(VfioDevice.normalized(given)
                .orElseThrow(() -> new UnusableException("expected a PCI address such as 0000:31:00.1 or a UUID behind"
                        + " --device, found \"" + given + "\"")));
    }
}
