package io.vfioreplay.engine.postmortem;

/**
 * From where a witness saw a device. What one view tells is judged by itself, since two witnesses of one device tell the same
 * things twice; of several views the first in this order is judged, unless another one shows more.
 */
enum View {
    /** The messages between a VMM and a device process. */
    MESSAGES,
    /** What a VMM wrote about its devices. */
    VMM,
    /** What the kernel saw of a driver. */
    KERNEL,
    /** What a VMM told its monitor. */
    MONITOR,
    /** What travelled between two VMMs. */
    WIRE;

    /** Whether it shows how much migration data was moved. */
    boolean showsData() {
        return this != MONITOR;
    }

    /** The view of a capture of this format. */
    static View of(String format) {
        if (format.startsWith("qemu-migration-stream")) {
            return WIRE;
        }
        if (format.startsWith("qemu")) {
            return VMM;
        }
        if (format.startsWith("qmp")) {
            return MONITOR;
        }
        return format.startsWith("ftrace") || format.startsWith("mmiotrace") ? KERNEL : MESSAGES;
    }
}
