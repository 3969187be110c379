package io.vfioreplay.engine.simulate;

import io.vfioreplay.engine.codec.EventFormat;
import io.vfioreplay.engine.ingest.JournalHeader;
import io.vfioreplay.engine.ingest.JournalHeader.Source;
import io.vfioreplay.engine.postmortem.Side;
import java.util.List;
import java.util.Optional;

/**
 * What happened in a scenario, as it was recorded on both sides.
 *
 * @param scenario which
 * @param source what was recorded there
 * @param destination what was recorded there
 * @param expected what has to be found
 */
public record SimulatedMigration(Scenario scenario, Tape source, Tape destination, Expected expected) {

    /** What the header of a journal of one side says: that it was simulated, and from where it is seen. */
    public JournalHeader header(Side side) {
        Source capture =
                new Source(Origin.nameOf(scenario, side), scenario.vantage().format(), 0, "");
        return new JournalHeader(EventFormat.VERSION, List.of(capture), Optional.empty());
    }
}
