package io.vfioreplay.engine.regress;

import java.util.Locale;
import java.util.Optional;

/** What kind of thing an observation says, in the order in which differences are told: the ones that matter most first. */
public enum Aspect {
    /** How the migration ended, and who is to blame. */
    VERDICT(""),
    /** The decisive event. */
    CAUSE(""),
    /** How much was saved and loaded, and the first place at which the two streams part. */
    STREAM("stream"),
    /** Breaches of rules, by position. */
    FINDINGS("finding"),
    /** The recording itself: how many events it has, which models its devices were given. */
    RECORDING(""),
    /** Digests of the state, by position. */
    DIGESTS("state digest"),
    /** The values of the state behind the last event. */
    STATE("state");

    private final String noun;

    Aspect(String noun) {
        this.noun = noun;
    }

    /** The name in expectations: {@code findings}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What people read in front of a fact's name; empty where the name says it all. */
    String noun() {
        return noun;
    }

    /** The aspect of this {@link #label()}, or empty. */
    static Optional<Aspect> ofLabel(String label) {
        for (Aspect aspect : values()) {
            if (aspect.label().equals(label)) {
                return Optional.of(aspect);
            }
        }
        return Optional.empty();
    }
}
