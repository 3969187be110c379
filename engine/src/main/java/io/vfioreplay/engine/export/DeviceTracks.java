package io.vfioreplay.engine.export;

import io.vfioreplay.engine.export.TraceEvents.Track;
import io.vfioreplay.hardware.event.Envelope;

/** The tracks of one device: its state, and its requests in lanes in which none overlaps another. */
final class DeviceTracks {

    private static final int TRACKS_PER_DEVICE = 100;
    private static final int LANES_MAX = 64;

    private final TraceEvents trace;
    private final Track state;
    private final String name;
    private final long[] laneEnds = new long[LANES_MAX];
    private int lanes;
    private String phase = "";
    private long phaseBegan;
    private boolean isPhaseKnown;

    DeviceTracks(TraceEvents trace, int pid, int device) {
        this.trace = trace;
        this.state = new Track(pid, (device + 2) * TRACKS_PER_DEVICE);
        this.name = device == Envelope.HOST ? "host" : "device" + device;
        trace.track(state, device == Envelope.HOST ? "VMM" : name + " state");
    }

    /** The track of states, and of what happens at once. */
    Track state() {
        return state;
    }

    /** The first lane in which nothing lasts at this time; the last one of all when there are too many. */
    Track lane(long start, long end) {
        int lane = 0;
        while (lane < lanes && laneEnds[lane] > start && lane < LANES_MAX - 1) {
            lane++;
        }
        Track track = new Track(state.pid(), state.tid() + 1 + lane);
        if (lane == lanes) {
            trace.track(track, name + (lane == 0 ? " requests" : " requests, " + (lane + 1)));
            lanes++;
        }
        laneEnds[lane] = Math.max(laneEnds[lane], end);
        return track;
    }

    /** The device is in this state from now on. */
    void phase(String label, boolean isKnown, long at) {
        if (!label.equals(phase)) {
            endPhase(at);
            phase = label;
            isPhaseKnown = isKnown;
            phaseBegan = at;
        }
    }

    /** Writes the state that lasted until now. */
    void endPhase(long at) {
        if (!phase.isEmpty()) {
            trace.slice(state, phase, phaseBegan, Math.max(at - phaseBegan, 0), !isPhaseKnown, args -> {});
        }
        phase = "";
    }
}
