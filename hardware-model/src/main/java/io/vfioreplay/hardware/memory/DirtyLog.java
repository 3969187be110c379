package io.vfioreplay.hardware.memory;

import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.state.SnapshotReader;
import io.vfioreplay.hardware.state.SnapshotWriter;
import io.vfioreplay.hardware.state.StateTree;
import java.util.Map;
import java.util.TreeMap;

/**
 * Dirty page tracking as it was seen: whether it is on, and the union of the pages that were reported since it was last
 * started. One thread at a time.
 *
 * <p>ours: the union is kept per page size, since reports may use another size than the start did; a report with a
 * page size that is no power of two from 4096 on is counted and not looked into.
 *
 * <p>Source: R-110 to R-116 (device), R-117 to R-119 (container).
 */
public final class DirtyLog {

    private static final int PAGES_PER_WORD = 64;
    private static final long PAGE_SIZE_MIN = 4096;

    private final Allowance words;
    private final Map<Long, PageSet> pages = new TreeMap<>();
    private boolean active;
    private long starts;
    private long reports;
    private long reportedPages;
    private long lastReportPages;
    private long unreadable;

    /** Tracking that was never started; each 64 neighbouring pages take one from {@code words}. */
    public DirtyLog(Allowance words) {
        this.words = words;
    }

    /** Tracking was started: the union is empty again. */
    public void started() {
        active = true;
        starts++;
        pages.values().forEach(PageSet::clear);
        pages.clear();
    }

    /** Tracking was stopped; the union stays. */
    public void stopped() {
        active = false;
    }

    /** The pages of a range were reported; bits beyond the range do not count. */
    public void reported(long iova, long size, long pageSize, Payload bitmap) {
        reports++;
        lastReportPages = 0;
        if (pageSize < PAGE_SIZE_MIN || Long.bitCount(pageSize) != 1) {
            unreadable++;
            return;
        }
        int shift = Long.numberOfTrailingZeros(pageSize);
        long pagesInRange = size == 0 ? 0 : ((size - 1) >>> shift) + 1;
        PageSet union = pages.computeIfAbsent(pageSize, key -> new PageSet(words));
        byte[] bytes = bitmap.toByteArray();
        for (int at = 0; at < bytes.length; at += Long.BYTES) {
            long firstPage = (long) at * Byte.SIZE;
            long mask = word(bytes, at) & belowMask(pagesInRange - firstPage);
            if (mask != 0) {
                lastReportPages += Long.bitCount(mask);
                union.add((iova >>> shift) + firstPage, mask);
            }
        }
        reportedPages += lastReportPages;
    }

    /** Whether tracking is on. */
    public boolean isActive() {
        return active;
    }

    /** How often tracking was started. */
    public long starts() {
        return starts;
    }

    /** How many reports were read. */
    public long reports() {
        return reports;
    }

    /** Pages of the last report. */
    public long lastReportPages() {
        return lastReportPages;
    }

    /** Different pages reported since tracking was last started; a lower bound when {@link #notTracked()} is not 0. */
    public long pages() {
        return pages.values().stream().mapToLong(PageSet::count).sum();
    }

    /** How often a page was not kept since too many were reported. */
    public long notTracked() {
        return pages.values().stream().mapToLong(PageSet::notTracked).sum();
    }

    /** Adds leaves below {@code prefix}, none when nothing was ever seen. */
    public void describe(StateTree.Builder tree, String prefix) {
        if (starts == 0 && reports == 0) {
            return;
        }
        tree.put(prefix + "/active", active);
        tree.put(prefix + "/starts", starts);
        tree.put(prefix + "/reports", reports);
        tree.put(prefix + "/reportedPages", reportedPages);
        tree.put(prefix + "/lastReportPages", lastReportPages);
        pages.forEach((pageSize, set) -> tree.put(prefix + "/pages/" + pageSize, set.count()));
        if (notTracked() != 0) {
            tree.put(prefix + "/notTracked", notTracked());
        }
        if (unreadable != 0) {
            tree.put(prefix + "/unreadable", unreadable);
        }
    }

    /** Writes all of it. */
    public void writeTo(SnapshotWriter out) {
        out.putBoolean(active).putPacked(starts).putPacked(reports).putPacked(reportedPages);
        out.putPacked(lastReportPages).putPacked(unreadable).putPacked(pages.size());
        pages.forEach((pageSize, set) -> {
            out.putPacked(pageSize);
            set.writeTo(out);
        });
    }

    /**
     * Becomes what was written; nothing was seen before.
     *
     * @throws IllegalArgumentException when the bytes hold no log
     */
    public void readFrom(SnapshotReader in) {
        active = in.booleanValue();
        starts = in.packed();
        reports = in.packed();
        reportedPages = in.packed();
        lastReportPages = in.packed();
        unreadable = in.packed();
        int sizes = (int) in.packedWithin(Long.SIZE);
        for (int i = 0; i < sizes; i++) {
            PageSet set = new PageSet(words);
            pages.put(in.packed(), set);
            set.readFrom(in);
        }
    }

    private static long word(byte[] bytes, int at) {
        long word = 0;
        for (int i = Math.min(Long.BYTES, bytes.length - at) - 1; i >= 0; i--) {
            word = word << Byte.SIZE | (bytes[at + i] & 0xff);
        }
        return word;
    }

    /** A word whose lowest {@code count} bits are set: all from 64 on, none for 0 and less. */
    private static long belowMask(long count) {
        if (count >= PAGES_PER_WORD) {
            return -1;
        }
        return count <= 0 ? 0 : (1L << count) - 1;
    }
}
