/**
 * Recorded migrations as tests: {@link io.vfioreplay.tool.junit.ReplayTest} hands a JUnit test what was recorded, and
 * {@link io.vfioreplay.tool.junit.ReplayAssertions} says what must be true of it. The only package that needs JUnit, which the
 * tool itself runs without.
 */
@NullMarked
package io.vfioreplay.tool.junit;

import org.jspecify.annotations.NullMarked;
