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
 * The chain of events behind an event: what it depends on ({@link Grounds}), what that depends on, and so on, nearest first.
 * At most {@value #LINKS_MAX} events, each once.
 */
final class Causes {

    private static final int LINKS_MAX = 12;

    private final Session session;
    private final Grounds grounds;
    private final List<CauseLink> links = new ArrayList<>();
    private final ArrayDeque<Open> open = new ArrayDeque<>();
    private final Set<Place> seen = new HashSet<>();

    /** An event that is in the chain, of which nobody asked yet what it depends on. */
    private record Open(Side side, Event event, int depth) {}

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
        add(new Ground(side, position, reason), 0);
        while (!open.isEmpty() && links.size() < LINKS_MAX) {
            Open next = open.removeFirst();
            for (Ground ground : grounds.of(next.side, next.event, progress)) {
                if (links.size() < LINKS_MAX) {
                    add(ground, next.depth + 1);
                }
            }
        }
        return List.copyOf(links);
    }

    private void add(Ground ground, int depth) {
        Optional<Event> found = event(session.recording(ground.side()).timeline(), ground.position());
        if (found.isPresent() && seen.add(new Place(ground.side(), ground.position()))) {
            Event event = found.get();
            long[] values = event.values().stream().mapToLong(Long::longValue).toArray();
            String words = EventPhrase.of(event.stamp(), event.kind(), values);
            links.add(new CauseLink(ground.side(), ground.position(), depth, words, ground.reason()));
            open.addLast(new Open(ground.side(), event, depth));
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
