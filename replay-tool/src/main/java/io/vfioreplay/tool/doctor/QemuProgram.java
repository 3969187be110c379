package io.vfioreplay.tool.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Asks a QEMU for its version. */
@FunctionalInterface
public interface QemuProgram {

    /** Runs {@code PATH --version}, at most ten seconds. */
    QemuProgram PROCESS = QemuProgram::run;

    /** What {@code --version} prints; empty when the program cannot be run, fails, or does not end. */
    Optional<String> version(Path program);

    private static Optional<String> run(Path program) {
        final int secondsMax = 10;
        final int bytesMax = 1 << 12;
        Process process;
        try {
            process = new ProcessBuilder(program.toString(), "--version")
                    .redirectErrorStream(true)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .start();
        } catch (IOException cannotRun) {
            return Optional.empty();
        }
        try {
            // A version is short enough for the pipe, so the program ends before anybody reads.
            if (!process.waitFor(secondsMax, TimeUnit.SECONDS) || process.exitValue() != 0) {
                return Optional.empty();
            }
            return Optional.of(new String(process.getInputStream().readNBytes(bytesMax), StandardCharsets.UTF_8));
        } catch (IOException cannotRead) {
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            process.destroyForcibly();
        }
    }
}
