/**
 * Results as the XML that most systems for continuous integration read as results of tests.
 *
 * <p>Source: the elements that Apache Ant's {@code junitreport} introduced and Maven Surefire, Jenkins and GitLab have in common.
 */
@NullMarked
package io.vfioreplay.tool.junitxml;

import org.jspecify.annotations.NullMarked;
