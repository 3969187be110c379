package io.vfioreplay.engine.shrink;

import io.vfioreplay.engine.postmortem.Side;
import io.vfioreplay.hardware.event.Event;
import io.vfioreplay.hardware.event.EventKind;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What means nothing without something else, and so must go when that goes: the events of a device without its opening, migration
 * data without the request that brought the device into its state, one half of a DMA without the other. Nothing is ever moved, so
 * that requests keep their order. One thread.
 *
 * <p>Source: ours.
 */
final class Dependents {

    private final List<Item> items;
    private final Map<Integer, BitSet> byIndex = new HashMap<>();
    private final Map<Place, Integer> opened = new HashMap<>();
    private final Map<Place, Integer> requested = new HashMap<>();
    private final Map<Dma, Integer> issued = new HashMap<>();

    /** A device of a side. */
    private record Place(Side side, int device) {}

    private record Dma(Place place, long id) {}

    private Dependents(List<Item> items) {
        this.items = items;
    }

    static Dependents of(Course course) {
        Dependents dependents = new Dependents(course.items());
        for (int i = 0; i < course.size(); i++) {
            dependents.add(i);
        }
        return dependents;
    }

    private void add(int index) {
        Event event = items.get(index).event();
        Place place = new Place(items.get(index).side(), event.stamp().device());
        if (event.kind() == EventKind.DEVICE_OPENED) {
            opened.put(place, index);
        } else {
            depends(index, opened.get(place));
        }
        switch (event.kind()) {
            case DEVICE_STATE_SET -> requested.put(place, index);
            case MIGRATION_DATA_READ,
                    MIGRATION_DATA_WRITTEN,
                    MIGRATION_WINDOW_READ,
                    MIGRATION_WINDOW_WRITTEN,
                    MIGRATION_REGISTER_READ,
                    MIGRATION_REGISTER_WRITTEN -> depends(index, requested.get(place));
            case DMA_ISSUED -> issued.put(new Dma(place, event.values().get(0)), index);
            case DMA_COMPLETED ->
                pair(index, issued.remove(new Dma(place, event.values().get(0))));
            default -> {}
        }
    }

    private void pair(int completed, @Nullable Integer issue) {
        depends(completed, issue);
        if (issue != null) {
            depends(issue, completed);
        }
    }

    private void depends(int dependent, @Nullable Integer on) {
        if (on != null) {
            byIndex.computeIfAbsent(on, any -> new BitSet()).set(dependent);
        }
    }

    /** Adds to a set of indices all that must go with them. */
    void close(BitSet gone) {
        List<Integer> open = new ArrayList<>();
        gone.stream().forEach(open::add);
        while (!open.isEmpty()) {
            BitSet more = byIndex.get(open.remove(open.size() - 1));
            if (more != null) {
                more.stream().filter(each -> !gone.get(each)).forEach(each -> {
                    gone.set(each);
                    open.add(each);
                });
            }
        }
    }
}
