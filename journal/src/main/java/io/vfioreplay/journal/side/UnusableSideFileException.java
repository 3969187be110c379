package io.vfioreplay.journal.side;

import java.nio.file.Path;

/** A side file that is damaged, foreign, of another version, or cannot be read: a reason to do without it, not an error. */
public final class UnusableSideFileException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Says what is wrong with which file. */
    public UnusableSideFileException(Path file, String reason) {
        super(file + ": " + reason);
    }
}
