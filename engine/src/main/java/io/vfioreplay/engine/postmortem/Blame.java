package io.vfioreplay.engine.postmortem;

import java.util.Locale;

/** Who caused a failure; an earlier cause outranks its consequences. */
public enum Blame {
    /** Nothing to blame. */
    NONE,
    /** What the source device handed out is not what it held. */
    SAVE,
    /** Bytes, order, count or framing changed between the two sides. */
    TRANSPORT,
    /** What arrived is right, what the destination then held is not. */
    LOAD,
    /** The source device refused, erred, died or broke a rule. */
    SOURCE_DEVICE,
    /** The destination device refused, erred, died or broke a rule. */
    DESTINATION_DEVICE,
    /** The VMM did things in a wrong order, left something out, or cancelled. */
    VMM,
    /** The recordings cannot tell. */
    UNKNOWN;

    /** The name in reports and in JSON, for example {@code destination-device}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
