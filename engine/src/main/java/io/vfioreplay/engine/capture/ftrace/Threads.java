package io.vfioreplay.engine.capture.ftrace;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which threads of a trace count, and which of them belong together. A probe tells no device, only the thread that ran into
 * it: all threads of one VMM are one device.
 *
 * @param groups the thread ids of each group by its name; each thread is in one group at most
 */
public record Threads(SortedMap<String, Set<Integer>> groups) {

    /** Throws {@link IllegalArgumentException} when a thread is in two groups. */
    public Threads {
        SortedMap<String, Set<Integer>> copy = new TreeMap<>();
        List<Integer> all = new ArrayList<>();
        groups.forEach((name, tids) -> {
            copy.put(name, Set.copyOf(tids));
            all.addAll(tids);
        });
        if (Set.copyOf(all).size() != all.size()) {
            throw new IllegalArgumentException("a thread is in two groups: " + groups);
        }
        groups = Collections.unmodifiableSortedMap(copy);
    }
}
