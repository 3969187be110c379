package io.vfioreplay.engine.simulate;

import io.vfioreplay.engine.ingest.JournalHeader;
import io.vfioreplay.engine.ingest.JournalHeader.Source;
import io.vfioreplay.engine.postmortem.Side;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * That a journal was simulated, and with which fault; its header says so as the name of its capture. A journal that was redacted
 * does not tell any more.
 *
 * @param fault what went wrong, if anything that this program knows
 */
public record Origin(Optional<Fault> fault) {

    private static final Pattern NAME = Pattern.compile(
            "simulated (?:source|destination) of seed -?[0-9]{1,19}(?: with ([a-z-]{1,64}))?", Pattern.DOTALL);

    /** The name of the capture that one side of a scenario would have been. */
    static String nameOf(Scenario scenario, Side side) {
        String fault = scenario.fault().map(what -> " with " + what.label()).orElse("");
        return String.format(Locale.ROOT, "simulated %s of seed %d%s", side.label(), scenario.seed(), fault);
    }

    /** Where a journal with this header comes from; empty where it was not simulated. */
    public static Optional<Origin> of(JournalHeader header) {
        return header.captures().stream()
                .map(Source::name)
                .map(NAME::matcher)
                .filter(Matcher::matches)
                .findFirst()
                .map(name -> new Origin(Optional.ofNullable(name.group(1)).flatMap(Fault::of)));
    }
}
