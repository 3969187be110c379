package io.vfioreplay.bench.torture;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** One kind of trial, of which there are as many as there are numbers. Any thread. */
interface Trial {

    /** What it is. */
    TrialKind kind();

    /**
     * Runs one.
     *
     * @param number of the trial: the same number does the same
     * @param directory exists, is empty, and is the trial's own
     * @return what was wrong, in words
     * @throws IOException when the machine does not do as asked
     */
    List<String> run(long number, Path directory) throws IOException;
}
