package io.vfioreplay.engine.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a campaign came to. One thread at a time. */
public final class CampaignReport {

    /** Of more surprises than these only the number is kept. */
    static final int SURPRISES_MAX = 1000;

    private final Map<String, Row> rows = new TreeMap<>();
    /** By seed, of which a campaign has each once. */
    private final TreeMap<Long, Surprise> surprises = new TreeMap<>();

    private long migrations;
    private long events;
    private long surpriseCount;
    private long clean;
    private long faultFree;

    /** A report of nothing yet. */
    CampaignReport() {}

    /**
     * What became of one fault.
     *
     * @param fault which
     * @param injected how often it happened
     * @param observable how often the recordings show it
     * @param found how often verdict and rule were found then
     * @param blamed how often the right one was blamed then
     */
    public record Row(Fault fault, long injected, long observable, long found, long blamed) {

        private Row plus(Row other) {
            return new Row(
                    fault,
                    injected + other.injected,
                    observable + other.observable,
                    found + other.found,
                    blamed + other.blamed);
        }
    }

    /**
     * A migration of which something else was found than must have been.
     *
     * @param scenario the migration
     * @param sentence what the post-mortem said
     * @param differences what is otherwise, one line each
     */
    public record Surprise(Scenario scenario, String sentence, List<String> differences) {}

    void add(Trial trial) {
        SimulatedMigration migration = trial.migration();
        migrations++;
        events += migration.source().eventCount() + migration.destination().eventCount();
        migration.scenario().fault().ifPresentOrElse(fault -> add(rowOf(fault, trial)), () -> {
            faultFree++;
            clean += trial.isSurprise() ? 0 : 1;
        });
        if (trial.isSurprise()) {
            surpriseCount++;
            keep(new Surprise(migration.scenario(), trial.postmortem().sentence(), trial.differences()));
        }
    }

    private static Row rowOf(Fault fault, Trial trial) {
        boolean isObservable = trial.migration().expected().isObservable();
        return new Row(
                fault,
                1,
                isObservable ? 1 : 0,
                isObservable && trial.isFound() ? 1 : 0,
                isObservable && trial.isBlamed() ? 1 : 0);
    }

    private void add(Row row) {
        rows.merge(row.fault.label(), row, Row::plus);
    }

    /** Those of the lowest seeds stay, in whichever order they come. */
    private void keep(Surprise surprise) {
        surprises.put(surprise.scenario().seed(), surprise);
        if (surprises.size() > SURPRISES_MAX) {
            surprises.pollLastEntry();
        }
    }

    /** Adds what came of other seeds of the same campaign. */
    void add(CampaignReport other) {
        migrations += other.migrations;
        events += other.events;
        surpriseCount += other.surpriseCount;
        clean += other.clean;
        faultFree += other.faultFree;
        other.rows.values().forEach(this::add);
        other.surprises.values().forEach(this::keep);
    }

    /** How many migrations were simulated and judged. */
    public long migrations() {
        return migrations;
    }

    /** How many events both sides of them have. */
    public long events() {
        return events;
    }

    /** How many migrations had no fault. */
    public long faultFree() {
        return faultFree;
    }

    /** How many of those ended as they had to, with no finding of severity error and no model that contradicts. */
    public long clean() {
        return clean;
    }

    /** One row for each fault that happened, in the order of the catalogue. */
    public List<Row> rows() {
        List<Row> ordered = new ArrayList<>();
        for (Fault fault : Fault.values()) {
            Optional.ofNullable(rows.get(fault.label())).ifPresent(ordered::add);
        }
        return ordered;
    }

    /** All faults together; the fault of the answer is the first one. */
    public Optional<Row> total() {
        return rows().stream().reduce(Row::plus);
    }

    /** How many surprises there were. */
    public long surpriseCount() {
        return surpriseCount;
    }

    /** The first surprises, at most {@value #SURPRISES_MAX}, in the order of their seeds. */
    public List<Surprise> surprises() {
        return List.copyOf(surprises.values());
    }
}
