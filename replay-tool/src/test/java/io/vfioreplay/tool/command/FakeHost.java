package io.vfioreplay.tool.command;

import io.vfioreplay.tool.doctor.HostFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A host made of files below a directory. */
record FakeHost(Path root) {

    /** Writes a file of this host. */
    FakeHost with(String absolute, String content) {
        try {
            Path file = root.resolve(absolute.substring(1));
            Files.createDirectories(file.getParent() == null ? root : file.getParent());
            Files.writeString(file, content);
            return this;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Makes a symbolic link of this host. */
    FakeHost withLink(String absolute, String target) {
        try {
            Path link = root.resolve(absolute.substring(1));
            Files.createDirectories(link.getParent() == null ? root : link.getParent());
            Files.createSymbolicLink(link, Path.of(target));
            return this;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A process with this command line, its words separated by blanks. */
    FakeHost withProcess(int pid, String words) {
        return with("/proc/" + pid + "/cmdline", words.replace(' ', '\0') + "\0");
    }

    /** A kernel with the usual tracing. */
    FakeHost withTracing(String tracers) {
        return with("/sys/kernel/tracing/available_tracers", tracers + "\n")
                .with("/sys/kernel/tracing/trace_clock", "[local] global counter uptime perf mono boot tai\n")
                .with("/sys/kernel/tracing/kprobe_events", "")
                .with("/sys/kernel/tracing/tracing_on", "1\n");
    }

    HostFiles files() {
        return new HostFiles(root);
    }
}
