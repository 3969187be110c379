package io.vfioreplay.hardware.rule;

import io.vfioreplay.hardware.event.Envelope;

/**
 * What the checker believes about the VM around the devices of a recording: its VCPUs and the dirty page log of its container.
 * One for each recording, of constant size; what no event settles is unknown, and rules that need it stay silent.
 *
 * <p>Source: documentation of the migration region, revisions 2 and 3, VCPU_RUNNING and DIRTY_TRACKING as behaviours outside the
 * device.
 */
final class World {

    /** Whether the VCPUs run. */
    enum Vcpus {
        RUNNING,
        STOPPED,
        UNKNOWN
    }

    final ContainerLog log = new ContainerLog();
    Vcpus vcpus = Vcpus.UNKNOWN;
    private long stoppedAtNanos = Envelope.NO_TIME;

    void forget() {
        vcpus = Vcpus.UNKNOWN;
        log.forget();
    }

    void vcpusStarted() {
        vcpus = Vcpus.RUNNING;
    }

    void vcpusStopped(Envelope event) {
        if (vcpus != Vcpus.STOPPED) {
            stoppedAtNanos = event.timeNanos();
        }
        vcpus = Vcpus.STOPPED;
    }

    /** Whether the VCPUs surely do not run. */
    boolean vcpusStand() {
        return vcpus == Vcpus.STOPPED;
    }

    /** Whether the event surely began after the VCPUs had stopped. */
    boolean isAfterStop(Envelope event) {
        long began = Watched.began(event);
        boolean isTimed = stoppedAtNanos != Envelope.NO_TIME && began != Envelope.NO_TIME;
        return vcpusStand() && (!isTimed || began >= stoppedAtNanos);
    }
}
