package io.vfioreplay.hardware.rule;

import io.vfioreplay.hardware.event.PartialEventSink;
import java.util.Set;
import java.util.function.Consumer;

/** Reads events and reports breaches of the rules whose kind is {@link RuleKind#CHECKED}. */
public final class RuleChecker implements PartialEventSink {

    private final Reports reports;

    /**
     * A checker at the beginning of a recording.
     *
     * @param visible what the recording sees; a rule that needs the absence of something relies on it
     * @param consumer takes each finding, called from within the event's call
     */
    public RuleChecker(Set<Visibility> visible, Consumer<Finding> consumer) {
        this.reports = new Reports(consumer);
    }

    /** Reports what only the end of the recording decides. To be called once, after the last event. */
    public void finish() {}

    /** How many findings were only counted, since each rule reports a limited number on each device. */
    public long suppressedFindings() {
        return reports.suppressed();
    }
}
