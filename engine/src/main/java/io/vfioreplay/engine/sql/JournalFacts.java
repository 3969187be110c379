package io.vfioreplay.engine.sql;

import io.vfioreplay.engine.replay.Timeline;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The table {@code journal}: what the journal says of itself, as keys and values. */
final class JournalFacts implements FactTable.Facts {

    @Override
    public String name() {
        return "journal";
    }

    @Override
    public List<Column> columns() {
        return List.of(new Column("key", SqlType.VARCHAR), new Column("value", SqlType.VARCHAR));
    }

    @Override
    public List<List<@Nullable Object>> rows(Recording recording) {
        Timeline timeline = recording.timeline();
        List<List<@Nullable Object>> rows = new ArrayList<>();
        rows.add(Arrays.asList("digest", timeline.digest()));
        rows.add(Arrays.asList("events", Long.toString(timeline.eventCount())));
        rows.add(Arrays.asList("sealed", Boolean.toString(timeline.isSealed())));
        timeline.description().forEach((key, value) -> rows.add(Arrays.asList("header." + key, value)));
        timeline.totals().forEach((key, value) -> rows.add(Arrays.asList("totals." + key, value)));
        return rows;
    }
}
