package io.vfioreplay.tool.junitxml;

/**
 * One test.
 *
 * @param className what it belongs to; systems group by it
 * @param name of the test
 * @param file the recording that it is about; systems link to it
 * @param outcome how it ended
 */
record TestCase(String className, String name, String file, Outcome outcome) {}
