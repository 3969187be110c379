package io.vfioreplay.engine.travel;

import io.vfioreplay.engine.query.Filter;
import java.util.List;

/**
 * Names what can change: leaves of the state tree, a range of memory, or events. Immutable.
 *
 * <pre>
 *   device0/bar0/0x10/read        a leaf of the state tree
 *   bar0/0x10                     what was read from and written to this offset, of the current device or of every one
 *   bar0/*, device*&#47;state, **     * within a segment, ** over segments
 *   device0/state == STOP_COPY    becomes true; numbers are compared by value, ~ finds a regular expression
 *   mem 0x1000..0x1fff            DMA, mappings, unmappings and reports of dirty pages that touch these bytes
 *   errno != OK                   any filter: each event that passes it
 *   event state == RUNNING        the same for a filter that could be read as one of the above
 * </pre>
 *
 * <p>They are tried in this order, so a word that is a leaf ({@code state}) is not taken for a field of events.
 */
public sealed interface FieldPattern {

    /** As it was written. */
    String text();

    /**
     * Reads a pattern.
     *
     * @param text as above
     * @param device the device that a path without one means, or {@link #EVERY_DEVICE}
     * @throws PatternException when it names nothing, with a suggestion
     */
    static FieldPattern parse(String text, int device) {
        return new PatternParser(text.strip(), device).parse();
    }

    /** Stands for no particular device. */
    int EVERY_DEVICE = -1;

    /**
     * Leaves of the state tree.
     *
     * @param text as it was written
     * @param globs what paths match, one of which is enough
     */
    record Leaves(String text, List<String> globs) implements FieldPattern {
        /** Keeps a copy of the list. */
        public Leaves {
            globs = List.copyOf(globs);
        }

        /** Whether this path of the state tree is meant. */
        public boolean matches(String path) {
            return globs.stream().anyMatch(glob -> new Glob(glob).matches(path));
        }
    }

    /**
     * A leaf of the state tree gets a text that it did not have.
     *
     * @param text as it was written
     * @param leaves which ones
     * @param comparison one of {@code == != < <= > >= ~}
     * @param value what they are compared with
     */
    record Becomes(String text, Leaves leaves, String comparison, String value) implements FieldPattern {

        /** Whether a leaf's text fulfils the comparison. */
        public boolean holds(String leaf) {
            return LeafComparison.holds(leaf, comparison, value);
        }
    }

    /**
     * What touches memory of the guest.
     *
     * @param text as it was written
     * @param device whose, or {@link #EVERY_DEVICE}
     * @param first address, unsigned
     * @param last address, unsigned, that is still meant
     */
    record Memory(String text, int device, long first, long last) implements FieldPattern {

        /** Whether {@code length} bytes from an address on have one of these. */
        public boolean touches(long address, long length) {
            if (length == 0) {
                return false;
            }
            long end = address + length - 1;
            boolean beginsInTime = Long.compareUnsigned(address, last) <= 0;
            boolean endsInTime = Long.compareUnsigned(end, first) >= 0;
            boolean wraps = Long.compareUnsigned(end, address) < 0;
            return wraps ? beginsInTime || endsInTime : beginsInTime && endsInTime;
        }
    }

    /**
     * Events.
     *
     * @param text as it was written
     * @param filter which ones
     */
    record Events(String text, Filter filter) implements FieldPattern {}
}
