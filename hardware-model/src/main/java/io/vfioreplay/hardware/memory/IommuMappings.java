package io.vfioreplay.hardware.memory;

import io.vfioreplay.hardware.event.MappingKind;
import io.vfioreplay.hardware.state.SnapshotReader;
import io.vfioreplay.hardware.state.SnapshotWriter;
import io.vfioreplay.hardware.state.StateTree;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The windows that are mapped now, as the protocol showed them. One thread at a time.
 *
 * <p>ours: a window with the start and size of an existing one replaces it (servers accept that silently); windows that
 * overlap otherwise are kept side by side, since the device accepted both. An unmap takes away every window that lies
 * within its range; one that takes away none is counted.
 *
 * <p>Source: section 1 MAP, UNMAP; vfio-user DMA_MAP, DMA_UNMAP.
 */
public final class IommuMappings {

    /** Unmap flag: everything, whatever the range says. */
    public static final long UNMAP_ALL = 2;

    private static final Comparator<Range> ORDER = (left, right) -> {
        int byStart = Long.compareUnsigned(left.iova, right.iova);
        return byStart != 0 ? byStart : Long.compareUnsigned(left.size, right.size);
    };

    private static final MappingKind[] BACKINGS = MappingKind.values();

    private final TreeMap<Range, Mapping> windows = new TreeMap<>(ORDER);
    private final Allowance allowance;
    private long unmatchedUnmaps;
    private long notTracked;

    private record Range(long iova, long size) {}

    /** No windows; each new one takes from {@code allowance}. */
    public IommuMappings(Allowance allowance) {
        this.allowance = allowance;
    }

    /** A window was mapped. */
    public void mapped(long iova, long size, MappingKind backing, long flags, long fileOffset) {
        Range range = new Range(iova, size);
        if (windows.containsKey(range) || allowance.take()) {
            windows.put(range, new Mapping(iova, size, backing, flags, fileOffset));
        } else {
            notTracked++;
        }
    }

    /** A range was unmapped; {@link #UNMAP_ALL} takes everything away. */
    public void unmapped(long iova, long size, long flags) {
        if ((flags & UNMAP_ALL) != 0) {
            clear();
        } else if (removeWithin(iova, size) == 0) {
            unmatchedUnmaps++;
        }
    }

    /** Everything is unmapped. */
    public void clear() {
        allowance.giveBack(windows.size());
        windows.clear();
    }

    /** The windows by start, then size. */
    public List<Mapping> windows() {
        return List.copyOf(windows.values());
    }

    /** How many windows there are. */
    public int count() {
        return windows.size();
    }

    /** The last window, by start, that begins at or before this address, if it contains it. */
    public Optional<Mapping> containing(long address) {
        return Optional.ofNullable(windows.floorEntry(new Range(address, -1)))
                .map(entry -> entry.getValue())
                .filter(mapping -> mapping.contains(address));
    }

    /** Unmaps that met no window. */
    public long unmatchedUnmaps() {
        return unmatchedUnmaps;
    }

    /** Windows that were not kept since too many were mapped. */
    public long notTracked() {
        return notTracked;
    }

    /** Adds leaves below {@code prefix}: per window its size, kind and flags. */
    public void describe(StateTree.Builder tree, String prefix) {
        tree.put(prefix + "/count", windows.size());
        for (Mapping window : windows.values()) {
            String path = prefix + "/0x" + Long.toHexString(window.iova()) + "+0x" + Long.toHexString(window.size());
            String flags = " flags=0x" + Long.toHexString(window.flags());
            String fileOffset = " fileOffset=0x" + Long.toHexString(window.fileOffset());
            tree.put(path, window.backing() + flags + fileOffset);
        }
        putUnlessZero(tree, prefix + "/unmatchedUnmaps", unmatchedUnmaps);
        putUnlessZero(tree, prefix + "/notTracked", notTracked);
    }

    /** Writes all of them. */
    public void writeTo(SnapshotWriter out) {
        out.putPacked(unmatchedUnmaps).putPacked(notTracked).putPacked(windows.size());
        for (Mapping window : windows.values()) {
            out.putPacked(window.iova()).putPacked(window.size());
            out.putPacked(window.backing().ordinal()).putPacked(window.flags()).putPacked(window.fileOffset());
        }
    }

    /**
     * Becomes what was written; there were no windows before.
     *
     * @throws IllegalArgumentException when the bytes hold no windows
     */
    public void readFrom(SnapshotReader in) {
        unmatchedUnmaps = in.packed();
        notTracked = in.packed();
        int count = in.count(5);
        allowance.takeAll(count);
        for (int i = 0; i < count; i++) {
            Range range = new Range(in.packed(), in.packed());
            MappingKind backing = BACKINGS[(int) in.packedWithin(BACKINGS.length - 1)];
            windows.put(range, new Mapping(range.iova, range.size, backing, in.packed(), in.packed()));
        }
        if (windows.size() != count) {
            throw in.damaged("a window twice");
        }
    }

    private static void putUnlessZero(StateTree.Builder tree, String path, long count) {
        if (count != 0) {
            tree.put(path, count);
        }
    }

    private int removeWithin(long iova, long size) {
        int removed = 0;
        Iterator<Range> candidates =
                windows.tailMap(new Range(iova, 0), true).keySet().iterator();
        while (candidates.hasNext()) {
            Range range = candidates.next();
            long start = range.iova - iova;
            if (Long.compareUnsigned(start, size) >= 0) {
                break;
            }
            if (Long.compareUnsigned(range.size, size - start) <= 0) {
                candidates.remove();
                removed++;
            }
        }
        allowance.giveBack(removed);
        return removed;
    }
}
