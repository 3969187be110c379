package io.vfioreplay.journal.format;

import java.nio.file.Path;

/** A journal of a later version than this program can read. */
public final class JournalTooNewException extends JournalException {

    private static final long serialVersionUID = 1L;
    private static final String ADVICE = "use a newer vfio-replay";

    /** {@code found} says what this program does not know. */
    public JournalTooNewException(Path file, long offset, String found) {
        super(file, offset, new Facts("what this program knows", found, ADVICE));
    }

    /** {@code what} is the versioned thing, for example "block format". */
    public JournalTooNewException(Path file, long offset, String what, long found, long known) {
        super(
                file,
                offset,
                new Facts("%s version %d or earlier".formatted(what, known), "version %d".formatted(found), ADVICE));
    }
}
