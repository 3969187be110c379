package io.vfioreplay.engine.regress;

import io.vfioreplay.engine.replay.JournalSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the cases of a directory and of those below it.
 *
 * <p>A pair {@code PREFIXsource*} and {@code PREFIXdestination*} of one directory is a case with a post-mortem: of
 * {@code NAME/source.vfj} and {@code NAME/destination.vfj} it is {@code NAME}, of {@code f05-source.pcap} and
 * {@code f05-destination.pcap} it is {@code f05}. Either may be a journal, packed or not, a capture, or a directory of captures of
 * one host. Every other journal, packed or not, is a case by itself, and so is a file whose name ends as a capture's does.
 * Everything else is left alone.
 */
public final class CaseFinder {

    private static final Pattern RECORDING =
            Pattern.compile("(.+?)(\\.vfj|\\.vfj\\.tar\\.zst|(?:\\.pcap|\\.pcapng|\\.log)(?:\\.gz|\\.zst)?)");
    private static final Pattern SIDE = Pattern.compile("(.*?)(source|destination)(?:\\..*)?", Pattern.DOTALL);
    private static final String SOURCE = "source";

    private final Path root;
    private final Path expectations;
    private final Map<String, RegressionCase> cases = new TreeMap<>();
    private final SortedMap<String, Path> orphans = new TreeMap<>();

    private CaseFinder(Path root, Path expectations) {
        this.root = root;
        this.expectations = expectations;
    }

    /**
     * What a directory holds.
     *
     * @param cases by name
     * @param orphans expectations of cases that are not there, by the name of the case
     */
    public record Found(List<RegressionCase> cases, SortedMap<String, Path> orphans) {
        /** Copies list and map. */
        public Found {
            cases = List.copyOf(cases);
            orphans = Collections.unmodifiableSortedMap(new TreeMap<>(orphans));
        }
    }

    /** The cases of a directory, with their expectations beside them. */
    public static Found find(Path directory) {
        return find(directory, directory);
    }

    /**
     * The cases of a directory.
     *
     * @param expectations the directory in which their expectations lie, at the same places
     * @throws UnusableCasesException when it is no directory, or two cases have one name
     */
    public static Found find(Path directory, Path expectations) {
        refuseOther(directory);
        CaseFinder finder = new CaseFinder(directory, expectations);
        finder.search(directory, "");
        finder.searchExpectations();
        return new Found(List.copyOf(finder.cases.values()), finder.orphans);
    }

    private static void refuseOther(Path directory) {
        if (!Files.exists(directory)) {
            throw new UnusableCasesException(
                    "there is no " + directory + "; expected a directory with journals or captures");
        }
        if (JournalSource.isJournal(directory) || !Files.isDirectory(directory)) {
            Path around = directory.toAbsolutePath().normalize().getParent();
            String what = JournalSource.isJournal(directory) ? "a single journal" : "a file";
            throw new UnusableCasesException(directory + " is " + what
                    + "; expected a directory with journals or captures, for example the one in which it lies, "
                    + around);
        }
    }

    private void search(Path directory, String prefix) {
        Map<String, Map<String, Path>> sides = new TreeMap<>();
        List<Path> others = new ArrayList<>();
        for (Path entry : entries(directory)) {
            Matcher side = SIDE.matcher(name(entry));
            if (side.matches() && canBeSide(entry)) {
                Map<String, Path> pair = sides.computeIfAbsent(side.group(1), none -> new TreeMap<>());
                Path twin = pair.putIfAbsent(side.group(2), entry);
                if (twin != null) {
                    throw new UnusableCasesException(twin + " and " + entry + " are both the " + side.group(2)
                            + " of one case; keep one of them");
                }
            } else {
                others.add(entry);
            }
        }
        sides.forEach((start, pair) -> addPair(prefix, start, pair, others));
        others.forEach(entry -> addSingle(entry, prefix));
    }

    private static boolean canBeSide(Path entry) {
        return Files.isDirectory(entry) || RECORDING.matcher(name(entry)).matches();
    }

    private void addPair(String prefix, String start, Map<String, Path> pair, List<Path> others) {
        Path source = pair.get(SOURCE);
        Path destination = pair.get("destination");
        if (source == null || destination == null) {
            others.addAll(pair.values());
            return;
        }
        String stem = start.replaceAll("[-_.]$", "");
        String name = stem.isEmpty() ? nameOfDirectory(root, prefix) : prefix + stem;
        add(name, source, Optional.of(destination), prefix);
    }

    private void addSingle(Path entry, String prefix) {
        Matcher recording = RECORDING.matcher(name(entry));
        boolean isJournal = JournalSource.isJournal(entry);
        if (isJournal || (recording.matches() && Files.isRegularFile(entry))) {
            String stem = recording.matches() ? recording.group(1) : name(entry);
            add(prefix + stem, entry, Optional.empty(), prefix);
        } else if (Files.isDirectory(entry)) {
            search(entry, prefix + name(entry) + "/");
        }
    }

    private void add(String name, Path source, Optional<Path> destination, String prefix) {
        CaseFiles files = new CaseFiles(prefix + name(source), destination.map(there -> prefix + name(there)));
        Path expectation = ExpectationPlace.of(expectations, name, files);
        RegressionCase found = new RegressionCase(name, source, destination, files, expectation);
        RegressionCase other = cases.putIfAbsent(name, found);
        if (other != null) {
            throw new UnusableCasesException(
                    "two cases are called " + name + ": " + other.source() + " and " + source + "; rename one of them");
        }
    }

    private void searchExpectations() {
        if (!Files.isDirectory(expectations)) {
            return;
        }
        try (Stream<Path> below = Files.walk(expectations)) {
            below.forEach(file -> expectedCase(file).ifPresent(name -> orphans.put(name, file)));
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot list " + expectations, failed);
        }
        cases.values().forEach(one -> orphans.values().remove(one.expectation()));
    }

    /** The name of the case that a file is the expectation of; empty where it is none. */
    private Optional<String> expectedCase(Path file) {
        String path = expectations.relativize(file).toString().replace('\\', '/');
        if (path.endsWith(ExpectationFile.SUFFIX)) {
            return Optional.of(path.substring(0, path.length() - ExpectationFile.SUFFIX.length()));
        }
        boolean isInCase = name(file).equals(ExpectationFile.IN_CASE) && ExpectationFile.isOne(file);
        return isInCase ? Optional.of(nameOfDirectory(expectations, path)) : Optional.empty();
    }

    /** What a directory that is a case is called, given the path below {@code top} of a file in it. */
    private static String nameOfDirectory(Path top, String path) {
        int end = path.lastIndexOf('/');
        return end < 0 ? name(top.toAbsolutePath().normalize()) : path.substring(0, end);
    }

    private List<Path> entries(Path directory) {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(entry -> !name(entry).startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot list " + directory + " below " + root, failed);
        }
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }
}
