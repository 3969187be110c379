/**
 * Results in the Static Analysis Results Interchange Format, for systems that show findings beside sources.
 *
 * <p>Source: OASIS, SARIF version 2.1.0.
 */
@NullMarked
package io.vfioreplay.tool.sarif;

import org.jspecify.annotations.NullMarked;
