package io.vfioreplay.engine.sql;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.engine.postmortem.Agreement;
import io.vfioreplay.engine.postmortem.HostRules;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.rule.Finding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The table {@code findings}: breaches of the rules of the protocol, as the verb {@code check} finds them. */
final class FindingFacts implements FactTable.Facts {

    @Override
    public String name() {
        return "findings";
    }

    @Override
    public List<Column> columns() {
        return List.of(
                new Column("rule", SqlType.VARCHAR),
                new Column("severity", SqlType.VARCHAR),
                new Column("position", SqlType.BIGINT),
                new Column("device", SqlType.BIGINT),
                new Column("title", SqlType.VARCHAR),
                new Column("message", SqlType.VARCHAR));
    }

    @Override
    public List<List<@Nullable Object>> rows(Recording recording) {
        List<Finding> findings = new ArrayList<>();
        HostRules rules = new HostRules(recording.timeline(), findings::add);
        recording.timeline().replay(Range.ALL, Progress.NONE, rules);
        rules.finish();
        Agreement.of(recording.timeline())
                .forEach(agreement -> agreement.finding().ifPresent(findings::add));
        return findings.stream().map(FindingFacts::row).toList();
    }

    private static List<@Nullable Object> row(Finding finding) {
        return Arrays.asList(
                finding.rule().id(),
                finding.severity().name().toLowerCase(Locale.ROOT),
                unless(Envelope.NO_POSITION, finding.position()),
                unless(Envelope.HOST, finding.device()),
                finding.rule().title(),
                finding.message());
    }

    private static @Nullable Long unless(long absent, long value) {
        return value == absent ? null : Long.valueOf(value);
    }
}
