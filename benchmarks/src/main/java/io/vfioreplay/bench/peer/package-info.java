/**
 * Ways to write events down: ours, and those of others. All get the same events, and the clock stops when a reader in another
 * process could see the last of them.
 */
@NullMarked
package io.vfioreplay.bench.peer;

import org.jspecify.annotations.NullMarked;
