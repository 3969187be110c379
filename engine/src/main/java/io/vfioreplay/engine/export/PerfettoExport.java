package io.vfioreplay.engine.export;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.engine.export.HostTrace.Place;
import io.vfioreplay.engine.postmortem.Evidence;
import io.vfioreplay.engine.postmortem.Examiner;
import io.vfioreplay.engine.postmortem.HostRules;
import io.vfioreplay.engine.postmortem.Postmortem;
import io.vfioreplay.engine.postmortem.Postmortem.Forwarded;
import io.vfioreplay.engine.postmortem.Side;
import io.vfioreplay.engine.replay.Timeline;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.rule.Finding;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One host, or both of a migration on one clock, as a trace for Perfetto and Chrome: a process a host, tracks for the state and the
 * requests of each device, counters, and an arrow from each chunk that was saved to the one that it was loaded by.
 */
public final class PerfettoExport {

    private static final int SOURCE_PID = 1;
    private static final int DESTINATION_PID = 2;

    private final Selection selection;
    private final TraceEvents trace;
    private final Progress progress;
    private final List<String> remarks = new ArrayList<>();

    private PerfettoExport(Selection selection, TraceEvents trace, Progress progress) {
        this.selection = selection;
        this.trace = trace;
        this.progress = progress;
    }

    /** Writes one host. */
    public static Exported run(Timeline timeline, Selection selection, OutputStream out, Progress progress) {
        PerfettoExport export;
        long count;
        try (TraceEvents trace = new TraceEvents(out)) {
            export = new PerfettoExport(selection, trace, progress);
            trace.process(SOURCE_PID, "host");
            export.host(timeline, new Place(SOURCE_PID, timeline.originNanos()));
            count = trace.count();
        }
        return new Exported(count, "trace events", export.remarks);
    }

    /**
     * Writes both hosts, the destination by the clock of the source as far as the recordings tell how the clocks stand.
     *
     * @param selection of the events of either
     */
    public static Exported run(
            Timeline source, Timeline destination, Selection selection, OutputStream out, Progress progress) {
        Postmortem examined = Examiner.examine(
                Optional.of(Evidence.read(source, Side.SOURCE, progress)),
                Optional.of(Evidence.read(destination, Side.DESTINATION, progress)));
        PerfettoExport export;
        long count;
        try (TraceEvents trace = new TraceEvents(out)) {
            export = new PerfettoExport(selection, trace, progress);
            export.both(source, destination, examined);
            count = trace.count();
        }
        return new Exported(count, "trace events", export.remarks);
    }

    private void both(Timeline source, Timeline destination, Postmortem examined) {
        long ahead = examined.clocks().usedNanos().orElse(0);
        remarks.add("clocks: " + examined.clocks().sentence());
        long sourceOrigin = source.originNanos();
        long destinationOrigin = destination.originNanos();
        boolean areTimed = sourceOrigin != Envelope.NO_TIME && destinationOrigin != Envelope.NO_TIME;
        long start = areTimed ? Math.min(sourceOrigin, destinationOrigin - ahead) : sourceOrigin;
        trace.process(SOURCE_PID, "source");
        HostTrace saving = host(source, new Place(SOURCE_PID, start));
        trace.process(DESTINATION_PID, "destination");
        long destinationStart = areTimed ? start + ahead : destinationOrigin;
        HostTrace loading = host(destination, new Place(DESTINATION_PID, destinationStart));
        boolean isSwapped = examined.isSwapped();
        arrows(
                isSwapped ? loading : saving,
                isSwapped ? saving : loading,
                examined.stream().forwarded());
    }

    private HostTrace host(Timeline timeline, Place place) {
        if (place.startNanos() == Envelope.NO_TIME) {
            remarks.add("a recording has no times; each microsecond of its process is one position");
        }
        HostTrace host = new HostTrace(trace, place);
        selection.replay(timeline, progress, host);
        findings(timeline, host);
        host.finish();
        return host;
    }

    /** Rules are checked on all events: what is left out of the trace has happened too. */
    private void findings(Timeline timeline, HostTrace host) {
        List<Finding> findings = new ArrayList<>();
        HostRules rules = new HostRules(timeline, findings::add);
        timeline.replay(Range.ALL, progress, rules);
        rules.finish();
        for (Finding finding : findings) {
            long at = finding.position();
            if (at >= 0 && selection.holds(at)) {
                timeline.replay(
                        new Range(at, at + 1),
                        Progress.NONE,
                        (envelope, kind, values, payload) -> host.finding(finding, envelope));
            }
        }
    }

    private void arrows(HostTrace source, HostTrace destination, Forwarded forwarded) {
        if (forwarded == Forwarded.UNKNOWN) {
            remarks.add("which part of the stream was forwarded is not known: there are no arrows between the hosts");
            return;
        }
        List<ChunkTrail> saved = trails(source.saved().values());
        List<ChunkTrail> loaded = trails(destination.loaded().values());
        long id = 1;
        for (int i = 0; i < Math.min(saved.size(), loaded.size()); i++) {
            ChunkTrail from = saved.get(i);
            long start = forwarded == Forwarded.WHOLE_SESSION ? 0 : from.stopCopyAt();
            id = from.arrowsTo(loaded.get(i), start, trace, id);
        }
    }

    private static List<ChunkTrail> trails(Iterable<ChunkTrail> all) {
        List<ChunkTrail> moved = new ArrayList<>();
        for (ChunkTrail trail : all) {
            if (!trail.isEmpty()) {
                moved.add(trail);
            }
        }
        return moved;
    }
}
