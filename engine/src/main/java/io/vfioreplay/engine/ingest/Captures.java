package io.vfioreplay.engine.ingest;

import io.vfioreplay.engine.capture.Capture;
import io.vfioreplay.engine.capture.CaptureException;
import io.vfioreplay.engine.capture.CaptureFile;
import io.vfioreplay.engine.capture.bytes.ByteSource;
import io.vfioreplay.engine.capture.qemu.QemuCapture;
import io.vfioreplay.engine.capture.vfiouser.VfioUserCapture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds out by their content what kinds of captures files are, and what belongs together: all that one QEMU wrote is one capture.
 *
 * <p>A directory stands for the files in it, without those whose name begins with a point and without {@code case.json}. What is
 * no capture is an error where it was named, and a {@link UselessCapture} where it was found in a directory.
 */
public final class Captures {

    private static final int HEAD_BYTES = 1 << 16;
    private static final String NEVER_READ = "case.json";

    private final List<Capture> captures = new ArrayList<>();
    private final List<CaptureFile> ofQemu = new ArrayList<>();

    private Captures() {}

    /**
     * Opens what the user named: the witnesses of one host.
     *
     * @throws CaptureException when something is of no format that is known, or cannot be read
     */
    public static List<Capture> open(List<Path> named) {
        Captures found = new Captures();
        for (Path path : named) {
            if (Files.isDirectory(path)) {
                found.addDirectory(path);
            } else {
                found.add(path);
            }
        }
        if (!found.ofQemu.isEmpty()) {
            found.captures.add(0, QemuCapture.of(found.ofQemu));
        }
        return List.copyOf(found.captures);
    }

    private void addDirectory(Path directory) {
        for (Path file : files(directory)) {
            try {
                add(file);
            } catch (CaptureException useless) {
                captures.add(new UselessCapture(file, useless));
            }
        }
    }

    private static List<Path> files(Path directory) {
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> !String.valueOf(file.getFileName()).startsWith("."))
                    .filter(file -> !String.valueOf(file.getFileName()).equals(NEVER_READ))
                    .sorted()
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot read the directory " + directory, failed);
        }
    }

    private void add(Path file) {
        byte[] head = head(file);
        Optional<String> qemu = QemuCapture.format(head);
        if (qemu.isPresent()) {
            ofQemu.add(new CaptureFile(file, qemu.get()));
        } else {
            captures.add(VfioUserCapture.open(file));
        }
    }

    private static byte[] head(Path file) {
        try (ByteSource source = ByteSource.open(file)) {
            byte[] head = new byte[HEAD_BYTES];
            int count = source.read(head, 0, HEAD_BYTES);
            return Arrays.copyOf(head, count);
        }
    }
}
