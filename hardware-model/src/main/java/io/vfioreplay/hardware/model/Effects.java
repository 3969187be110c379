package io.vfioreplay.hardware.model;

import io.vfioreplay.hardware.event.DmaDirection;

/**
 * What a device does by itself, as opposed to what it answers. While replaying, each effect is a prediction that the recording
 * has to confirm, as far as it can see such things; a simulator carries it out.
 */
public interface Effects {

    /** Nobody looks. */
    Effects NONE = new Effects() {
        @Override
        public void dmaIssued(long id, int target, DmaDirection direction, long address, long length) {
            // Nobody looks.
        }

        @Override
        public void interruptRaised(int index, int vector) {
            // Nobody looks.
        }
    };

    /**
     * The device starts a DMA; {@link KnownDevice#dmaCompleted} ends it.
     *
     * @param id the device's own number for it, counting from 1
     * @param target {@link io.vfioreplay.hardware.event.EventSink#RAM} or the index of a peer device
     * @param direction seen from the device
     * @param address IOVA
     * @param length bytes
     */
    void dmaIssued(long id, int target, DmaDirection direction, long address, long length);

    /**
     * The device raises an interrupt.
     *
     * @param index interrupt type, as in VFIO_DEVICE_SET_IRQS
     * @param vector vector
     */
    void interruptRaised(int index, int vector);
}
