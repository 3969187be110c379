package io.vfioreplay.hardware.rule;

import io.vfioreplay.hardware.event.Envelope;

/**
 * What the checker remembers of the dirty page log of the IOMMU container, from its start to the end of a save. Constant size.
 *
 * <p>ours: the RFC lets a stopped log be read, the container of Linux discards it; here a stop while a device is SAVING counts as
 * the freeze of the RFC, and any other stop as the end of the log.
 */
final class ContainerLog {

    /** No device. */
    static final int NOBODY = Integer.MIN_VALUE;

    /** Tracking was started, and neither stopped since nor lost from sight. */
    boolean isOn;
    /** Tracking was stopped while a device was SAVING. */
    boolean isFrozen;
    /** The device that could make DMA when the log was frozen, or {@link #NOBODY}. */
    int noisyAtFreeze = NOBODY;
    /** The log was read since it was started. */
    boolean wasRead;
    /** The device that could make DMA after the log was last read, or {@link #NOBODY}. */
    int noisySinceRead = NOBODY;

    /** A finding that counts unless the save turns out to have been given up, or the log is read after all. */
    String unread = "";

    long unreadPosition = Envelope.NO_POSITION;
    int unreadDevice = NOBODY;

    void forget() {
        isOn = false;
        end();
        unread = "";
    }

    void started() {
        end();
        isOn = true;
    }

    private void end() {
        isFrozen = false;
        noisyAtFreeze = NOBODY;
        wasRead = false;
        noisySinceRead = NOBODY;
    }

    void frozen(int noisy) {
        isOn = false;
        isFrozen = true;
        noisyAtFreeze = noisy;
    }

    void stopped() {
        isOn = false;
        end();
    }

    void read(int noisy) {
        wasRead = true;
        noisySinceRead = noisy;
        unread = "";
    }

    /** A device may make DMA from now on. */
    void mayBeWritten(int device) {
        if (wasRead && noisySinceRead == NOBODY) {
            noisySinceRead = device;
        }
    }

    /** A device runs again: the save was given up, and with it the frozen log. */
    void givenUp() {
        isFrozen = false;
        noisyAtFreeze = NOBODY;
        unread = "";
    }

    /** Whether a save that ends now lacks what was written since the last read. */
    boolean lacksPages() {
        return wasRead ? noisySinceRead != NOBODY : isOn || isFrozen;
    }
}
