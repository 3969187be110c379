package io.vfioreplay.engine.capture;

import java.nio.file.Path;

/** A capture that cannot be used at all. One line says which file, where, what was found, what was expected, and what to do. */
public final class CaptureException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What is wrong; the names are stable. */
    public enum Code {
        /** There is no such file, or it is not a plain file, or it may not be read. */
        NOT_READABLE,
        /** The file is empty. */
        EMPTY,
        /** The content is of no format that is known. */
        UNKNOWN_FORMAT,
        /** The format is known, what it holds is not vfio-user. */
        WRONG_LINK_TYPE,
        /** The compressed file ends early or is damaged. */
        BROKEN_COMPRESSION
    }

    private final Code code;
    private final String file;
    private final long offset;
    private final String found;
    private final String advice;

    /**
     * A new error.
     *
     * @param code what is wrong
     * @param file the file as the user named it
     * @param offset where in the (compressed) file, bytes from its start
     * @param found what is there
     * @param advice what was expected and what to do
     */
    public CaptureException(Code code, Path file, long offset, String found, String advice) {
        // At byte 0 it is about the whole file.
        super("%s%s: %s; %s".formatted(file, offset == 0 ? "" : ": at byte " + offset, found, advice));
        this.code = code;
        this.file = file.toString();
        this.offset = offset;
        this.found = found;
        this.advice = advice;
    }

    /** What is wrong. */
    public Code code() {
        return code;
    }

    /** The file as the user named it. */
    public String file() {
        return file;
    }

    /** What is there, in words that follow the file's name and a colon. */
    public String found() {
        return found;
    }

    /** What was expected and what to do. */
    public String advice() {
        return advice;
    }

    /** Where in the file, bytes from its start. */
    public long offset() {
        return offset;
    }
}
