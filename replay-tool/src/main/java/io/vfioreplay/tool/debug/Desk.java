package io.vfioreplay.tool.debug;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.postmortem.Side;
import io.vfioreplay.engine.travel.Changes;
import io.vfioreplay.engine.travel.PatternException;
import io.vfioreplay.engine.travel.PlaceException;
import io.vfioreplay.engine.travel.Session;
import io.vfioreplay.engine.travel.Stops;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * What a debugging person has before him: a session of one or two journals, the states that were looked at last, and places with
 * names. One thread, except for {@link #interrupt}.
 */
final class Desk {

    /** Work on fewer events is over before anybody could read how far it is. */
    private static final long SHOWN_MIN = 1 << 17;

    private final Session session;
    private final Function<String, Wait> waits;
    private final List<Stand> stands = new ArrayList<>();
    private final SortedMap<String, Bookmark> bookmarks = new TreeMap<>();
    private final AtomicBoolean interrupted = new AtomicBoolean();

    /**
     * A desk.
     *
     * @param session stays open until its owner closes it
     * @param waits shows that something takes its time
     */
    Desk(Session session, Function<String, Wait> waits) {
        this.session = session;
        this.waits = waits;
        session.sides().forEach(side -> stands.add(new Stand(session, side)));
    }

    /** A place with a name. */
    record Bookmark(String name, Side side, long position) {}

    /** Ends the work that is being done, if any, as soon as it can be; for another thread. */
    void interrupt() {
        interrupted.set(true);
    }

    /**
     * Does something that may take its time, and that an interruption ends with the place as it is.
     *
     * @throws CommandException when it was interrupted, or what was asked for does not exist
     */
    <T> T patiently(String what, Function<Progress, T> work) {
        interrupted.set(false);
        try (Wait wait = waits.apply(what)) {
            return work.apply((done, total) -> {
                if (interrupted.get()) {
                    throw new CommandException("interrupted; the place is as it was");
                }
                if (total >= SHOWN_MIN) {
                    wait.bytes(done, total);
                }
            });
        } catch (PlaceException | PatternException wrong) {
            throw new CommandException(String.valueOf(wrong.getMessage()));
        }
    }

    /** The same for a move; what it changes can be told afterwards. */
    <T> T move(String what, Function<Progress, T> work) {
        stands.forEach(Stand::leave);
        return patiently(what, work);
    }

    Session session() {
        return session;
    }

    /** The journal that commands work on. */
    Stand stand() {
        return stand(session.current());
    }

    /** All of them, the source first. */
    List<Stand> stands() {
        return stands;
    }

    boolean hasBothSides() {
        return stands.size() > 1;
    }

    /**
     * The journal of a side.
     *
     * @throws CommandException when it is not open
     */
    Stand stand(Side side) {
        for (Stand stand : stands) {
            if (stand.side() == side) {
                return stand;
            }
        }
        throw new CommandException("only one journal is open; expected \"vfio-replay debug SOURCE DESTINATION\"");
    }

    Stops stops() {
        return session.stops();
    }

    Changes changes() {
        return session.changes();
    }

    /** Whether the journals are examined in no time; whoever only completes a word does not wait for more. */
    boolean isQuickToExamine() {
        return stands.stream().allMatch(each -> each.lastPosition() < SHOWN_MIN);
    }

    /** By name. */
    SortedMap<String, Bookmark> bookmarks() {
        return bookmarks;
    }

    /** Goes to a position of the journal that commands work on. */
    void go(long position) {
        long last = stand().lastPosition();
        if (position < -1 || position > last) {
            throw new CommandException(
                    "no position " + position + "; expected one from -1 (before the first event) to " + last);
        }
        move("going", progress -> {
            session.go(position, progress);
            return position;
        });
    }

    /** A place in words. */
    String place(Side side, long position) {
        String where = position < 0 ? "start" : "position " + position;
        return hasBothSides() ? side.label() + " " + where : where;
    }

    /** A bookmark's place in words. */
    String place(Bookmark mark) {
        return place(mark.side(), mark.position());
    }

    /** Where one is on each side, the one that commands work on first. */
    List<Here> everyWhere() {
        List<Here> places = new ArrayList<>();
        places.add(Here.at(this, stand()));
        stands.stream().filter(each -> each != stand()).forEach(each -> places.add(Here.at(this, each)));
        return places;
    }
}
