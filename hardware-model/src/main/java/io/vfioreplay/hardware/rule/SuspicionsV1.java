package io.vfioreplay.hardware.rule;

import io.vfioreplay.hardware.event.Envelope;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Breaches of the silence of one v1 device that are not certain yet: an event stands where its answer was seen, and a write
 * that lets the device run may have been under way. The next state request or reset decides.
 */
final class SuspicionsV1 {

    private static final int HELD_MAX = Reports.PER_RULE_AND_DEVICE_MAX;

    private final List<Suspicion> held = new ArrayList<>();

    /**
     * One of them.
     *
     * @param rule the rule that was broken if nothing excuses it
     * @param isDma what was seen is DMA
     * @param what what the device did, half a sentence
     * @param where the state that it was in
     */
    record Suspicion(Rule rule, long position, long timeNanos, boolean isDma, String what, String where) {

        String message() {
            return "the device %s in %s; expected silence".formatted(what, where);
        }

        /** Whether it happened after {@code event} was asked for, and so perhaps by its doing. */
        boolean isWithin(Envelope event) {
            long began = Watched.began(event);
            boolean spans = Watched.hasDuration(event) || event.result() == Envelope.UNANSWERED;
            return spans && began != Envelope.NO_TIME && timeNanos != Envelope.NO_TIME && timeNanos >= began;
        }
    }

    /** Keeps it, or passes it over when there are many; the first ones are the ones that people read. */
    void hold(Suspicion suspicion) {
        if (held.size() < HELD_MAX) {
            held.add(suspicion);
        }
    }

    /** Gives away all that are held: the excused to one consumer, the others to the other. */
    void decide(Predicate<Suspicion> isExcused, Consumer<Suspicion> excused, Consumer<Suspicion> confirmed) {
        List<Suspicion> decided = List.copyOf(held);
        held.clear();
        for (Suspicion suspicion : decided) {
            (isExcused.test(suspicion) ? excused : confirmed).accept(suspicion);
        }
    }

    void forget() {
        held.clear();
    }
}
