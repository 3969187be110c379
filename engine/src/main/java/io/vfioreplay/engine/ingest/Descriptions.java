package io.vfioreplay.engine.ingest;

import java.util.SortedMap;

/** Reads typed values out of descriptions, which hold text. */
final class Descriptions {

    private Descriptions() {}

    /** The number under a key, or 0 where there is none. */
    static long number(SortedMap<String, String> description, String key) {
        try {
            return Long.parseLong(description.getOrDefault(key, "0"));
        } catch (NumberFormatException none) {
            return 0;
        }
    }
}
