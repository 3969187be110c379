package io.vfioreplay.engine.ingest;

import io.vfioreplay.engine.capture.Capture;
import io.vfioreplay.engine.capture.CaptureException;
import io.vfioreplay.engine.capture.CaptureFile;
import io.vfioreplay.engine.capture.bytes.ByteSource;
import io.vfioreplay.engine.capture.ftrace.FtraceCapture;
import io.vfioreplay.engine.capture.ftrace.FtraceOptions;
import io.vfioreplay.engine.capture.ftrace.Mapping;
import io.vfioreplay.engine.capture.ftrace.Threads;
import io.vfioreplay.engine.capture.mmiotrace.MmiotraceCapture;
import io.vfioreplay.engine.capture.qemu.QemuCapture;
import io.vfioreplay.engine.capture.qemu.SimpleTraceCapture;
import io.vfioreplay.engine.capture.qmp.QmpTranscript;
import io.vfioreplay.engine.capture.stream.MigrationStreamCapture;
import io.vfioreplay.engine.capture.vfiouser.VfioUserCapture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds out by their content what kinds of captures files are, and what belongs together: all that one QEMU wrote is one capture,
 * and its threads are those that count in a trace of the kernel.
 *
 * <p>A directory stands for the files in it, without those whose name begins with a point and without {@code case.json}. What is
 * no capture is an error where it was named, and a {@link UselessCapture} where it was found in a directory. A file whose name ends
 * with {@code .map} says what the probes of a kernel's trace mean, and is asked before the ready mappings.
 */
public final class Captures {

    private static final int HEAD_BYTES = 1 << 16;
    private static final int NAMES_SHOWN = 8;
    private static final String NEVER_READ = "case.json";
    private static final String MAPPING_SUFFIX = ".map";

    private final List<Capture> captures = new ArrayList<>();
    private final List<CaptureFile> ofQemu = new ArrayList<>();
    private final List<Path> ofKernel = new ArrayList<>();
    private final List<Mapping> mappings = new ArrayList<>();
    private final List<Path> named;

    private Captures(List<Path> named) {
        this.named = named;
    }

    /**
     * Opens what the user named: the witnesses of one host.
     *
     * @throws CaptureException when something is of no format that is known, or cannot be read
     */
    public static List<Capture> open(CaptureSet named) {
        Captures found = new Captures(named.all());
        for (Path path : found.named) {
            if (Files.isDirectory(path)) {
                found.addDirectory(path);
            } else {
                found.add(path);
            }
        }
        found.addTogether();
        if (found.captures.isEmpty()) {
            throw new CaptureException(
                    CaptureException.Code.EMPTY,
                    found.named.get(0),
                    0,
                    "there is no capture in it",
                    "expected what a recorder of this host wrote" + below(found.named.get(0)));
        }
        return Alignment.toWallClock(found.captures);
    }

    /** Where to look instead, since directories in a directory are other hosts and are not searched. */
    private static String below(Path directory) {
        if (!Files.isDirectory(directory)) {
            return "";
        }
        try (Stream<Path> entries = Files.list(directory)) {
            String names = entries.filter(Files::isDirectory)
                    .map(entry -> entry.getFileName().toString())
                    .sorted()
                    .limit(NAMES_SHOWN)
                    .collect(Collectors.joining(", "));
            return names.isEmpty() ? "" : "; give one of the directories in it: " + names;
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot read the directory " + directory, failed);
        }
    }

    private void addDirectory(Path directory) {
        for (Path file : files(directory)) {
            try {
                add(file);
            } catch (CaptureException useless) {
                captures.add(UselessCapture.because(file, useless));
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
        if (String.valueOf(file.getFileName()).endsWith(MAPPING_SUFFIX)) {
            mappings.add(Mapping.read(file));
        } else if (MigrationStreamCapture.fits(head)) {
            captures.add(MigrationStreamCapture.open(file));
        } else if (MmiotraceCapture.fits(head)) {
            captures.add(MmiotraceCapture.open(file));
        } else if (FtraceCapture.fits(head)) {
            ofKernel.add(file);
        } else if (QmpTranscript.fits(head)) {
            captures.add(QmpTranscript.open(file));
        } else if (SimpleTraceCapture.fits(head)) {
            captures.add(SimpleTraceCapture.open(file, declarationsOf(file)));
        } else if (!SimpleTraceCapture.isTraceEventsAll(file)) {
            Optional<String> qemu = QemuCapture.format(head);
            qemu.ifPresentOrElse(
                    format -> ofQemu.add(new CaptureFile(file, format)), () -> captures.add(ofPackets(file, head)));
        }
    }

    private static Capture ofPackets(Path file, byte[] head) {
        try {
            return VfioUserCapture.open(file);
        } catch (CaptureException refused) {
            throw UnknownText.explained(file, head, refused);
        }
    }

    /** The argument types of a binary trace: those that were named, or else those beside it. */
    private Optional<Path> declarationsOf(Path trace) {
        Path directory = trace.toAbsolutePath().getParent();
        Stream<Path> beside =
                directory != null && Files.isReadable(directory) ? files(directory).stream() : Stream.empty();
        return Stream.concat(named.stream().filter(Files::isRegularFile), beside)
                .filter(SimpleTraceCapture::isTraceEventsAll)
                .findFirst();
    }

    /** Adds what is read together, in front of the rest. */
    private void addTogether() {
        QemuCapture.Survey survey = QemuCapture.Survey.NONE;
        if (!ofQemu.isEmpty()) {
            QemuCapture qemu = QemuCapture.of(ofQemu);
            survey = ofKernel.isEmpty() ? survey : qemu.survey();
            captures.add(0, qemu);
        }
        for (Path file : ofKernel) {
            captures.add(ofKernel(file, survey));
        }
    }

    private Capture ofKernel(Path file, QemuCapture.Survey survey) {
        if (survey.devices().size() > 1) {
            return UselessCapture.because(
                    file,
                    "its probes name no device, and this host has "
                            + survey.devices().size());
        }
        List<Mapping> meanings = new ArrayList<>(mappings);
        meanings.addAll(Mapping.ready());
        FtraceOptions options = FtraceOptions.defaults().withMappings(meanings);
        if (survey.threads().isEmpty()) {
            return FtraceCapture.open(file, options);
        }
        String name = survey.devices().isEmpty() ? "qemu" : survey.devices().get(0);
        TreeMap<String, Set<Integer>> groups = new TreeMap<>();
        groups.put(name, survey.threads());
        return FtraceCapture.open(file, options.withThreads(new Threads(groups)));
    }

    private static byte[] head(Path file) {
        try (ByteSource source = ByteSource.open(file)) {
            byte[] head = new byte[HEAD_BYTES];
            int count;
            do {
                count = source.read(head, 0, HEAD_BYTES);
            } while (count == HEAD_BYTES && isHole(head));
            return Arrays.copyOf(head, count);
        }
    }

    /** A log that was emptied while a program wrote to it begins with as many NUL bytes as it was long. */
    private static boolean isHole(byte[] bytes) {
        for (byte each : bytes) {
            if (each != 0) {
                return false;
            }
        }
        return true;
    }
}
