@NullMarked
package io.vfioreplay.engine.query;

import org.jspecify.annotations.NullMarked;
