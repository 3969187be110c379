package io.vfioreplay.engine.capture.qmp;

/**
 * Where a line of the transcript is.
 *
 * @param number its number, from 1
 * @param offset its first byte in the decompressed file
 * @param length how many bytes of it were read
 * @param isCut whether it is longer than that
 * @param isTorn whether the file ends in it
 */
record LinePlace(long number, long offset, int length, boolean isCut, boolean isTorn) {}
