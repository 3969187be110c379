package io.vfioreplay.engine.query;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The known name that is nearest to a mistyped one. */
public final class Suggestion {

    private static final int DISTANCE_MAX = 3;

    private Suggestion() {}

    /** The name that is nearest, or empty when none is near: three letters, and no more than half of what was typed, are wrong. */
    public static Optional<String> nearest(String mistyped, Collection<String> names) {
        return near(mistyped, names, 1).stream().findFirst();
    }

    /** The names that are near in this sense, at most so many, the nearest first and otherwise in their order. */
    public static List<String> near(String mistyped, Collection<String> names, int most) {
        String typed = mistyped.toLowerCase(Locale.ROOT);
        int far = Math.min(DISTANCE_MAX, mistyped.length() / 2);
        SortedMap<Integer, List<String>> near = new TreeMap<>();
        for (String name : names) {
            int distance = distance(typed, name.toLowerCase(Locale.ROOT));
            if (distance <= far) {
                near.computeIfAbsent(distance, none -> new ArrayList<>()).add(name);
            }
        }
        return near.values().stream().flatMap(List::stream).limit(most).toList();
    }

    /** Levenshtein distance, in one row. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
