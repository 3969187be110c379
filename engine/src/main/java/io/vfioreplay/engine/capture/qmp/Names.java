package io.vfioreplay.engine.capture.qmp;

import java.util.HashSet;
import java.util.Set;

/**
 * Whose line a line is: that of the VMM that it names, or else of the one that was named last. Names beyond
 * {@value #NAMES_MAX} different ones are one VMM of which nothing is known.
 */
final class Names {

    private static final int NAMES_MAX = 256;
    private static final String OTHERS = "(others)";

    private final Set<String> known = new HashSet<>();
    private String last = "";

    /** The name of the VMM that the line is about; empty while no line named any. */
    String of(QmpLine line) {
        line.vmm().ifPresent(name -> last = known.size() < NAMES_MAX || known.contains(name) ? name : OTHERS);
        known.add(last);
        return last;
    }
}
