package io.vfioreplay.engine.regress;

import java.nio.file.Path;

/** A file that should be an expectation and is none; the message says what was found where, what was expected, and what to do. */
public final class UnusableExpectationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnusableExpectationException(Path file, String place, String found, String expected) {
        super(file + ", " + place + ": found " + found + ", expected " + expected
                + "; mend it, or delete it and write it anew with `vfio-replay regress --accept`");
    }
}
