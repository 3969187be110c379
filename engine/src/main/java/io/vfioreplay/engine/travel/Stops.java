package io.vfioreplay.engine.travel;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.engine.query.Filter;
import io.vfioreplay.hardware.event.Envelope;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.TreeMap;

/**
 * Breakpoints and watches, and the search for the next or previous event at which one of them fires. Nothing moves by it. One
 * thread.
 */
public final class Stops {

    /** How far a search looks for all stops before it looks further: a near one is found without looking for a far one. */
    private static final long STRETCH_MIN = 1 << 12;

    private static final long STRETCH_MAX = 1 << 22;

    private final TreeMap<Integer, Stop> stops = new TreeMap<>();
    private final long stretchMin;
    private int lastNumber;

    /** No stops. */
    public Stops() {
        this(STRETCH_MIN);
    }

    Stops(long stretchMin) {
        this.stretchMin = stretchMin;
    }

    /** Stops at events that pass a filter. */
    public Stop addBreak(String expression) {
        return add(Stop.Type.BREAK, new FieldPattern.Events(expression, Filter.parse(expression)));
    }

    /** Stops at changes. */
    public Stop addWatch(FieldPattern pattern) {
        return add(Stop.Type.WATCH, pattern);
    }

    private Stop add(Stop.Type type, FieldPattern pattern) {
        Stop added = new Stop(++lastNumber, type, pattern, true, 0, 0);
        stops.put(added.number(), added);
        return added;
    }

    /** All stops by number. */
    public List<Stop> all() {
        return List.copyOf(stops.values());
    }

    /**
     * Lets a stop fire or not.
     *
     * @throws NoSuchElementException when there is no stop of this number
     */
    public Stop enable(int number, boolean enabled) {
        return put(stop(number).enabled(enabled));
    }

    /**
     * Lets a stop pass its next hits.
     *
     * @throws NoSuchElementException when there is no stop of this number
     */
    public Stop ignore(int number, long count) {
        return put(stop(number).ignoring(Math.max(0, count)));
    }

    /**
     * Takes a stop away.
     *
     * @throws NoSuchElementException when there is no stop of this number
     */
    public Stop delete(int number) {
        Stop gone = stop(number);
        stops.remove(number);
        return gone;
    }

    /** Takes all stops away. */
    public void deleteAll() {
        stops.clear();
    }

    /**
     * The first event behind a position at which a stop fires that is not ignored.
     *
     * @param progress is told positions; what it throws ends the search
     * @return the journal's end where none fires
     */
    public StopHit next(Changes changes, long after, long lastPosition, Progress progress) {
        TreeMap<Integer, Stop> before = new TreeMap<>(stops);
        try {
            long from = after + 1;
            for (long stretch = stretchMin; from <= lastPosition; stretch = Math.min(STRETCH_MAX, 2 * stretch)) {
                long to = Math.min(lastPosition + 1, from + stretch);
                StopHit hit = firstIn(changes, new Range(from, to), progress);
                while (!hit.isEnd() && isIgnored(hit)) {
                    hit = firstIn(changes, new Range(hit.position() + 1, to), progress);
                }
                if (!hit.isEnd()) {
                    return fired(hit);
                }
                from = to;
            }
            return new StopHit(lastPosition, List.of(), List.of());
        } catch (RuntimeException stopped) {
            stops.putAll(before);
            throw stopped;
        }
    }

    /**
     * The last event before a position at which a stop fires that is not ignored.
     *
     * @param progress is told positions; what it throws ends the search
     * @return the journal's start, position -1, where none fires
     */
    public StopHit previous(Changes changes, long before, Progress progress) {
        TreeMap<Integer, Stop> unchanged = new TreeMap<>(stops);
        try {
            long to = before;
            for (long stretch = stretchMin; to > 0; stretch = Math.min(STRETCH_MAX, 2 * stretch)) {
                long from = Math.max(0, to - stretch);
                StopHit hit = lastIn(changes, new Range(from, to), progress);
                while (!hit.isEnd() && isIgnored(hit)) {
                    hit = lastIn(changes, new Range(from, hit.position()), progress);
                }
                if (!hit.isEnd()) {
                    return fired(hit);
                }
                to = from;
            }
            return new StopHit(Envelope.NO_POSITION, List.of(), List.of());
        } catch (RuntimeException stopped) {
            stops.putAll(unchanged);
            throw stopped;
        }
    }

    private StopHit firstIn(Changes changes, Range range, Progress progress) {
        long limit = range.to();
        List<Hit> hits = new ArrayList<>();
        for (Stop stop : stops.values()) {
            if (stop.isEnabled() && range.from() < limit) {
                List<Change> found = changes.first(stop.pattern(), new Range(range.from(), limit), progress);
                if (!found.isEmpty()) {
                    hits.add(new Hit(stop, found));
                    limit = Math.min(
                            limit, found.get(0).position() + 1); // One more, for those that fire at the same event.
                }
            }
        }
        return together(hits, limit - 1);
    }

    private StopHit lastIn(Changes changes, Range range, Progress progress) {
        long limit = range.from();
        List<Hit> hits = new ArrayList<>();
        for (Stop stop : stops.values()) {
            if (stop.isEnabled() && limit < range.to()) {
                List<Change> found = changes.last(stop.pattern(), new Range(limit, range.to()), progress);
                if (!found.isEmpty()) {
                    hits.add(new Hit(stop, found));
                    limit = Math.max(limit, found.get(0).position());
                }
            }
        }
        return together(hits, limit);
    }

    private record Hit(Stop stop, List<Change> changes) {}

    private static StopHit together(List<Hit> hits, long position) {
        List<Stop> fired = new ArrayList<>();
        List<Change> changes = new ArrayList<>();
        for (Hit hit : hits) {
            if (hit.changes.get(0).position() == position) {
                fired.add(hit.stop);
                changes.addAll(hit.changes);
            }
        }
        return new StopHit(position, fired, changes);
    }

    /** Counts a hit of all stops that fired; whether none of them stops. */
    private boolean isIgnored(StopHit hit) {
        boolean ignored = true;
        for (Stop stop : hit.fired()) {
            ignored &= stop(stop.number()).ignored() > 0;
            put(stop(stop.number()).hit());
        }
        return ignored;
    }

    /** With the stops as they are now that their hits are counted. */
    private StopHit fired(StopHit hit) {
        List<Stop> now = hit.fired().stream().map(stop -> stop(stop.number())).toList();
        return new StopHit(hit.position(), now, hit.changes());
    }

    private Stop put(Stop stop) {
        stops.put(stop.number(), stop);
        return stop;
    }

    private Stop stop(int number) {
        Stop stop = stops.get(number);
        if (stop == null) {
            throw new NoSuchElementException("there is no stop " + number
                    + (stops.isEmpty() ? "; none is set" : "; there are " + stops.keySet()));
        }
        return stop;
    }
}
