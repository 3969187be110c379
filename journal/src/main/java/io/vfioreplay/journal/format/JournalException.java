package io.vfioreplay.journal.format;

import java.nio.file.Path;

/** A journal that cannot be read or written as asked: which file, where, what was expected, what was found, what to do. */
public sealed class JournalException extends RuntimeException
        permits CorruptJournalException, DiskFullException, JournalTooNewException, NotAJournalException {

    private static final long serialVersionUID = 1L;

    private final String file;
    private final long offset;
    private final String expected;
    private final String found;
    private final String advice;

    /** What was expected at a place, what was found there, and what the user can do about it. */
    record Facts(String expected, String found, String advice) {}

    JournalException(Path file, long offset, Facts facts) {
        this(file, ", byte " + offset, offset, facts);
    }

    /** One that is about the whole of a file or directory, not about a byte of it. */
    JournalException(Path file, Facts facts) {
        this(file, "", 0, facts);
    }

    private JournalException(Path file, String place, long offset, Facts facts) {
        super("%s%s: expected %s, found %s; %s"
                .formatted(file, place, facts.expected(), facts.found(), facts.advice()));
        this.file = file.toString();
        this.offset = offset;
        this.expected = facts.expected();
        this.found = facts.found();
        this.advice = facts.advice();
    }

    /** The file or directory. */
    public String file() {
        return file;
    }

    /** Where in the file, bytes from its start. */
    public long offset() {
        return offset;
    }

    /** What should have been there, in words. */
    public String expected() {
        return expected;
    }

    /** What was there, in words. */
    public String found() {
        return found;
    }

    /** What the user can do, in words. */
    public String advice() {
        return advice;
    }
}
