package io.vfioreplay.tool.junitxml;

/**
 * One test.
 *
 * @param className what it belongs to; systems group by it
 * @param name of the test
 * @param outcome how it ended
 */
record TestCase(String className, String name, Outcome outcome) {}
