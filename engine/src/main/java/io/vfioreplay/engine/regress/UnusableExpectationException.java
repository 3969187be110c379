package io.vfioreplay.engine.regress;

import java.nio.file.Path;

/** A file that should be an expectation and is none. */
public final class UnusableExpectationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnusableExpectationException(Path file, String found, String expected) {
        this(file, "found " + found + ", expected " + expected);
    }

    UnusableExpectationException(Path file, String wrong) {
        super(file + ": " + wrong + "; delete it, then write it anew with `vfio-replay regress --accept`");
    }
}
