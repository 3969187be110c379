package io.vfioreplay.engine.postmortem;

import io.vfioreplay.engine.replay.Timeline;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.FlatEventSink;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.rule.Finding;
import io.vfioreplay.hardware.rule.RuleChecker;
import io.vfioreplay.hardware.rule.Visibility;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Checks the rules on a recording, whichever witnesses it has. A monitor tells states and nothing else, so what it says of devices
 * is not checked; a breach that two witnesses of one device show is reported once. One thread.
 */
public final class HostRules implements FlatEventSink {

    private final List<Witness> witnesses;
    private final Consumer<Finding> consumer;
    private final RuleChecker checker;
    private final Map<Integer, View> views = new HashMap<>();
    private final Map<String, View> reported = new HashMap<>();

    /**
     * A check at the beginning of a recording.
     *
     * @param timeline the recording
     * @param consumer takes each finding once
     */
    public HostRules(Timeline timeline, Consumer<Finding> consumer) {
        this(Witness.of(timeline), timeline.header().visible(), consumer);
    }

    /**
     * The same of a recording that is not in a journal.
     *
     * @param witnesses its files
     * @param visible what they see together
     */
    HostRules(List<Witness> witnesses, Set<Visibility> visible, Consumer<Finding> consumer) {
        this.witnesses = witnesses;
        this.consumer = consumer;
        this.checker = new RuleChecker(visible, this::found);
    }

    @Override
    public void accept(Envelope envelope, EventKind kind, long[] values, Payload payload) {
        View view = Witness.of(witnesses, envelope).view();
        boolean ofDevice = envelope.device() != Envelope.HOST;
        if (ofDevice) {
            views.putIfAbsent(envelope.device(), view);
        }
        if (!ofDevice || (view != View.MONITOR && view != View.WIRE)) {
            checker.accept(envelope, kind, values, payload);
        }
    }

    /** Reports what only the end of the recording decides. */
    public void finish() {
        checker.finish();
    }

    /** How many findings were only counted, since each rule reports a limited number on each device. */
    public long suppressedFindings() {
        return checker.suppressedFindings();
    }

    private void found(Finding finding) {
        View view = views.getOrDefault(finding.device(), View.MESSAGES);
        View before = reported.putIfAbsent(finding.rule().id() + ' ' + finding.message(), view);
        if (before == null || before == view) {
            consumer.accept(finding);
        }
    }
}
