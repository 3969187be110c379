package io.vfioreplay.engine.regress;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The way through a directory and those below it, by one rule for all that lies there: names that begin with a dot are passed over,
 * links to files are followed, and no directory is entered twice, whatever links lead to it. Links to directories are followed
 * behind everything else, so that what lies below the top is found under its own name, in whichever order the names are.
 */
final class DirectoryWalk {

    private final Set<Path> entered = new HashSet<>();
    private final Deque<Place> places = new ArrayDeque<>();
    private final Deque<Place> links = new ArrayDeque<>();

    private DirectoryWalk() {}

    /** Looks at directories. */
    interface Visitor {
        /**
         * Looks at one.
         *
         * @param entries what lies in it, by name
         * @param prefix its path below the top with a {@code /} behind it; empty for the top
         * @return those of the entries that are directories to be entered
         */
        List<Path> visit(List<Path> entries, String prefix);
    }

    private record Place(Path directory, String prefix) {}

    /**
     * Shows all directories to the visitor, each before those below it.
     *
     * @throws UncheckedIOException when one cannot be listed
     */
    static void of(Path top, Visitor visitor) {
        new DirectoryWalk().from(new Place(top, ""), visitor);
    }

    private void from(Place top, Visitor visitor) {
        for (Place at = top; at != null; at = places.isEmpty() ? links.poll() : places.poll()) {
            if (!entered.add(real(at.directory))) {
                continue;
            }
            for (Path below : visitor.visit(entries(at.directory), at.prefix)) {
                Place place = new Place(below, at.prefix + below.getFileName() + "/");
                (Files.isSymbolicLink(below) ? links : places).add(place);
            }
        }
    }

    private static Path real(Path directory) {
        try {
            return directory.toRealPath();
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot enter " + directory, failed);
        }
    }

    private static List<Path> entries(Path directory) {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(entry -> !String.valueOf(entry.getFileName()).startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot list " + directory, failed);
        }
    }
}
