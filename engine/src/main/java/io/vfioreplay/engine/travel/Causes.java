package io.vfioreplay.engine.travel;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.engine.postmortem.Side;
import io.vfioreplay.engine.postmortem.SideFinding;
import io.vfioreplay.engine.replay.Timeline;
import io.vfioreplay.hardware.event.Event;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The chain of events behind an event: what it depends on ({@link Grounds}), what that depends on, and so on. At most
 * {@value #LINKS_MAX} events, each once; the nearest are looked for first, and each is told below the one that depends on it.
 */
final class Causes {

    private static final int LINKS_MAX = 12;
    private static final int NOBODY = -1;

    private final Session session;
    private final Grounds grounds;
    private final List<Found> found = new ArrayList<>();
    private final ArrayDeque<Open> open = new ArrayDeque<>();
    private final Set<Place> seen = new HashSet<>();

    /** An event of the chain with the one that depends on it, by its index; the first depends on none. */
    private record Found(CauseLink link, int parent) {}

    /** An event of the chain, by its index, of which nobody asked yet what it depends on. */
    private record Open(Side side, Event event, int index) {}

    private record Place(Side side, long position) {}

    Causes(Session session, Examined examined) {
        this.session = session;
        this.grounds = new Grounds(session, examined);
    }

    /** The chain behind an event, which is the first link. */
    List<CauseLink> of(Side side, long position, Progress progress) {
        return of(side, position, "this is the event that is asked for", progress);
    }

    /** The chain behind the event that shows a breach. */
    List<CauseLink> of(SideFinding finding, Progress progress) {
        String reason = finding.rule().id() + ": " + finding.message();
        return of(finding.side(), finding.position(), reason, progress);
    }

    private List<CauseLink> of(Side side, long position, String reason, Progress progress) {
        add(new Ground(side, position, reason), NOBODY);
        while (!open.isEmpty() && found.size() < LINKS_MAX) {
            Open next = open.removeFirst();
            for (Ground ground : grounds.of(next.side, next.event, progress)) {
                if (found.size() < LINKS_MAX) {
                    add(ground, next.index);
                }
            }
        }
        List<CauseLink> links = new ArrayList<>(found.size());
        tell(NOBODY, links);
        return List.copyOf(links);
    }

    /** Adds the events that one depends on, each followed by its own. */
    private void tell(int parent, List<CauseLink> links) {
        for (int index = parent + 1; index < found.size(); index++) {
            if (found.get(index).parent == parent) {
                links.add(found.get(index).link);
                tell(index, links);
            }
        }
    }

    private void add(Ground ground, int parent) {
        Optional<Event> known = event(session.recording(ground.side()).timeline(), ground.position());
        if (known.isPresent() && seen.add(new Place(ground.side(), ground.position()))) {
            Event event = known.get();
            int depth = parent == NOBODY ? 0 : found.get(parent).link.depth() + 1;
            long[] values = event.values().stream().mapToLong(Long::longValue).toArray();
            String words = EventPhrase.of(event.stamp(), event.kind(), values);
            open.addLast(new Open(ground.side(), event, found.size()));
            found.add(
                    new Found(new CauseLink(ground.side(), ground.position(), depth, words, ground.reason()), parent));
        }
    }

    private static Optional<Event> event(Timeline timeline, long position) {
        List<Event> found = new ArrayList<>(1);
        timeline.replay(
                new Range(position, position + 1),
                Progress.NONE,
                (envelope, kind, values, payload) -> found.add(Event.copyOf(envelope, kind, values, payload)));
        return found.stream().findFirst();
    }
}
