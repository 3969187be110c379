/**
 * The device's view of guest memory: which I/O virtual addresses are mapped, and which pages were reported dirty. Folds
 * what was seen; knows nothing about devices and their states.
 */
@NullMarked
package io.vfioreplay.hardware.memory;

import org.jspecify.annotations.NullMarked;
