package io.vfioreplay.journal.format;

import java.nio.file.Path;

/** A journal that cannot be read or written as asked: which file, where, what was found, what was expected, what to do. */
public sealed class JournalException extends RuntimeException
        permits CorruptJournalException, JournalTooNewException, NotAJournalException {

    private static final long serialVersionUID = 1L;

    private final String file;
    private final long offset;

    JournalException(Path file, long offset, String found, String advice) {
        super("%s: at byte %d: %s; %s".formatted(file, offset, found, advice));
        this.file = file.toString();
        this.offset = offset;
    }

    /** The file or directory. */
    public String file() {
        return file;
    }

    /** Where in the file, bytes from its start. */
    public long offset() {
        return offset;
    }
}
