package io.vfioreplay.engine.shrink;

import io.vfioreplay.engine.postmortem.Side;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Stamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Normalises times: an event every millisecond from the beginning of 1970 on, an answer a microsecond after its request. Who has no
 * time keeps none.
 */
final class Times {

    private static final long STEP_NANOS = 1_000_000;
    private static final long DURATION_NANOS = 1_000;

    private Times() {}

    /** Whether any time became plainer: by one clock for both sides, else by one for each, else only answers come sooner. */
    static boolean normalise(Trials trials) {
        Course before = trials.best();
        for (Course plain : List.of(merged(before), eachSide(before), durations(before))) {
            if (stamps(plain).equals(stamps(before))) {
                return false; // What is plainer still was not accepted.
            }
            if (trials.accepts(plain)) {
                return true;
            }
        }
        return false;
    }

    private static List<Stamp> stamps(Course course) {
        return course.items().stream().map(item -> item.event().stamp()).toList();
    }

    /** Both sides by one clock, in the order that their times say, each side in its own. */
    private static Course merged(Course course) {
        List<Item> items = course.items();
        int split = split(items);
        long[] nanos = new long[items.size()];
        int source = 0;
        int destination = split;
        for (long tick = 0; tick < nanos.length; tick++) {
            boolean takesSource = destination == nanos.length
                    || (source < split && time(items.get(source)) <= time(items.get(destination)));
            nanos[takesSource ? source++ : destination++] = tick * STEP_NANOS;
        }
        return at(items, nanos);
    }

    private static int split(List<Item> items) {
        int split = 0;
        while (split < items.size() && items.get(split).side() == Side.SOURCE) {
            split++;
        }
        return split;
    }

    /** Each side from the beginning. */
    private static Course eachSide(Course course) {
        int split = split(course.items());
        long[] nanos = new long[course.size()];
        Arrays.setAll(nanos, index -> (index < split ? index : index - split) * STEP_NANOS);
        return at(course.items(), nanos);
    }

    private static Course durations(Course course) {
        return at(course.items(), course.items().stream().mapToLong(Times::time).toArray());
    }

    private static long time(Item item) {
        return item.event().stamp().timeNanos();
    }

    private static Course at(List<Item> items, long[] nanos) {
        List<Item> plain = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            Stamp stamp = items.get(i).event().stamp();
            plain.add(items.get(i)
                    .with(new Stamp(
                            stamp.position(),
                            stamp.timeNanos() == Envelope.NO_TIME ? Envelope.NO_TIME : nanos[i],
                            Math.min(stamp.durationNanos(), DURATION_NANOS),
                            stamp.device(),
                            stamp.witness(),
                            stamp.record(),
                            stamp.result())));
        }
        return new Course(plain);
    }
}
