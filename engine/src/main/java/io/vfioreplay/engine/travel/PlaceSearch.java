package io.vfioreplay.engine.travel;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.postmortem.Side;
import io.vfioreplay.engine.postmortem.SideFinding;
import io.vfioreplay.engine.query.Filter;
import io.vfioreplay.engine.travel.FieldPattern.Becomes;
import io.vfioreplay.engine.travel.FieldPattern.Events;
import io.vfioreplay.engine.travel.FieldPattern.Leaves;
import io.vfioreplay.hardware.event.Envelope;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Finds where a {@link Place} is, seen from where a session is. */
final class PlaceSearch {

    private static final long DAY_NANOS = 86_400_000_000_000L;

    private final Session session;
    private final Examined examined;
    private final Side side;
    private final long last;

    PlaceSearch(Session session, Examined examined) {
        this.session = session;
        this.examined = examined;
        this.side = session.current();
        this.last = session.traveller().lastPosition();
    }

    Target find(Place place, Progress progress) {
        if (place instanceof Place.Named named) {
            return named(named, progress);
        } else if (place instanceof Place.Finding finding) {
            return finding(found -> found.rule().id().equalsIgnoreCase(finding.rule()), finding.rule(), progress);
        } else if (place instanceof Place.Marker marker) {
            return marker(marker.text(), progress);
        } else if (place instanceof Place.RecordNumber record) {
            return record(record.number(), progress);
        } else if (place instanceof Place.Percent percent) {
            return Target.of(side, Math.round(percent.percent() / 100 * Math.max(0, last)));
        } else if (place instanceof Place.Position position) {
            return position(position.position());
        } else if (place instanceof Place.Relative relative) {
            return relative(relative.events());
        } else if (place instanceof Place.Phase phase) {
            return phase(phase, progress);
        }
        return time(place, progress);
    }

    private Target named(Place.Named named, Progress progress) {
        return switch (named) {
            case START -> Target.of(side, Envelope.NO_POSITION);
            case END -> Target.of(side, last);
            case FAILURE -> failure(progress);
            case PARTING -> parting(progress);
            case FIRST_FINDING -> finding(found -> true, "", progress);
        };
    }

    private Target failure(Progress progress) {
        Failure failure = examined.examine(progress);
        return new Target(failure.side(), failure.position(), failure.why());
    }

    private Target parting(Progress progress) {
        return examined.parting(progress)
                .map(parting -> Target.of(side, side == Side.SOURCE ? parting.source() : parting.destination()))
                .orElseThrow(() -> new PlaceException(
                        session.sides().size() < 2
                                ? "one recording has nothing to part from; open both of the migration"
                                : "nothing shows that the two sides part: their streams are the same as far as they were"
                                        + " compared"));
    }

    private Target finding(Predicate<SideFinding> wanted, String rule, Progress progress) {
        List<SideFinding> findings = examined.findings(progress);
        TreeSet<String> rules = new TreeSet<>();
        SideFinding first = null;
        for (SideFinding finding : findings) {
            rules.add(finding.rule().id());
            boolean better = first == null || (first.side() != side && finding.side() == side);
            if (wanted.test(finding) && better) {
                first = finding;
            }
        }
        if (first == null) {
            String what = rule.isEmpty() ? "no rule was broken" : "nothing breaks \"" + rule + "\"";
            throw new PlaceException(what + (rules.isEmpty() ? "" : "; found were " + String.join(", ", rules)));
        }
        return new Target(first.side(), first.position(), first.rule().id() + ": " + first.message());
    }

    private Target marker(String text, Progress progress) {
        String quote = text.contains("\"") ? "'" : "\"";
        String expression = Pattern.quote(text).replace(quote, ".");
        Filter filter = Filter.parse("kind == markerPlaced and text ~ " + quote + expression + quote);
        return nextOrFirst(new Events(text, filter), "no marker has \"" + text + "\" in it", progress);
    }

    private Target record(long number, Progress progress) {
        Filter filter = Filter.parse("record == " + number);
        List<Change> found = session.changes().next(new Events("#" + number, filter), -1, progress);
        if (found.isEmpty()) {
            throw new PlaceException("no event is of packet or line " + number);
        }
        return Target.of(side, found.get(0).position());
    }

    private Target phase(Place.Phase phase, Progress progress) {
        String path =
                phase.device() == FieldPattern.EVERY_DEVICE ? "device*/state" : "device" + phase.device() + "/state";
        Leaves state = new Leaves(path, List.of(path));
        Becomes enters = new Becomes(path + " == " + phase.state(), state, "==", phase.state());
        return nextOrFirst(enters, "no device is ever seen to enter " + phase.state(), progress);
    }

    private Target nextOrFirst(FieldPattern pattern, String none, Progress progress) {
        long here = session.traveller().position();
        List<Change> next = session.changes().next(pattern, here, progress);
        if (!next.isEmpty()) {
            return Target.of(side, next.get(0).position());
        }
        List<Change> first = session.changes().next(pattern, -1, progress);
        if (first.isEmpty()) {
            throw new PlaceException(none);
        }
        return new Target(
                side, first.get(0).position(), "there is none behind position " + here + ": this is the first");
    }

    private Target position(long position) {
        if (position > last) {
            throw new PlaceException("there is no position " + position + ": the last is " + last
                    + ", before the first event it is start");
        }
        return Target.of(side, position);
    }

    private Target relative(long events) {
        long here = session.traveller().position();
        long target = here + events;
        boolean isBeyond = target < Envelope.NO_POSITION || target > last || (events > 0 && target < here);
        if (isBeyond) {
            throw new PlaceException(
                    "there are " + (events < 0 ? here + 1 + " events before here" : last - here + " behind here")
                            + ", not " + Math.abs(events));
        }
        return Target.of(side, target);
    }

    private Target time(Place place, Progress progress) {
        Times times = examined.times(side, progress);
        long origin = session.recording().timeline().originNanos();
        if (!times.isTimed() || origin == Envelope.NO_TIME) {
            throw new PlaceException("no event of this recording has a time; give a position");
        }
        long nanos = nanos(place, origin);
        long position = times.lastAt(nanos);
        return new Target(
                side,
                position,
                times.isSetBack()
                        ? "times do not only grow here: this is the last event before a later one was first seen"
                        : "");
    }

    private static long nanos(Place place, long origin) {
        if (place instanceof Place.SinceStart since) {
            long sum = origin + since.nanos();
            return sum < origin ? Long.MAX_VALUE : sum;
        } else if (place instanceof Place.Instant instant) {
            return instant.nanos();
        } else if (place instanceof Place.TimeOfDay time) {
            long midnight = origin - Math.floorMod(origin, DAY_NANOS);
            long sameDay = midnight + time.nanos();
            return sameDay < origin ? sameDay + DAY_NANOS : sameDay;
        }
        throw new IllegalStateException("no time: " + place);
    }
}
