package io.vfioreplay.bench.torture;

import java.nio.file.Path;

/** Makes a sound journal of what is provably good in a torn or damaged one. */
@FunctionalInterface
interface Recovery {

    /**
     * Recovers.
     *
     * @param damaged is not altered
     * @param recovered does not exist yet
     * @return whether nothing was missing or doubtful
     */
    boolean recover(Path damaged, Path recovered);
}
