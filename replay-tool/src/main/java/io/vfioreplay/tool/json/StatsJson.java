package io.vfioreplay.tool.json;

import io.vfioreplay.engine.json.Json;
import io.vfioreplay.engine.stats.Dimension;
import io.vfioreplay.engine.stats.Group;
import io.vfioreplay.engine.stats.Grouping;
import io.vfioreplay.engine.stats.Histogram;
import io.vfioreplay.engine.stats.Statistics;
import io.vfioreplay.engine.stats.Tally;
import io.vfioreplay.hardware.device.Regions;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventKind;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Statistics as a JSON document. Times and durations are ns; what was not observed is null. Each table has the groups with most events,
 * how many groups are not shown, and how many events belong to groups that were not told apart.
 */
public final class StatsJson {

    private static final double MEDIAN = 0.5;
    private static final double NEARLY_ALL = 0.99;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final double THOUSAND = 1e3;

    private StatsJson() {}

    /** Writes the document, of each table so many groups. */
    public static void write(OutputStream out, Statistics statistics, int top) {
        Tally all = statistics.all();
        try (Json json = Json.document(out)) {
            json.object(() -> {
                tally(json, all, all);
                json.number("from", unlessNoTime(all.first())).number("to", unlessNoTime(all.last()));
                json.object("activity", () -> {
                    json.number("sliceNanos", statistics.activity().sliceNanos());
                    json.array("events", () -> {
                        for (long events : statistics.activity().slices()) {
                            json.element(events);
                        }
                    });
                });
                json.array("durationOctaves", () -> octaves(json, all.durations()));
                json.array("intervalOctaves", () -> octaves(json, all.intervals()));
                json.array("tables", () -> statistics.groupings().forEach(grouping -> table(json, grouping, all, top)));
            });
        }
    }

    private static void table(Json json, Grouping grouping, Tally all, int top) {
        List<Group> groups = grouping.groups();
        int shown = Math.min(top, groups.size());
        json.object(() -> {
            json.array("by", () -> grouping.dimensions().forEach(dimension -> json.element(dimension.label())));
            json.array(
                    "groups",
                    () -> groups.subList(0, shown)
                            .forEach(group -> json.object(() -> {
                                grouping.dimensions().forEach(dimension -> key(json, dimension, group));
                                tally(json, group.tally(), all);
                            })));
            json.number("groupsNotShown", groups.size() - shown);
            json.number("eventsOfOtherGroups", grouping.others().events());
        });
    }

    private static void key(Json json, Dimension dimension, Group group) {
        switch (dimension) {
            case KIND -> json.text("kind", group.kind().map(EventKind::label).orElse(null));
            case PHASE -> json.text("phase", group.phase().orElse(null));
            case DEVICE -> device(json, "device", group);
            case REGISTER ->
                group.register()
                        .ifPresent(place -> json.object("register", () -> {
                            device(json, "device", group);
                            json.text("region", Regions.name(place.region()));
                            json.text("offset", "0x" + Long.toHexString(place.offset()));
                            json.text("access", place.isWrite() ? "written" : "read");
                        }));
        }
    }

    private static void device(Json json, String name, Group group) {
        json.number(name, group.device() == Envelope.HOST ? null : Long.valueOf(group.device()));
    }

    private static void tally(Json json, Tally tally, Tally all) {
        json.number("events", tally.events()).number("failed", tally.failed());
        json.number("unanswered", tally.unanswered()).number("bytes", tally.bytes());
        if (all.spanNanos() > 0) {
            json.thousandths("perSecond", Math.round(tally.events() * THOUSAND * NANOS_PER_SECOND / all.spanNanos()));
        } else {
            json.nothing("perSecond");
        }
        histogram(json, "durations", tally.durations());
        histogram(json, "intervals", tally.intervals());
    }

    private static void histogram(Json json, String name, Histogram histogram) {
        if (histogram.count() == 0) {
            json.nothing(name);
            return;
        }
        json.object(name, () -> {
            json.number("count", histogram.count()).number("min", histogram.least());
            json.number("p50", histogram.quantile(MEDIAN)).number("p99", histogram.quantile(NEARLY_ALL));
            json.number("max", histogram.greatest());
        });
    }

    private static void octaves(Json json, Histogram histogram) {
        histogram.forEachOctave((from, to, count) ->
                json.object(() -> json.number("from", from).number("to", to).number("count", count)));
    }

    private static @Nullable Long unlessNoTime(long time) {
        return time == Envelope.NO_TIME ? null : Long.valueOf(time);
    }
}
