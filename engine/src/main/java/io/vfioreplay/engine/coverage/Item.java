package io.vfioreplay.engine.coverage;

import java.util.Comparator;

/**
 * One thing that a recording can exercise.
 *
 * @param table the table that lists it, for example {@link Tables#RULES} or {@code v2, features 7}
 * @param name unique in its table
 */
public record Item(String table, String name) implements Comparable<Item> {

    private static final Comparator<Item> ORDER =
            Comparator.comparing(Item::table).thenComparing(Item::name);

    @Override
    public int compareTo(Item other) {
        return ORDER.compare(this, other);
    }
}
