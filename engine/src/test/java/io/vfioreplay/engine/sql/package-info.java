@NullMarked
package io.vfioreplay.engine.sql;

import org.jspecify.annotations.NullMarked;
