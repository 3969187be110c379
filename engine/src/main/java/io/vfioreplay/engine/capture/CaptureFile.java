package io.vfioreplay.engine.capture;

import java.nio.file.Path;

/**
 * One file of a capture: a witness of the journal that it becomes a part of.
 *
 * @param path as the user named it, or as it was found in a directory
 * @param format the stable name of its format, for example {@code vfio-user pcap}
 */
public record CaptureFile(Path path, String format) {

    /** The name without its directory. */
    public String name() {
        return String.valueOf(path.getFileName());
    }
}
