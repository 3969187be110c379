package io.vfioreplay.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One measure.
 *
 * @param id its name for programs
 * @param title what was measured
 * @param notes what a reader has to know to read the figures
 * @param columns what the lines show
 * @param lines who took part
 * @param goals what was to be reached
 */
public record Section(
        String id, String title, List<String> notes, List<Column> columns, List<Line> lines, List<Goal> goals) {

    /** Throws {@link IllegalArgumentException} when a line has not a cell for every column; copies the lists. */
    public Section {
        notes = List.copyOf(notes);
        columns = List.copyOf(columns);
        lines = List.copyOf(lines);
        goals = List.copyOf(goals);
        for (Line line : lines) {
            if (line.cells().size() != columns.size()) {
                throw new IllegalArgumentException("%s: %d cells in %d columns"
                        .formatted(line.name(), line.cells().size(), columns.size()));
            }
        }
    }

    /** This section with one more note. */
    public Section withNote(String note) {
        List<String> all = new ArrayList<>(notes);
        all.add(note);
        return new Section(id, title, all, columns, lines, goals);
    }

    /**
     * What a column shows.
     *
     * @param name its head, and its name for programs
     * @param unit of its figures
     * @param showsSpread whether a table has room for the spread over the rounds; programs always get it
     */
    public record Column(String name, Unit unit, boolean showsSpread) {

        /** A column with the spread. */
        public static Column withSpread(String name, Unit unit) {
            return new Column(name, unit, true);
        }

        /** A column of medians. */
        public static Column ofMedians(String name, Unit unit) {
            return new Column(name, unit, false);
        }

        /** A cell of it. */
        String text(Samples samples) {
            return showsSpread ? unit.text(samples) : Unit.text(samples.median());
        }
    }

    /**
     * Who took part, and with what.
     *
     * @param name short
     * @param description long
     * @param cells a figure for each column, empty where nothing was observed
     */
    public record Line(String name, String description, List<Optional<Samples>> cells) {

        /** Throws nothing; copies the list. */
        public Line {
            cells = List.copyOf(cells);
        }
    }
}
