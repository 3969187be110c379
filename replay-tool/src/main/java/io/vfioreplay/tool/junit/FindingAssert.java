package io.vfioreplay.tool.junit;

import io.vfioreplay.engine.postmortem.Side;
import io.vfioreplay.engine.postmortem.SideFinding;
import java.util.List;
import java.util.function.Predicate;

/** Findings of one rule, of which each call leaves those that are as it says; none left is a failure. */
public final class FindingAssert {

    private final MigrationAssert whole;
    private final ReplayedMigration migration;
    private final List<SideFinding> left;

    FindingAssert(MigrationAssert whole, ReplayedMigration migration, List<SideFinding> left) {
        this.whole = whole;
        this.migration = migration;
        this.left = left;
    }

    /** One of them is at this position. */
    public FindingAssert at(long position) {
        return only("at position " + position, each -> each.position() == position);
    }

    /** One of them is in the recording of this side. */
    public FindingAssert on(Side side) {
        return only("on the " + side.label(), each -> each.side() == side);
    }

    private FindingAssert only(String where, Predicate<SideFinding> wanted) {
        List<SideFinding> fitting = left.stream().filter(wanted).toList();
        if (fitting.isEmpty()) {
            SideFinding first = left.get(0);
            throw Failure.of("a finding " + first.rule().id() + " " + where, Failure.text(first))
                    .at(migration.recording(first.side()), first.position())
                    .error();
        }
        return new FindingAssert(whole, migration, fitting);
    }

    /** Goes on with the migration. */
    public MigrationAssert and() {
        return whole;
    }
}
