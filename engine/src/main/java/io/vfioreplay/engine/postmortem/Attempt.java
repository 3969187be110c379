package io.vfioreplay.engine.postmortem;

import io.vfioreplay.engine.diff.StreamPrint;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.migration.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of one device to save or to load: what was asked for, what moved, what went wrong. Filled while a recording is
 * read; a stream is kept as its index and its prints, never as its bytes.
 */
final class Attempt {

    private static final int LIST_MAX = 4096;
    private static final int PROBES_MAX = 64;
    private static final int PROBE_BYTES_MAX = 1 << 20;

    final boolean isSaving;
    final int device;
    final View view;
    /** The file that shows it. */
    final int witness;
    /** What the capture calls the device. */
    final String name;

    final Moment begin;
    final ChunkIndex chunks = new ChunkIndex();
    final StreamPrint whole = new StreamPrint();
    final List<Span> spans = new ArrayList<>();
    final List<Trouble> troubles = new ArrayList<>();
    final List<Probe> probes = new ArrayList<>();
    final SortedMap<StateRole, Long> bytesPerRole = new TreeMap<>();
    /** The part handed out in STOP_COPY, from {@link #tailStart} on. */
    StreamPrint tail = new StreamPrint();

    long tailStart = -1;
    /** Where the recording misses something. */
    final Holes holes = new Holes();

    /** Data was moved of which the recording does not tell how much it was. */
    boolean uncounted;

    boolean entered;
    /** What the requests for states were spoken in, or null before the first. */
    @Nullable
    Protocol protocol;

    boolean endOfStream;

    /** The device said in STOP_COPY that nothing follows: what it hands out afterwards is no part of the stream. */
    boolean endWasSaid;

    boolean over;
    StateRole role = StateRole.OTHER;
    long lastPosition;

    @Nullable
    Moment lastData;

    @Nullable
    Moment stopCopy;

    @Nullable
    Moment paused;

    @Nullable
    Moment left;

    @Nullable
    Moment leftEarly;

    @Nullable
    Moment committing;

    @Nullable
    Moment committed;

    @Nullable
    Moment running;

    @Nullable
    Moment backToRunning;

    @Nullable
    Moment cancel;

    @Nullable
    Moment reset;

    boolean cancelledFromSaving;
    private int probeBytes;
    private final List<Spoiled> spoiled = new ArrayList<>();

    Attempt(boolean isSaving, DeviceCourse course, Moment begin) {
        this.isSaving = isSaving;
        this.device = course.device();
        this.view = course.view();
        this.witness = course.witness();
        this.name = course.name();
        this.begin = begin;
        this.lastPosition = begin.position();
    }

    /** A stretch in one state; {@code toNanos} is that of the last event in it. */
    static final class Span {
        final String state;
        final Moment from;
        long to;
        long toNanos;

        Span(String state, Moment from) {
            this.state = state;
            this.from = from;
            this.to = from.position();
            this.toNanos = from.timeNanos();
        }
    }

    /** A read of the destination between its commit and RUNNING: what it holds while nothing may change it. */
    record Probe(int region, long offset, Payload data, Moment moment) {}

    private record Spoiled(int region, long from, long to) {
        boolean overlaps(Probe probe) {
            return probe.region() == region
                    && probe.offset() < to
                    && from < probe.offset() + probe.data().length();
        }
    }

    void touch(Envelope envelope) {
        lastPosition = envelope.position();
        if (!spans.isEmpty()) {
            Span span = spans.get(spans.size() - 1);
            span.to = envelope.position();
            span.toNanos = Math.max(span.toNanos, envelope.timeNanos());
        }
    }

    void entered(StateRole now, String label, Moment moment) {
        role = now;
        entered = true;
        if (spans.size() < LIST_MAX) {
            spans.add(new Span(label, moment));
        }
    }

    /** The recording misses something here. */
    void hole(Moment moment) {
        boolean inTail = tailStart >= 0;
        holes.add(moment, chunks.length(), inTail);
        if (!inTail) {
            holes.restart(chunks.length());
        }
    }

    /** Whether the request that stopped the device may be what the recording misses. */
    boolean isStopUnseen() {
        return tailStart < 0 && !holes.isEmpty();
    }

