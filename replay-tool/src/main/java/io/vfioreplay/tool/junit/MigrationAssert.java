package io.vfioreplay.tool.junit;

import io.vfioreplay.engine.postmortem.Blame;
import io.vfioreplay.engine.postmortem.Postmortem;
import io.vfioreplay.engine.postmortem.Side;
import io.vfioreplay.engine.postmortem.SideFinding;
import io.vfioreplay.engine.postmortem.Verdict;
import io.vfioreplay.hardware.rule.RuleBook;
import java.util.List;
import java.util.Optional;

/**
 * What must be true of a migration. Every method throws an {@link AssertionError} when it is not, with the permalink of the event that
 * shows it, that event with its neighbours, and the command that shows more.
 */
public final class MigrationAssert {

    private final ReplayedMigration migration;

    MigrationAssert(ReplayedMigration migration) {
        this.migration = migration;
    }

    /** The destination reached RUNNING, and nothing that must agree differs. */
    public MigrationAssert isMigrated() {
        return hasVerdict(Verdict.MIGRATED);
    }

    /** It ended like this. */
    public MigrationAssert hasVerdict(Verdict expected) {
        Verdict found = migration.postmortem().verdict();
        if (found != expected) {
            throw judged("verdict " + expected.label(), found.label());
        }
        return this;
    }

    /** This one is to blame. */
    public MigrationAssert isBlamedOn(Blame expected) {
        Blame found = migration.postmortem().blame();
        if (found != expected) {
            throw judged("blame " + expected.label(), found.label());
        }
        return this;
    }

    private AssertionError judged(String expected, String found) {
        Postmortem postmortem = migration.postmortem();
        return Failure.of(expected, found + ": " + postmortem.sentence())
                .decisive(migration)
                .error();
    }

    /** No rule was broken in a way that is an error; warnings and notes are none. */
    public MigrationAssert hasNoErrors() {
        none("no error", findings().stream().filter(SideFinding::isError).findFirst());
        return this;
    }

    /**
     * This rule was broken; {@link FindingAssert#at} and {@link FindingAssert#on} say where.
     *
     * @throws IllegalArgumentException when no rule has that id
     */
    public FindingAssert hasFinding(String rule) {
        List<SideFinding> found = of(rule);
        if (found.isEmpty()) {
            String others = findings().stream()
                    .map(each -> each.rule().id())
                    .distinct()
                    .reduce((left, right) -> left + " " + right)
                    .orElse("none");
            throw Failure.of("a finding " + rule, others).decisive(migration).error();
        }
        return new FindingAssert(this, migration, found);
    }

    /**
     * Nothing was found that breaks this rule. A rule that the recording cannot show is not broken either: {@code vfio-replay check} lists
     * those.
     *
     * @throws IllegalArgumentException when no rule has that id
     */
    public MigrationAssert hasNoFinding(String rule) {
        none("no finding " + rule, of(rule).stream().findFirst());
        return this;
    }

    private void none(String expected, Optional<SideFinding> found) {
        if (found.isPresent()) {
            SideFinding first = found.get();
            throw Failure.of(expected, Failure.text(first))
                    .at(migration.recording(first.side()), first.position())
                    .error();
        }
    }

    private List<SideFinding> of(String rule) {
        String known = RuleBook.rule(rule).id();
        return findings().stream()
                .filter(each -> each.rule().id().equals(known))
                .toList();
    }

    private List<SideFinding> findings() {
        return migration.postmortem().findings();
    }

    /** Every recording, see {@link RecordingAssert#replaysAsRecorded}. */
    public MigrationAssert replaysAsRecorded() {
        migration.recordings().forEach(recording -> new RecordingAssert(recording).replaysAsRecorded());
        return this;
    }

    /** Goes on with the source's recording. */
    public RecordingAssert onSource() {
        return new RecordingAssert(migration.recording(Side.SOURCE));
    }

    /** Goes on with the destination's recording. */
    public RecordingAssert onDestination() {
        return new RecordingAssert(migration.recording(Side.DESTINATION));
    }

    /** The only recording's, see {@link RecordingAssert#register}. */
    public RegisterAssert register(String path) {
        return only("register").register(path);
    }

    /** The only recording's, see {@link RecordingAssert#state}. */
    public StateAssert state(String path) {
        return only("state").state(path);
    }

    /** The only recording's, see {@link RecordingAssert#events}. */
    public EventsAssert events(String filter) {
        return only("events").events(filter);
    }

    private RecordingAssert only(String method) {
        if (migration.recordings().size() > 1) {
            throw new IllegalStateException("there are two recordings; say whose " + method + " is meant: onSource()."
                    + method + "(...) or onDestination()." + method + "(...)");
        }
        return new RecordingAssert(migration.recordings().get(0));
    }
}
