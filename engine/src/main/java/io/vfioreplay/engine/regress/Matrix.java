package io.vfioreplay.engine.regress;

import io.vfioreplay.engine.capture.Capture.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The same cases seen in several ways, and what each way changes: under other models, under other rules, or as another version of
 * this program wrote it down.
 *
 * @param columns the titles of the other ways, in the order in which they were asked for
 * @param rows the cases
 */
public record Matrix(List<String> columns, List<Row> rows) {

    /** Copies the lists. */
    public Matrix {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /** One way to see the cases. */
    public sealed interface Way {

        /** Replay with these options. */
        record Replayed(RegressionOptions options) implements Way {}

        /** Read the expectations below this directory: what another version said of the rules that count in the first way. */
        record WrittenDown(Path expectations) implements Way {}
    }

    /**
     * One case.
     *
     * @param base what it says in the first way; its status is {@code same} unless it cannot be read
     * @param cells what it says in the others
     */
    public record Row(CaseResult base, List<Cell> cells) {
        /** Copies the list. */
        public Row {
            cells = List.copyOf(cells);
        }
    }

    /**
     * One case in one of the other ways.
     *
     * @param isComparable whether both ways say something
     * @param changes what differs from the first way, which is what was expected
     */
    public record Cell(boolean isComparable, List<Difference> changes) {
        /** Copies the list. */
        public Cell {
            changes = List.copyOf(changes);
        }
    }

    /**
     * Looks at the cases in every way.
     *
     * @param base the first way
     * @param others by title
     * @param threads how many cases are replayed at a time
     * @param progress is told replays rather than bytes, from the calling thread
     */
    public static Matrix of(
            List<RegressionCase> cases,
            RegressionOptions base,
            Map<String, Way> others,
            int threads,
            Progress progress) {
        long passes = 1
                + others.values().stream()
                        .filter(Way.Replayed.class::isInstance)
                        .count();
        Passes replay = new Passes(cases, threads, passes, progress);
        List<CaseResult> first = replay.next(base);
        Map<String, List<Optional<Observation>>> seen = new LinkedHashMap<>();
        others.forEach((title, way) -> seen.put(title, look(cases, way, base.rules(), replay)));
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < cases.size(); i++) {
            List<Cell> cells = new ArrayList<>();
            for (List<Optional<Observation>> column : seen.values()) {
                cells.add(cell(first.get(i).observation(), column.get(i)));
            }
            rows.add(new Row(first.get(i), cells));
        }
        return new Matrix(List.copyOf(others.keySet()), rows);
    }

    /** Replays all cases, each time with other options; the progress is that of all passes. */
    private static final class Passes {
        private final List<RegressionCase> cases;
        private final int threads;
        private final long count;
        private final Progress progress;
        private long done;

        Passes(List<RegressionCase> cases, int threads, long count, Progress progress) {
            this.cases = cases;
            this.threads = threads;
            this.count = count;
            this.progress = progress;
        }

        List<CaseResult> next(RegressionOptions options) {
            long before = done * cases.size();
            done++;
            return new Regression(options, threads)
                    .observe(cases, (some, all) -> progress.bytes(before + some, count * all));
        }
    }

    private static List<Optional<Observation>> look(
            List<RegressionCase> cases, Way way, RuleSelection rules, Passes replay) {
        if (way instanceof Way.WrittenDown written) {
            return cases.stream()
                    .map(one -> read(written.expectations(), one).map(seen -> seen.where(rules::has)))
                    .toList();
        }
        return replay.next(((Way.Replayed) way).options()).stream()
                .map(CaseResult::observation)
                .toList();
    }

    private static Optional<Observation> read(Path expectations, RegressionCase subject) {
        Path file = ExpectationPlace.of(expectations, subject.name(), subject.files());
        return Files.exists(file) ? Optional.of(ExpectationFile.read(file)) : Optional.empty();
    }

    /** A written down demand that the first way meets is no change: no replay ever says it. */
    private static Cell cell(Optional<Observation> base, Optional<Observation> other) {
        if (base.isEmpty() || other.isEmpty()) {
            return new Cell(false, List.of());
        }
        return new Cell(true, Differences.between(base.get(), other.get().withoutDemandsMetBy(base.get())));
    }

    /** Whether any way changes something, or cannot be compared. */
    public boolean isChanged() {
        return rows.stream()
                .flatMap(row -> row.cells().stream())
                .anyMatch(cell -> !cell.isComparable() || !cell.changes().isEmpty());
    }
}
