@NullMarked
package io.vfioreplay.engine.pipeline;

import org.jspecify.annotations.NullMarked;
