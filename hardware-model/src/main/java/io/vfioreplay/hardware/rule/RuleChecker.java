package io.vfioreplay.hardware.rule;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.event.FlatEventSink;
import io.vfioreplay.hardware.event.Flattener;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.Unflattener;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Reads events and reports breaches of the rules whose kind is {@link RuleKind#CHECKED}.
 *
 * <p>It keeps a small memory of constant size for each device, and believes only what the recording settles: after a gap, a
 * damaged message or a failed request the state is a set of possibilities, and rules that need certainty stay silent.
 * The same events give the same findings. One thread at a time.
 */
public final class RuleChecker implements FlatEventSink {

    private final Reports reports;
    private final Watch watch;
    private final SessionChecks sessions;
    private final BitQuietChecks quietV1;
    private final BitStreamChecks streamsV1;
    private final LogChecks logs;
    /** The checks see the device as it was before the event; the tracker, which moves it on, comes last. */
    private final List<FlatEventSink> topics;

    /**
     * A checker at the beginning of a recording.
     *
     * @param visible what the recording sees; only {@link Visibility#DATA_FD} changes what is concluded: without it an
     *     absent data_fd means nothing, and a short answer may be the end of the stream
     * @param consumer takes each finding, called from within an event's call; most findings are about that event, some
     *     about an earlier one that only now turned out to be a breach
     */
    public RuleChecker(Set<Visibility> visible, Consumer<Finding> consumer) {
        this.reports = new Reports(consumer);
        this.watch = new Watch(visible, reports);
        this.sessions = new SessionChecks(watch);
        this.quietV1 = new BitQuietChecks(watch);
        this.streamsV1 = new BitStreamChecks(watch);
        this.logs = new LogChecks(watch);
        this.topics = Stream.of(
                        new DamageChecks(watch),
                        new AnswerChecks(watch),
                        new AnswerChecksV1(watch),
                        new StateChecks(watch),
                        sessions,
                        new StreamChecks(watch),
                        new QuietChecks(watch),
                        new LoggingChecks(watch),
                        new ContainerChecks(watch),
                        new VmmChecks(watch),
                        new BitChecks(watch),
                        quietV1,
                        streamsV1,
                        new GraceChecks(watch),
                        logs,
                        new TouchChecks(watch),
                        new WindowChecks(watch),
                        new WorldTracker(watch),
                        new Tracker(watch),
                        new VmmTracker(watch),
                        new TrackerV1(watch))
                .<FlatEventSink>map(Unflattener::new)
                .toList();
    }

    /** A checker of a vfio-user recording; see {@link Visibility#vfioUser()}. */
    public static RuleChecker ofVfioUser(Consumer<Finding> consumer) {
        return new RuleChecker(Visibility.vfioUser(), consumer);
    }

    /** Reports what only the end of the recording decides. To be called after the last event; more calls add nothing. */
    public void finish() {
        for (Map.Entry<Integer, Watched> entry : watch.devices()) {
            sessions.reportUndrained(entry.getValue(), entry.getKey());
            quietV1.finish(entry.getValue(), entry.getKey());
            streamsV1.finish(entry.getValue(), entry.getKey());
        }
        logs.reportUnread();
    }

    /** How many findings were only counted, since each rule reports a limited number on each device. */
    public long suppressedFindings() {
        return reports.suppressed();
    }

    /** The same as calls. */
    public EventSink events() {
        return new Flattener(this);
    }

    @Override
    public void accept(Envelope envelope, EventKind kind, long[] values, Payload payload) {
        for (FlatEventSink topic : topics) {
            topic.accept(envelope, kind, values, payload);
        }
    }
}
