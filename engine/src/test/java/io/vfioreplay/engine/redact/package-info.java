@NullMarked
package io.vfioreplay.engine.redact;

import org.jspecify.annotations.NullMarked;
