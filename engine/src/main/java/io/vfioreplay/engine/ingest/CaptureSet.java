package io.vfioreplay.engine.ingest;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The witnesses of one host, as the user named them.
 *
 * @param named files and directories of this host
 * @param elsewhere files and directories that may speak of other hosts too, such as the kernel trace of a machine that ran both
 *     sides; what they say of this host counts
 */
public record CaptureSet(List<Path> named, List<Path> elsewhere) {

    /** Keeps copies. */
    public CaptureSet {
        named = List.copyOf(named);
        elsewhere = List.copyOf(elsewhere);
    }

    /** What was named and nothing else. */
    public static CaptureSet of(List<Path> named) {
        return new CaptureSet(named, List.of());
    }

    /** All that was named. */
    List<Path> all() {
        List<Path> all = new ArrayList<>(named);
        all.addAll(elsewhere);
        return all;
    }
}
