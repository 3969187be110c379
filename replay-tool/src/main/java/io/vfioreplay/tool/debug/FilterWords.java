package io.vfioreplay.tool.debug;

import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Words that a filter may have. */
final class FilterWords {

    private static final List<String> COMMON = List.of(
            "kind",
            "position",
            "time",
            "since",
            "phase",
            "duration",
            "device",
            "record",
            "errno",
            "state",
            "bytes",
            "data",
            "value",
            "text",
            "and",
            "or",
            "not",
            "in",
            "==",
            "!=",
            "OK");

    private FilterWords() {}

    /** Fields, kinds and operators, sorted. */
    static List<String> all() {
        TreeSet<String> words = new TreeSet<>(COMMON);
        for (EventKind kind : EventKind.values()) {
            words.add(kind.label());
            for (Field field : kind.fields()) {
                words.add(field.name());
            }
        }
        return new ArrayList<>(words);
    }
}
