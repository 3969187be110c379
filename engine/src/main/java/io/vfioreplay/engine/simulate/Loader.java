package io.vfioreplay.engine.simulate;

import io.vfioreplay.hardware.event.Payload;
import java.util.List;

/** The VMM of the destination, in one protocol. A step says whether the migration can go on. */
interface Loader {

    /** The devices are made ready to be loaded. */
    boolean start();

    /** A device is given its stream. */
    boolean load(Rig rig, List<Payload> pieces);

    /** The devices run, all of them silent towards each other first. */
    boolean run();

    /** The load is given up; whether a device was made to run all the same. */
    boolean giveUp();

    /** The VMM of these devices. */
    static Loader of(Host host) {
        return host.scenario.isV2() ? new LoaderV2(host) : new LoaderV1(host);
    }
}
