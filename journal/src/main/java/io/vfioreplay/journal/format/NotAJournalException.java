package io.vfioreplay.journal.format;

import java.nio.file.Path;

/** What was named is no journal, or no place for one. */
public final class NotAJournalException extends JournalException {

    private static final long serialVersionUID = 1L;

    /** {@code found} says what is there, {@code advice} what was expected and what to do. */
    public NotAJournalException(Path path, String found, String advice) {
        super(path, 0, found, advice);
    }
}
