package io.vfioreplay.hardware.rule;

/**
 * What the checker believes about the surroundings of one v1 device: its open page faults, the peers it may reach, who touched it,
 * and how far it came in the resume at hand. Constant size.
 */
final class Surroundings {

    /** More faults than these at a time are not told apart; then nothing is said about them. */
    private static final int FAULTS_MAX = 64;

    private static final int PEER_WINDOWS_MAX = 32;

    /** Windows of I/O virtual addresses behind which are registers of peers. */
    final Ranges peerWindows = new Ranges(PEER_WINDOWS_MAX);
    /** In this resume the device left RESUMING for a state in which it runs. */
    boolean isLoaded;
    /** In this resume the device runs without NDMA, so that it is behind the grace state. */
    boolean hasPassed;
    /** Who touched its registers since it is quiet, or empty. */
    String touchedBy = "";
    /** Who else than the driver touched its migration control registers since its reset, or empty. */
    String controlTouchedBy = "";
    /** The recording tells when a DMA begins, so that an end alone proves no new one. */
    boolean showsIssues;

    private final long[] faults = new long[FAULTS_MAX];
    private int faultCount;
    private boolean faultsAreTooMany;

    void forget() {
        peerWindows.clear();
        showsIssues = false;
        restart();
    }

    /** The device was reset, or another attempt begins. */
    void restart() {
        isLoaded = false;
        hasPassed = false;
        touchedBy = "";
        controlTouchedBy = "";
        faultCount = 0;
        faultsAreTooMany = false;
    }

    void faultBegan(long address) {
        if (faultCount == FAULTS_MAX) {
            faultsAreTooMany = true;
        } else {
            faults[faultCount++] = address;
        }
    }

    void faultEnded(long address) {
        for (int i = 0; i < faultCount; i++) {
            if (faults[i] == address) {
                faults[i] = faults[--faultCount];
                return;
            }
        }
    }

    /** Whether a fault surely is open. */
    boolean hasOpenFault() {
        return faultCount > 0 && !faultsAreTooMany;
    }

    String openFaults() {
        return "%d page fault%s, the first at 0x%x".formatted(faultCount, faultCount == 1 ? "" : "s", faults[0]);
    }
}
