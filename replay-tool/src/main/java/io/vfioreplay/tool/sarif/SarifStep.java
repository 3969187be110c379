package io.vfioreplay.tool.sarif;

/**
 * One event on the way to a result.
 *
 * @param place within the recording, for example {@code position 16}
 * @param line the event as {@code dump} shows it
 * @param isEssential whether it is the one that explains the result
 */
record SarifStep(String place, String line, boolean isEssential) {}
