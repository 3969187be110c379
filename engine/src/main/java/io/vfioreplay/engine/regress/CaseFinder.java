package io.vfioreplay.engine.regress;

import io.vfioreplay.engine.replay.JournalSource;
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

/**
 * Finds the cases of a directory and of those below it, see {@link DirectoryWalk}.
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
        DirectoryWalk.of(directory, finder::look);
        if (!expectations.equals(directory) && Files.isDirectory(expectations)) {
            DirectoryWalk.of(expectations, finder::lookForExpectations);
        }
        finder.cases.values().forEach(one -> finder.orphans.values().remove(one.expectation()));
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

    /** Adds what lies in a directory; gives the directories in it that belong to no case. */
    private List<Path> look(List<Path> entries, String prefix) {
        Map<String, Map<String, Path>> sides = new TreeMap<>();
        List<Path> others = new ArrayList<>();
        for (Path entry : entries) {
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
        if (expectations.equals(root)) {
            entries.forEach(entry -> addExpectation(entry, prefix));
        }
        List<Path> below = new ArrayList<>();
        for (Path entry : others) {
            if (isRecording(entry)) {
                addSingle(entry, prefix);
            } else if (Files.isDirectory(entry)) {
                below.add(entry);
            }
        }
        return below;
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

    private static boolean isRecording(Path entry) {
        return JournalSource.isJournal(entry)
                || (RECORDING.matcher(name(entry)).matches() && Files.isRegularFile(entry));
    }

    private void addSingle(Path entry, String prefix) {
        Matcher recording = RECORDING.matcher(name(entry));
        String stem = recording.matches() ? recording.group(1) : name(entry);
        add(prefix + stem, entry, Optional.empty(), prefix);
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

    private List<Path> lookForExpectations(List<Path> entries, String prefix) {
        entries.forEach(entry -> addExpectation(entry, prefix));
        return entries.stream().filter(Files::isDirectory).toList();
    }

    /** Takes every expectation for an orphan; those that have a case are none in the end. */
    private void addExpectation(Path entry, String prefix) {
        if (!Files.isRegularFile(entry)) {
            return;
        }
        String name = name(entry);
        if (name.endsWith(ExpectationFile.SUFFIX)) {
            orphans.put(prefix + name.substring(0, name.length() - ExpectationFile.SUFFIX.length()), entry);
        } else if (name.equals(ExpectationFile.IN_CASE) && ExpectationFile.isOne(entry)) {
            orphans.put(nameOfDirectory(expectations, prefix), entry);
        }
    }

    /** What a directory that is a case is called, given the prefix of what lies in it. */
    private static String nameOfDirectory(Path top, String prefix) {
        return prefix.isEmpty() ? name(top.toAbsolutePath().normalize()) : prefix.substring(0, prefix.length() - 1);
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }
}
