package io.vfioreplay.bench.torture;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What was counted during a run. Any thread. */
final class Tally {

    private final Map<Count, LongAdder> counts = new EnumMap<>(Count.class);

    /** What is counted, in the order in which it is told. */
    enum Count {
        KILLS("writers killed"),
        JOURNALS("journals checked"),
        SEALED("of them sealed"),
        UNFINISHED("killed before the first block"),
        TORN_TAILS("torn tails"),
        RECOVERED("journals recovered"),
        EVENTS("events compared"),
        DAMAGE_TRIALS("journals damaged"),
        FOUND("of them found by verify or refused"),
        HARMLESS("changed nothing that is read"),
        CHAIN_ONLY("seen by verify alone");

        private final String words;

        Count(String words) {
            this.words = words;
        }

        /** In words, behind the number. */
        String words() {
            return words;
        }
    }

    Tally() {
        for (Count count : Count.values()) {
            counts.put(count, new LongAdder());
        }
    }

    void add(Count count, long number) {
        adder(count).add(number);
    }

    long of(Count count) {
        return adder(count).sum();
    }

    private LongAdder adder(Count count) {
        LongAdder adder = counts.get(count);
        if (adder == null) {
            throw new IllegalStateException("nobody counts " + count);
        }
        return adder;
    }
}
