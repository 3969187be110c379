package io.vfioreplay.engine.simulate;

import io.vfioreplay.hardware.event.Payload;
import java.util.List;

/** The VMM of the source, in one protocol. A step says whether the migration can go on. */
interface Saver {

    /** The devices begin to hand out what can be had while they run. */
    boolean start();

    /** Reads what can be had for now. */
    boolean read();

    /** The devices become silent towards each other, the guest stops, then the devices stop. */
    boolean stop();

    /** Reads what is left. */
    boolean drain();

    /** The devices are left for good. */
    boolean leave();

    /** The devices run again, whatever they did before. */
    void goBack();

    /** What was read of a device's stream, in pieces, without what the VMM throws away. */
    List<Payload> stream(Rig rig);

    /** The VMM of these devices. */
    static Saver of(Host host, DirtyTracking tracking) {
        return host.scenario.isV2() ? new SaverV2(host, tracking) : new SaverV1(host, tracking);
    }
}
