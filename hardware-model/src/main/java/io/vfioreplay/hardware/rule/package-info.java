/**
 * The conformance rules: each with a stable id, a severity, a text for people, its source, and what a recording must
 * see for it to be checked at all; and the checker that reads events and reports breaches as findings. No I/O, no
 * clock; the same events give the same findings.
 */
@NullMarked
package io.vfioreplay.hardware.rule;

import org.jspecify.annotations.NullMarked;
