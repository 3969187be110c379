package io.vfioreplay.journal.format;

import java.nio.file.Path;

/** What was named is no journal, or no place for one. */
public final class NotAJournalException extends JournalException {

    private static final long serialVersionUID = 1L;

    /** What was expected at the path, what is there, and what to do. */
    public NotAJournalException(Path path, String expected, String found, String advice) {
        super(path, new Facts(expected, found, advice));
    }
}
