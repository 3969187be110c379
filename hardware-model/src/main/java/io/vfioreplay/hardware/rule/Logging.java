package io.vfioreplay.hardware.rule;

import io.vfioreplay.hardware.event.MappingKind;

/** What the checker remembers of the dirty page log of one device: constant size, whatever is logged. */
final class Logging {

    /** Whether logging runs, as far as anybody can tell. */
    enum Active {
        YES,
        NO,
        UNKNOWN
    }

    /** Windows and written ranges beyond these many are not told apart; then nothing is reported about them. */
    private static final int RANGES_MAX = 256;

    Active active = Active.UNKNOWN;
    boolean resetSinceStart;
    /** A report failed since logging was started, with this errno; 0 if none did. */
    int failed;
    /** Logging could not be started, with this errno; 0 if it could, or nobody tried. */
    int startRefused;

    private final Ranges byMessage = new Ranges(RANGES_MAX);
    private final Ranges unreported = new Ranges(RANGES_MAX);

    void forget() {
        begin();
        active = Active.UNKNOWN;
        byMessage.clear();
    }

    void begin() {
        active = Active.YES;
        resetSinceStart = false;
        failed = 0;
        startRefused = 0;
        unreported.clear();
    }

    void mapped(long iova, long size, MappingKind backing) {
        if (backing == MappingKind.BY_MESSAGE) {
            byMessage.add(iova, size);
        }
    }

    void unmapped(long iova, long size, boolean all) {
        if (all) {
            byMessage.clear();
            unreported.clear();
        } else {
            byMessage.remove(iova, size);
            unreported.remove(iova, size);
        }
    }

    /** Whether the client reaches this memory by messages, or may do so. */
    boolean isByMessage(long iova, long size) {
        return byMessage.mayTouch(iova, size);
    }

    void written(long iova, long size) {
        if (active == Active.YES && !isByMessage(iova, size)) {
            unreported.add(iova, size);
        }
    }

    void reported(long iova, long size) {
        unreported.remove(iova, size);
    }

    /** A range that was written and not reported since, as text, or empty. */
    String firstUnreported() {
        return unreported.isOverflown() ? "" : unreported.first();
    }
}
