package io.vfioreplay.engine.query;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** The known name that is nearest to a mistyped one. */
public final class Suggestion {

    private static final int DISTANCE_MAX = 3;

    private Suggestion() {}

    /** The name that is nearest, or empty when none is near: three letters, and no more than half of what was typed, are wrong. */
    public static Optional<String> nearest(String mistyped, Collection<String> names) {
        Optional<String> nearest = Optional.empty();
        int least = Math.min(DISTANCE_MAX, mistyped.length() / 2) + 1;
        for (String name : names) {
            int distance = distance(mistyped.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
            if (distance < least) {
                nearest = Optional.of(name);
                least = distance;
            }
        }
        return nearest;
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
