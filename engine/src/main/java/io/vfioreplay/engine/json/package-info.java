/** JSON: what programs read of us, and what we read of them. The only importer of jackson. */
@NullMarked
package io.vfioreplay.engine.json;

import org.jspecify.annotations.NullMarked;
