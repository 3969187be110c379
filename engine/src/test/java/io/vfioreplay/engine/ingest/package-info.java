@NullMarked
package io.vfioreplay.engine.ingest;

import org.jspecify.annotations.NullMarked;
