package io.vfioreplay.hardware.device;

/** Numbers the places of all registers of a host for whoever listens. One thread at a time. */
final class Places {

    private final RegisterListener listener;
    private int next;

    Places(RegisterListener listener) {
        this.listener = listener;
    }

    /** The number of a new place. */
    int seen(int device, int region, long offset) {
        listener.registerSeen(next, device, region, offset);
        return next++;
    }

    void accessed(int number, int access) {
        listener.registerAccessed(number, access);
    }
}
