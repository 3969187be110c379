package io.vfioreplay.bench.peer;

import io.vfioreplay.engine.ingest.JournalHeader;
import io.vfioreplay.journal.JournalWriter;
import java.nio.file.Path;
import java.util.List;

/** Where our contestants leave their journals. */
public final class Journals {

    private static final String NAME = "bench.vfj";

    private Journals() {}

    /** The journal of a contestant that was given this directory. */
    public static Path in(Path directory) {
        return directory.resolve(NAME);
    }

    /** A new journal that was made of no capture. */
    static JournalWriter create(Path directory) {
        return JournalWriter.create(in(directory), JournalHeader.of(List.of()).toDescription());
    }
}
