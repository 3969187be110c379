package io.vfioreplay.engine.regress;

import java.nio.file.Path;

/** A file that should be an expectation and is none. */
public final class UnusableExpectationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnusableExpectationException(Path file, String found, String expected) {
        super(file + ": found " + found + ", expected " + expected
                + "; delete it, or write it anew with `vfio-replay regress --accept`");
    }
}
