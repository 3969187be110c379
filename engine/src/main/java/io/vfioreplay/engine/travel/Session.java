package io.vfioreplay.engine.travel;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.ingest.DifferentRedactionException;
import io.vfioreplay.engine.postmortem.Parting;
import io.vfioreplay.engine.postmortem.Postmortem;
import io.vfioreplay.engine.postmortem.Side;
import io.vfioreplay.engine.postmortem.SideFinding;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Somebody who looks at one recording, or at both of a migration: where he is in each, which of them he looks at, and whether they
 * move together. The recordings stay open until their owner closes them. One thread.
 *
 * <p>A session of one recording calls it {@link Side#SOURCE}, whatever is in it.
 */
public final class Session {

    private final Map<Side, Recording> recordings = new EnumMap<>(Side.class);
    private final Map<Side, Traveller> travellers = new EnumMap<>(Side.class);
    private final Map<Side, Changes> changes = new EnumMap<>(Side.class);
    private final Stops stops = new Stops();
    private final Examined examined;
    private Side current = Side.SOURCE;
    private boolean isTogether;

    private Session(Map<Side, Recording> given) {
        recordings.putAll(given);
        recordings.forEach((side, recording) -> {
            travellers.put(side, new Traveller(recording.timeline(), recording.index()));
            changes.put(side, new Changes(recording.timeline(), recording.index()));
        });
        examined = new Examined(recordings);
        isTogether = recordings.size() > 1;
    }

    /** A session before the first event of a recording. */
    public static Session of(Recording only) {
        return new Session(Map.of(Side.SOURCE, only));
    }

    /**
     * A session before the first events of both recordings, which move together.
     *
     * @throws DifferentRedactionException when their bytes were replaced in different ways
     */
    public static Session of(Recording source, Recording destination) {
        DifferentRedactionException.refuse(
                source.timeline().description(), destination.timeline().description());
        return new Session(Map.of(Side.SOURCE, source, Side.DESTINATION, destination));
    }

    /** The recordings that there are: {@link Side#SOURCE}, or both. */
    public List<Side> sides() {
        return List.copyOf(recordings.keySet());
    }

    /** Which recording is looked at. */
    public Side current() {
        return current;
    }

    /**
     * Looks at this recording from now on.
     *
     * @throws IllegalArgumentException when there is only one
     */
    public void turnTo(Side side) {
        checkSide(side);
        current = side;
    }

    /** Whether the recording that is not looked at moves along, by the clock. */
    public boolean isTogether() {
        return isTogether;
    }

    /**
     * Lets both recordings move together, or each by itself.
     *
     * @throws IllegalArgumentException when there is only one
     */
    public void moveTogether(boolean together, Progress progress) {
        checkSide(Side.DESTINATION);
        boolean before = isTogether;
        isTogether = together;
        try {
            follow(progress);
        } catch (RuntimeException stopped) {
            isTogether = before;
            throw stopped;
        }
    }

    /** The recording that is looked at. */
    public Recording recording() {
        return recording(current);
    }

    /** The recording of one side. */
    public Recording recording(Side side) {
        checkSide(side);
        return known(recordings, side);
    }

    /** Where one is in the recording that is looked at. To be moved by this session only. */
    public Traveller traveller() {
        return traveller(current);
    }

    /** Where one is in the recording of one side. To be moved by this session only. */
    public Traveller traveller(Side side) {
        checkSide(side);
        return known(travellers, side);
    }

    /** The changes in the recording that is looked at. */
    public Changes changes() {
        return known(changes, current);
    }

    /** The changes in the recording of one side. */
    public Changes changes(Side side) {
        return known(changes, side);
    }

    /** Breakpoints and watches; they are of both recordings, and are looked for in the one that is looked at. */
    public Stops stops() {
        return stops;
    }

    /**
     * Goes to a position of the recording that is looked at; when they move together, the other one goes to its last event at that
     * time.
     *
     * @param position from -1 to the last
     * @param progress what it throws leaves the session where it was
     * @throws IllegalArgumentException when there is no such position
     */
    public void go(long position, Progress progress) {
        long before = traveller().position();
        traveller().go(position, progress);
        try {
            follow(progress);
        } catch (RuntimeException stopped) {
            traveller().go(before, Progress.NONE);
            throw stopped;
        }
    }

    /** Turns to the side of a target and goes there. */
    public void go(Target target, Progress progress) {
        Side before = current;
        turnTo(target.side());
        try {
            go(target.position(), progress);
        } catch (RuntimeException stopped) {
            turnTo(before);
            throw stopped;
        }
    }

    /**
     * Goes so many events further, or back where the number is negative, but not beyond either end.
     *
     * @return the position
     */
    public long step(long count, Progress progress) {
        long here = traveller().position();
        long last = traveller().lastPosition();
        long target = count < 0 ? Math.max(-1, here + Math.max(count, -here - 1)) : here + Math.min(count, last - here);
        go(target, progress);
        return target;
    }

    /** Goes to the next event at which a stop fires, or to the end. */
    public StopHit continueForward(Progress progress) {
        List<Stop> before = stops.all();
        StopHit hit = stops.next(changes(), traveller().position(), traveller().lastPosition(), progress);
        return goTo(hit, before, progress);
    }

    /** Goes to the last event before this one at which a stop fires, or to the start. */
    public StopHit continueBackward(Progress progress) {
        List<Stop> before = stops.all();
        StopHit hit = stops.previous(changes(), traveller().position(), progress);
        return goTo(hit, before, progress);
    }

    /** Goes where stops fired; whoever does not get there has not counted their hits. */
    private StopHit goTo(StopHit hit, List<Stop> before, Progress progress) {
        try {
            go(hit.position(), progress);
            return hit;
        } catch (RuntimeException stopped) {
            stops.putBack(before);
            throw stopped;
        }
    }

    /** Where one is in the recording that is looked at. */
    public Where where() {
        return WhereView.of(current, traveller());
    }

    /** Where one is in the recording of one side. */
    public Where where(Side side) {
        return WhereView.of(side, traveller(side));
    }

    /**
     * Where a session opens: at the post-mortem's decisive event, else at the first breach of a rule that is an error, else at the
     * end. Journals of very many events are not examined for it, and the answer says so; {@link #postmortem} does it when asked.
     */
    public Failure failure(Progress progress) {
        return examined.failure(progress);
    }

    /** What the post-mortem says of the recordings, made once. */
    public Postmortem postmortem(Progress progress) {
        return examined.postmortem(progress);
    }

    /** What was found in the recordings, by side and position, each on the side as it was given. */
    public List<SideFinding> findings(Progress progress) {
        return examined.findings(progress);
    }

    /** Where the streams of the two recordings part, with the sides as they were given; empty where nothing shows that they do. */
    public Optional<Parting> parting(Progress progress) {
        return examined.parting(progress);
    }

    /**
     * Where a place is, as {@link Place} describes them.
     *
     * @throws PlaceException when there is no such place
     */
    public Target find(Place place, Progress progress) {
        return new PlaceSearch(this, examined).find(place, progress);
    }

    /**
     * The chain of events behind an event of the recording that is looked at.
     *
     * @see Causes
     */
    public List<CauseLink> why(long position, Progress progress) {
        return new Causes(this, examined).of(current, position, progress);
    }

    /** The chain of events behind a finding. */
    public List<CauseLink> why(SideFinding finding, Progress progress) {
        return new Causes(this, examined).of(finding, progress);
    }

    private void follow(Progress progress) {
        if (isTogether && recordings.size() > 1) {
            Side other = current == Side.SOURCE ? Side.DESTINATION : Side.SOURCE;
            examined.counterpart(current, traveller().position(), progress)
                    .ifPresent(position -> known(travellers, other).go(position, progress));
        }
    }

    private void checkSide(Side side) {
        known(recordings, side);
    }

    private static <T> T known(Map<Side, T> all, Side side) {
        T known = all.get(side);
        if (known == null) {
            throw new IllegalArgumentException(
                    "there is only one recording; open both of a migration to look at either side");
        }
        return known;
    }
}
