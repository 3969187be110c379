package io.vfioreplay.tool.junitxml;

/** How a test ended. */
sealed interface Outcome {

    /** It passed. */
    record Passed() implements Outcome {}

    /** It was not run, or its question cannot be answered: neither passed nor failed. */
    record Skipped(String why) implements Outcome {}

    /** It failed: the thing that was tested is not as it should be. */
    record Failed(String message, String details) implements Outcome {}

    /** It could not be run. */
    record Broken(String message) implements Outcome {}
}
