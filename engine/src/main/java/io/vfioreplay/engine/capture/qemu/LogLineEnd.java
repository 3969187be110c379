package io.vfioreplay.engine.capture.qemu;

/** Finds where a line ends whose line end was lost. */
final class LogLineEnd {

    private static final byte[] VFIO = {'v', 'f', 'i', 'o', '_'};

    private LogLineEnd() {}

    /** Where a second event with its time stamp, or else one whose name is known, begins in a line; -1 where none does. */
    static int secondEvent(byte[] bytes, int from, int to) {
        for (int at = from; at < to; at++) {
            if (bytes[at] == '@') {
                int begin = at;
                while (begin > from && bytes[begin - 1] >= '0' && bytes[begin - 1] <= '9') {
                    begin--;
                }
                if (begin < at && at + 1 < to && bytes[at + 1] >= '0' && bytes[at + 1] <= '9') {
                    return begin;
                }
            }
            if (isKnownName(bytes, at, to)) {
                return at;
            }
        }
        return -1;
    }

    private static boolean isKnownName(byte[] bytes, int at, int to) {
        if (to - at < VFIO.length || bytes[at] != VFIO[0]) {
            return false;
        }
        for (int i = 0; i < VFIO.length; i++) {
            if (bytes[at + i] != VFIO[i]) {
                return false;
            }
        }
        int end = at;
        while (end < to && bytes[end] != ' ') {
            end++;
        }
        return QemuEvent.named(bytes, at, end) != null;
    }
}
