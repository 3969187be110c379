/** What makes a long journal quick to travel in: snapshots of the state, and which positions can have changed what. */
@NullMarked
package io.vfioreplay.engine.index;

import org.jspecify.annotations.NullMarked;
