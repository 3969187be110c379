/**
 * Journals: directories of checked, chained blocks that are appended once and never changed. Knows frames, not meanings.
 * {@link io.vfioreplay.journal.JournalWriter} writes through Chronicle Queue; everything that reads opens the files read-only
 * and checks every byte it uses. The format is described at {@link io.vfioreplay.journal.format.Frame}.
 */
@NullMarked
package io.vfioreplay.journal;

import org.jspecify.annotations.NullMarked;
