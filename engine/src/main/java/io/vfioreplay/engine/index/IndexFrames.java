package io.vfioreplay.engine.index;

import java.nio.file.Path;

/**
 * What the frames of an index are.
 *
 * <pre>
 *   SNAPSHOT     key: position; see {@link SnapshotFrame}
 *   SEGMENT      key: first granule; varint granules, then for each term in it: varint step from the number of the term before,
 *                varint length of its set * 2 + whether it is written as bits
 *   SETS         key: first granule; the sets of the segment one behind the other, see {@link GranuleSets}
 *   TERMS        key: how many rows came before; for each row: u64 what, u64 where, u8 which of its numbers are used, a bit for each
 *   FINDINGS     see {@link FindingsFrame}
 *   DESCRIPTION  see {@link IndexDescription}
 * </pre>
 */
final class IndexFrames {

    static final int SNAPSHOT = 1;
    static final int SEGMENT = 2;
    static final int SETS = 3;
    static final int TERMS = 4;
    static final int FINDINGS = 5;
    static final int DESCRIPTION = 6;

    private static final String FILE_NAME = "index.vfx";

    private IndexFrames() {}

    /** The index of a journal. */
    static Path fileOf(Path journal) {
        return journal.resolve(FILE_NAME);
    }
}
