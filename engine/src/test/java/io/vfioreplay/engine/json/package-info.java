@NullMarked
package io.vfioreplay.engine.json;

import org.jspecify.annotations.NullMarked;
