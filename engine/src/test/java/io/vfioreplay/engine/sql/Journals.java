package io.vfioreplay.engine.sql;

import io.vfioreplay.engine.codec.EventFormat;
import io.vfioreplay.engine.ingest.JournalHeader;
import io.vfioreplay.engine.ingest.JournalHeader.Source;
import io.vfioreplay.engine.pipeline.Recorder;
import io.vfioreplay.engine.pipeline.RecorderOptions;
import io.vfioreplay.engine.replay.HostState;
import io.vfioreplay.engine.replay.Timeline;
import io.vfioreplay.hardware.event.FlatEventSink;
import io.vfioreplay.journal.DamagePolicy;
import io.vfioreplay.journal.JournalWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Journals of a few events, and the answers to queries about them. */
final class Journals {

    private Journals() {}

    /** Records events into a new journal and opens it. */
    static Timeline record(Path journal, Consumer<FlatEventSink> events) {
        Source capture = new Source("some.pcap", "vfio-user pcap", 1, "ab".repeat(32));
        JournalHeader header = new JournalHeader(EventFormat.VERSION, List.of(capture), Optional.empty());
        JournalWriter writer = JournalWriter.create(journal, header.toDescription());
        try (Recorder recorder = new Recorder(writer, HostState.fold(), RecorderOptions.IMPORT, TreeMap::new)) {
            events.accept(recorder);
        }
        return Timeline.open(journal, DamagePolicy.STRICT);
    }

    /** All rows of an answer. */
    static List<List<@Nullable Object>> rows(SqlDatabase database, String query) {
        List<List<@Nullable Object>> all = new ArrayList<>();
        try (SqlRows rows = database.query(query)) {
            while (rows.next()) {
                List<@Nullable Object> row = new ArrayList<>();
                for (int i = 0; i < rows.columns().size(); i++) {
                    row.add(rows.value(i));
                }
                all.add(row);
            }
        }
        return all;
    }
}
