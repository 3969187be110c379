package io.vfioreplay.engine.postmortem;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.engine.diff.EventSource;
import io.vfioreplay.engine.replay.Timeline;
import java.util.List;
import java.util.Optional;

/**
 * What is known of one side.
 *
 * @param observer has read the whole recording
 * @param events the recording, to read bytes again
 * @param findings what the rules found in it
 * @param digest of the state at its end, empty where it was not computed
 */
public record Evidence(
        MigrationObserver observer, EventSource events, List<SideFinding> findings, Optional<String> digest) {

    /** Keeps a copy of the findings. */
    public Evidence {
        findings = List.copyOf(findings);
    }

    /** A journal as something that can be read again from anywhere. */
    public static EventSource source(Timeline timeline) {
        return (from, to, sink) -> timeline.replay(new Range(from, to), Progress.NONE, sink);
    }

    /** Reads a recording once; without findings of rules and without a digest. */
    public static Evidence of(EventSource events) {
        MigrationObserver observer = new MigrationObserver();
        events.replay(0, Long.MAX_VALUE, observer);
        return new Evidence(observer, events, List.of(), Optional.empty());
    }
}
