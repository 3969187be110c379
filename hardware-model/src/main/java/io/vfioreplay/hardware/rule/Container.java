package io.vfioreplay.hardware.rule;

/**
 * What the checker remembers of one IOMMU container and its dirty page tracking. Of constant size.
 *
 * <p>ours: no event names a container. Events of one device belong to a container of that device, events of the host to
 * one that all devices share; DMA and unmaps of a device count in both.
 */
final class Container {

    /** Windows and written ranges beyond these many are not told apart; then nothing is reported about them. */
    private static final int RANGES_MAX = 256;

    Logging.Active active = Logging.Active.UNKNOWN;
    /** Tracking was started at least once, so that the container surely has it. */
    boolean wasStarted;
    /** The dirty pages were read since tracking was started. */
    boolean wasRead;
    /** The last query was refused while tracking ran, with this errno; 0 if it was not. */
    int refused;
    /** The dirty pages were read since the VCPUs stopped. */
    boolean wasReadAtRest;

    private final Ranges windows = new Ranges(RANGES_MAX);
    private final Ranges unread = new Ranges(RANGES_MAX);

    void forget() {
        active = Logging.Active.UNKNOWN;
        wasRead = false;
        refused = 0;
        windows.clear();
        unread.clear();
    }

    void opened() {
        forget();
        wasStarted = false;
        active = Logging.Active.NO;
    }

    /** Starting what runs changes nothing. */
    void started() {
        if (active != Logging.Active.YES) {
            unread.clear();
            wasRead = false;
        }
        active = Logging.Active.YES;
        wasStarted = true;
        refused = 0;
        wasReadAtRest = false;
    }

    void read(long iova, long size) {
        wasRead = true;
        refused = 0;
        wasReadAtRest = true;
        unread.remove(iova, size);
    }

    void written(long iova, long size) {
        if (active == Logging.Active.YES) {
            unread.add(iova, size);
        }
    }

    void mapped(long iova, long size) {
        windows.add(iova, size);
    }

    void unmapped(long iova, long size, boolean all) {
        if (all) {
            windows.clear();
            unread.clear();
        } else {
            windows.remove(iova, size);
            unread.remove(iova, size);
        }
    }

    /** A window that begins before the range or ends behind it and yet lies in it in part, as text, or empty. */
    String windowCutBy(long iova, long size) {
        return windows.firstCutBy(iova, size);
    }

    /** A piece of this range that was written and not read since, as text, or empty. */
    String unreadIn(long iova, long size) {
        return unread.firstTouching(iova, size);
    }
}
