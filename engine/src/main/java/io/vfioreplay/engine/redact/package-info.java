/**
 * Redaction: journals that may leave the house, with guest data, addresses and names replaced so that what must be equal stays equal.
 * What becomes of each field, and what cannot be kept secret, is in {@code engine/docs/redaction.md}.
 */
@NullMarked
package io.vfioreplay.engine.redact;

import org.jspecify.annotations.NullMarked;
