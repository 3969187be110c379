package io.vfioreplay.hardware.migration;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One next-state table, read from its picture when the class is loaded; a picture with a fault does not load. */
final class NextStates {

    private static final String STAY = "=";
    private static final String REFUSED = "-";
    private static final int STATES = StateV2.values().length;

    private final @Nullable StateV2[][] cells = new @Nullable StateV2[STATES][STATES];

    private NextStates() {}

    /** Throws {@link IllegalStateException} unless rows and columns are exactly the states of the feature set but ERROR. */
    static NextStates of(FeatureSet features, String picture) {
        NextStates table = new NextStates();
        List<List<String>> lines = picture.lines().map(NextStates::words).toList();
        List<StateV2> columns = lines.get(0).stream().map(StateV2::valueOf).toList();
        List<List<String>> rows = lines.subList(1, lines.size());
        List<StateV2> expected = List.of(StateV2.values()).stream()
                .filter(state -> state != StateV2.ERROR && features.has(state))
                .toList();
        List<StateV2> rowStates =
                rows.stream().map(row -> StateV2.valueOf(row.get(0))).toList();
        if (!columns.equals(expected) || !rowStates.equals(expected)) {
            throw new IllegalStateException(
                    "table of %s has rows %s, columns %s".formatted(features, rowStates, columns));
        }
        rows.forEach(row -> table.fill(row, columns));
        return table;
    }

    /** Where the next arc leads, {@code from} itself, or null when the request is refused. */
    @Nullable
    StateV2 next(StateV2 from, StateV2 requested) {
        return cells[from.ordinal()][requested.ordinal()];
    }

    private void fill(List<String> row, List<StateV2> columns) {
        StateV2 from = StateV2.valueOf(row.get(0));
        if (row.size() != columns.size() + 1) {
            throw new IllegalStateException("row of %s has %d cells".formatted(from, row.size() - 1));
        }
        for (int i = 0; i < columns.size(); i++) {
            cells[from.ordinal()][columns.get(i).ordinal()] = cell(row.get(i + 1), from, columns.get(i));
        }
    }

    private static @Nullable StateV2 cell(String text, StateV2 from, StateV2 requested) {
        if (text.equals(STAY) != (from == requested)) {
            throw new IllegalStateException("only the diagonal stays: " + from + ", " + requested);
        }
        if (text.equals(REFUSED)) {
            return null;
        }
        return text.equals(STAY) ? from : StateV2.valueOf(text);
    }

    private static List<String> words(String line) {
        return List.of(line.strip().split(" +"));
    }
}
