package io.vfioreplay.engine.capture.ftrace;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of each thread, by its id, without boxing; of at most {@value #THREADS_MAX} threads.
 *
 * @param <T> what is known
 */
final class ThreadTable<T extends ThreadTable.OfThread> {

    static final int THREADS_MAX = 1 << 16;

    private static final int SPREAD = 0x9e3779b9;

    private final List<T> all = new ArrayList<>();
    private int[] places = new int[64];
    private @Nullable T last;

    /** What is known of one thread. */
    interface OfThread {
        int tid();
    }

    /** What is known of this thread, or null. */
    @Nullable
    T find(int tid) {
        T recent = last;
        if (recent != null && recent.tid() == tid) {
            return recent;
        }
        int place = place(tid);
        T found = places[place] == 0 ? null : all.get(places[place] - 1);
        last = found == null ? recent : found;
        return found;
    }

    boolean isFull() {
        return all.size() == THREADS_MAX;
    }

    /** Adds a thread that was not found. */
    void add(T one) {
        if (isFull()) {
            throw new IllegalStateException("more than " + THREADS_MAX + " threads");
        }
        all.add(one);
        if (all.size() * 2 > places.length) {
            places = new int[places.length * 2];
            for (int i = 0; i < all.size(); i++) {
                places[place(all.get(i).tid())] = i + 1;
            }
        } else {
            places[place(one.tid())] = all.size();
        }
    }

    /** All of them in the order in which they were added. */
    List<T> all() {
        return all;
    }

    /** Where the thread is, or would be. */
    private int place(int tid) {
        int mask = places.length - 1;
        int place = ((tid * SPREAD) >>> 16) & mask;
        while (places[place] != 0 && all.get(places[place] - 1).tid() != tid) {
            place = place + 1 & mask;
        }
        return place;
    }
}
