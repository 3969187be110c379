package io.vfioreplay.engine.ingest;

import io.vfioreplay.engine.capture.CaptureFile;
import io.vfioreplay.engine.capture.CaptureSummary;

/**
 * A file that became a part of a journal.
 *
 * @param file the file
 * @param summary how everything in it was accounted for
 */
public record ImportedFile(CaptureFile file, CaptureSummary summary) {}
