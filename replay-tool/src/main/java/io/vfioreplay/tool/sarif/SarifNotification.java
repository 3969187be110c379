package io.vfioreplay.tool.sarif;

/**
 * Something that went wrong in the run itself, so that its results are not all that there would be: a {@code notification} of level
 * error.
 *
 * @param id stable for ever
 * @param message for people
 * @param path of the recording with {@code /}, as the user would find it
 */
record SarifNotification(String id, String message, String path) {}
