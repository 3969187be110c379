/** What was measured, and how it is shown: as a table, as JSON, as a picture. Knows nothing of how it was measured. */
@NullMarked
package io.vfioreplay.bench.report;

import org.jspecify.annotations.NullMarked;
