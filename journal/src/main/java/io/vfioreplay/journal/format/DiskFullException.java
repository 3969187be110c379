package io.vfioreplay.journal.format;

import java.nio.file.Path;

/** The disk has no room for what was to be appended. What was appended before is whole, and can be read. */
public final class DiskFullException extends JournalException {

    private static final long serialVersionUID = 1L;

    /** A store that could not grow: its file, how long it is, how much room was needed, and what the system said. */
    public DiskFullException(Path file, long offset, long neededBytes, String found) {
        super(
                file,
                offset,
                new Facts(
                        "room for %d more bytes".formatted(neededBytes),
                        found,
                        "free some room, or choose another disk"));
    }
}
