package io.vfioreplay.hardware.rule;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Passes findings on, the first few of each rule and device; the rest are only counted, and their texts never made. */
final class Reports {

    /** A person reads the first few; a hostile recording must not fill the memory with the rest. */
    static final int PER_RULE_AND_DEVICE_MAX = 16;

    private final Consumer<Finding> consumer;
    private final Map<Place, Long> counts = new LinkedHashMap<>();

    private record Place(String rule, int device) {}

    Reports(Consumer<Finding> consumer) {
        this.consumer = consumer;
    }

    void add(Rule rule, long position, int device, Supplier<String> message) {
        long count = counts.merge(new Place(rule.id(), device), 1L, Long::sum);
        if (count <= PER_RULE_AND_DEVICE_MAX) {
            consumer.accept(new Finding(rule, position, device, message.get()));
        }
    }

    /** How many findings were counted and not passed on. */
    long suppressed() {
        return counts.values().stream()
                .mapToLong(count -> Math.max(0, count - PER_RULE_AND_DEVICE_MAX))
                .sum();
    }
}
