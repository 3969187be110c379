package io.vfioreplay.engine.regress;

import java.util.Comparator;

/**
 * Where an observation says something: the key of one value. Ordered by scope, aspect, position and name.
 *
 * @param scope {@link #MIGRATION}, {@link #SOURCE}, {@link #DESTINATION}, or {@link #RECORDING} of a recording that is alone
 * @param aspect what kind of thing it is
 * @param position of the event that shows it, or {@link #NO_POSITION}
 * @param name what is said, unique within the rest; empty only where there is a position
 */
public record Fact(String scope, Aspect aspect, long position, String name) implements Comparable<Fact> {

    /** The scope of what only both sides together tell. */
    public static final String MIGRATION = "migration";
    /** The scope of the recording of the source. */
    public static final String SOURCE = "source";
    /** The scope of the recording of the destination. */
    public static final String DESTINATION = "destination";
    /** The scope of a recording without another side. */
    public static final String RECORDING = "recording";
    /** No single event shows it. */
    public static final long NO_POSITION = -1;

    private static final Comparator<Fact> ORDER = Comparator.comparing(Fact::scope)
            .thenComparing(Fact::aspect)
            .thenComparingLong(Fact::position)
            .thenComparing(Fact::name);

    /** Throws {@link IllegalArgumentException} where nothing is named. */
    public Fact {
        if (name.isEmpty() && position < 0) {
            throw new IllegalArgumentException("a fact of " + scope + " without a name");
        }
    }

    static Fact of(String scope, Aspect aspect, String name) {
        return new Fact(scope, aspect, NO_POSITION, name);
    }

    /** The key in an expectation: {@code verdict}, {@code 104}, {@code 104 R-97 device0}. */
    String key() {
        return position < 0 ? name : name.isEmpty() ? Long.toString(position) : position + " " + name;
    }

    /** The first word of the name: of a finding, the rule that is broken. */
    String ruleId() {
        return name.split(" ", 2)[0];
    }

    /** What a person reads: {@code finding R-97 device0}. */
    public String label() {
        return (aspect.noun() + ' ' + name).strip();
    }

    @Override
    public int compareTo(Fact other) {
        return ORDER.compare(this, other);
    }
}
