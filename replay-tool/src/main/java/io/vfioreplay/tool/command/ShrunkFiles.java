package io.vfioreplay.tool.command;

import io.vfioreplay.engine.postmortem.Side;
import io.vfioreplay.engine.replay.Timeline;
import io.vfioreplay.engine.shrink.Course;
import io.vfioreplay.engine.shrink.ShrunkJournal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What is shrunk, and how it becomes journals: one, or a directory with one for each side.
 *
 * @param source the recording, or that of the source
 * @param destination that of the destination
 */
record ShrunkFiles(Timeline source, Optional<Timeline> destination) {

    private static final String SUFFIX = ".vfj";

    /** Throws {@link UnusableException} when nothing can be made there, before the work rather than behind it. */
    static void refuseUnusable(Path target) {
        Path above = target.toAbsolutePath().getParent();
        if (above == null || !Files.isDirectory(above)) {
            throw new UnusableException(
                    target + " cannot be made, since there is no directory above it; make that first");
        }
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new UnusableException(target + " exists already; expected a name for something new");
        }
    }

    /** Writes a course, and returns the journals: the source's first. */
    List<Path> write(Course course, String keep, Path target) {
        if (destination.isEmpty()) {
            ShrunkJournal.write(source, course, Side.SOURCE, keep, target);
            return List.of(target);
        }
        try {
            Files.createDirectory(target);
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot make the directory " + target, failed);
        }
        Path from = target.resolve(Side.SOURCE.label() + SUFFIX);
        Path to = target.resolve(Side.DESTINATION.label() + SUFFIX);
        ShrunkJournal.write(source, course, Side.SOURCE, keep, from);
        ShrunkJournal.write(destination.get(), course, Side.DESTINATION, keep, to);
        return List.of(from, to);
    }
}
