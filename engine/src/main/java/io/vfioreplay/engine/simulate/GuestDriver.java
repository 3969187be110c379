package io.vfioreplay.engine.simulate;

/** The guest's driver of one device. What it knows of its device moves with the guest. */
interface GuestDriver {

    /** Turns to the device: a few accesses that a driver would make. */
    void step();

    /** Writes something, and reads it back: whatever gets lost on the way to the device shows. */
    void writeAndReadBack();

    /** Lets the device write to the guest's memory, if it can. */
    default void letWrite() {}

    /** The driver of a device. */
    static GuestDriver of(Rig rig) {
        return switch (rig.plan.kind()) {
            case MTTY -> new MttyDriver(rig);
            case NDMA -> new NdmaDriver(rig);
            case QUEUE -> new QueueDriver(rig);
            case SAMPLE -> new SampleDriver(rig);
        };
    }
}