    /** A request was never answered: what came behind its packet or line may stand in the wrong place. */
    void holeBehind(Moment request) {
        for (int i = 0; i < chunks.count(); i++) {
            if (chunks.record(i) > request.record()) {
                holes.add(request, chunks.start(i), stopCopy != null && request.record() > stopCopy.record());
                holes.forgetRest();
                return;
            }
        }
        hole(request);
    }

    void trouble(Trouble trouble) {
        if (trouble.kind() == Trouble.Kind.HOLE) {
            hole(trouble.moment());
        }
        if (!over && troubles.size() < LIST_MAX) {
            troubles.add(trouble);
        }
    }

    /** Takes accepted bytes. */
    void data(Moment moment, int bytes, Payload data) {
        if (bytes == 0) {
            return;
        }
        lastData = moment;
        byte[] seen = new byte[Math.min(bytes, data.length())];
        data.copyTo(0, seen, 0, seen.length);
        // Out with the answer, in with the request: what lies between belongs to the device.
        long there = isSaving ? moment.timeNanos() : moment.requestNanos();
        chunks.add(moment, there, bytes, StreamPrint.printOf(seen));
        whole.append(data, bytes);
        if (tailStart >= 0) {
            tail.append(data, bytes);
        } else {
            holes.data(data, bytes);
        }
        bytesPerRole.merge(role, (long) bytes, Long::sum);
    }

    void probe(Probe probe) {
        if (spoiled.stream().anyMatch(write -> write.overlaps(probe))) {
            return;
        }
        if (probes.size() < PROBES_MAX && probeBytes + probe.data().length() <= PROBE_BYTES_MAX) {
            probes.add(probe);
            probeBytes += probe.data().length();
        }
    }

    /** These bytes were written after the commit, so reading them no longer tells what was loaded. */
    void spoil(int region, long offset, int length) {
        if (spoiled.size() < LIST_MAX) {
            spoiled.add(new Spoiled(region, offset, offset + length));
        }
    }

    boolean canProbe(int length) {
        return committed != null && running == null && probeBytes + length <= PROBE_BYTES_MAX;
    }

    /** The first trouble of this kind. */
    @Nullable
    Trouble first(Trouble.Kind kind) {
        for (Trouble trouble : troubles) {
            if (trouble.kind() == kind) {
                return trouble;
            }
        }
        return null;
    }

    /** The first trouble that alone lets a migration fail. */
    @Nullable
    Trouble firstFailure() {
        for (Trouble trouble : troubles) {
            if (trouble.isFailure()) {
                return trouble;
            }
        }
        return null;
    }

    /** The first message that contradicts itself; the event of migration data rather than the note about its form. */
    @Nullable
    Trouble malformed() {
        for (Trouble trouble : troubles) {
            if (trouble.kind() == Trouble.Kind.MALFORMED && trouble.event() == EventKind.MIGRATION_DATA_WRITTEN) {
                return trouble;
            }
        }
        return first(Trouble.Kind.MALFORMED);
    }

    /** The rule of the book that says when everything was saved. */
    String endRule() {
        return protocol == null || protocol == Protocol.V2 ? "R-97" : "R-17";
    }

    boolean hasFramingTrouble() {
        return first(Trouble.Kind.FRAMING) != null || first(Trouble.Kind.MALFORMED) != null;
    }

    /** Whether this position lies between the first request and the next attempt of the device. */
    boolean spans(long position) {
        return position >= begin.position() && position <= lastPosition;
    }

    /** Whether the device refused migration data before it was asked to leave RESUMING. */
    boolean refusedData() {
        Trouble failure = firstFailure();
        return failure != null
                && failure.kind() == Trouble.Kind.REFUSED
                && (DataPiece.isWritten(failure.event()) || failure.event() == EventKind.MIGRATION_REGISTER_WRITTEN);
    }

    /** The position up to which this attempt decides anything: where it reached its aim, else where it last moved data. */
    long decidedBy() {
        Moment end = isSaving ? (left == null ? stopCopy : left) : running == null ? committing : running;
        return Math.max(end == null ? begin.position() : end.position(), chunks.lastPosition());
    }

    long preCopyBytes() {
        return bytesPerRole.getOrDefault(StateRole.PRE_COPY, 0L);
    }
}
