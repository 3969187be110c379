package io.vfioreplay.engine.ingest;

import io.vfioreplay.engine.capture.CaptureSummary;
import io.vfioreplay.engine.capture.CaptureSummary.Messages;
import io.vfioreplay.engine.capture.CaptureSummary.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The summaries of captures as they stand in the last block of a journal. */
public final class SummaryText {

    /** The key of the number of records: all records were packets when the format was made. */
    private static final String RECORDS = "packets";

    private SummaryText() {}

    /** The totals of a journal that was made of these captures. */
    static SortedMap<String, String> totals(List<CaptureSummary> summaries) {
        TreeMap<String, String> totals = new TreeMap<>();
        for (int i = 0; i < summaries.size(); i++) {
            put(totals, prefix(i), summaries.get(i));
        }
        return totals;
    }

    /** The summaries that a journal's totals hold, in the order of the witnesses; missing numbers read as 0. */
    public static List<CaptureSummary> from(SortedMap<String, String> totals) {
        List<CaptureSummary> summaries = new ArrayList<>();
        for (int i = 0; totals.containsKey(prefix(i) + RECORDS); i++) {
            summaries.add(summary(totals, prefix(i)));
        }
        return summaries;
    }

    private static String prefix(int witness) {
        return String.format(Locale.ROOT, "capture.%03d.", witness);
    }

    private static void put(SortedMap<String, String> totals, String prefix, CaptureSummary summary) {
        totals.put(prefix + RECORDS, Long.toString(summary.records()));
        if (summary.unit() != Unit.PACKET) {
            totals.put(prefix + "unit", summary.unit().name());
        }
        totals.put(prefix + "irrelevant", Long.toString(summary.irrelevant()));
        totals.put(prefix + "damaged", Long.toString(summary.damaged()));
        totals.put(prefix + "events", Long.toString(summary.events()));
        summary.firstDamage().ifPresent(text -> totals.put(prefix + "firstDamage", text));
        for (int i = 0; i < summary.devices().size(); i++) {
            totals.put(
                    prefix + String.format(Locale.ROOT, "device.%05d", i),
                    summary.devices().get(i));
        }
        summary.kinds().forEach((kind, count) -> totals.put(prefix + "kinds." + kind, Long.toString(count)));
        summary.messages()
                .forEach((command, m) -> totals.put(
                        prefix + "messages." + command,
                        m.requests() + " " + m.replies() + " " + m.errors() + " " + m.posted() + " " + m.unanswered()));
    }

    private static CaptureSummary summary(SortedMap<String, String> totals, String prefix) {
        long records = Descriptions.number(totals, prefix + RECORDS);
        long irrelevant = Descriptions.number(totals, prefix + "irrelevant");
        long damaged = Descriptions.number(totals, prefix + "damaged");
        SortedMap<String, Messages> messages = new TreeMap<>();
        SortedMap<String, Long> kinds = new TreeMap<>();
        List<String> devices = new ArrayList<>();
        totals.forEach((key, value) -> {
            if (key.startsWith(prefix + "messages.")) {
                messages.put(key.substring((prefix + "messages.").length()), messages(value));
            } else if (key.startsWith(prefix + "kinds.")) {
                kinds.put(key.substring((prefix + "kinds.").length()), Descriptions.number(totals, key));
            } else if (key.startsWith(prefix + "device.")) {
                devices.add(value);
            }
        });
        return new CaptureSummary(
                unit(totals.getOrDefault(prefix + "unit", "")),
                records,
                records - irrelevant - damaged,
                irrelevant,
                damaged,
                Optional.ofNullable(totals.get(prefix + "firstDamage")),
                messages,
                kinds,
                devices,
                Descriptions.number(totals, prefix + "events"));
    }

    private static Unit unit(String name) {
        for (Unit unit : Unit.values()) {
            if (unit.name().equals(name)) {
                return unit;
            }
        }
        return Unit.PACKET;
    }

    private static Messages messages(String numbers) {
        long[] n = new long[5];
        String[] parts = numbers.split(" ", -1);
        for (int i = 0; i < Math.min(n.length, parts.length); i++) {
            n[i] = parts[i].matches("\\d{1,18}") ? Long.parseLong(parts[i]) : 0;
        }
        return new Messages(n[0], n[1], n[2], n[3], n[4]);
    }
}
