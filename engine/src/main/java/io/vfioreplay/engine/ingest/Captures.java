package io.vfioreplay.engine.ingest;

import io.vfioreplay.engine.capture.Capture;
import io.vfioreplay.engine.capture.vfiouser.VfioUserCapture;
import java.nio.file.Path;

/** Finds out by its content what kind of capture a file is. */
public final class Captures {

    private Captures() {}

    /**
     * Opens a capture.
     *
     * @throws io.vfioreplay.engine.capture.CaptureException when it is of no format that is known, or cannot be read
     */
    public static Capture open(Path file) {
        return VfioUserCapture.open(file);
    }
}
