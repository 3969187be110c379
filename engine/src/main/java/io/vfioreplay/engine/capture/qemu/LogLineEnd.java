package io.vfioreplay.engine.capture.qemu;

import io.vfioreplay.hardware.event.Envelope;

/**
 * Finds where a line ends whose line end was lost, so that another event begins inside it: at a time stamp, or else at the name
 * of an event that is known and whose text fits. One thread.
 *
 * <p>ours: in {@code state 15641@1795394187.206714:vfio_...} nothing tells where the number of the thread begins; it is taken to
 * have as many digits as that of the line.
 */
final class LogLineEnd {

    private static final byte[] VFIO = {'v', 'f', 'i', 'o', '_'};
    private static final int UNDERSCORE = VFIO.length - 1;
    private static final int NAME_BYTES_MAX = 64;
    private static final int ISO_BYTES = "2026-11-23T00:36:27.206714Z ".length();

    private final LogLine next = new LogLine();
    private final TraceArgs args = new TraceArgs();

    /** Where the next event begins behind the first one of a line; where the line ends if there is none. */
    int of(LogLine line) {
        byte[] bytes = line.bytes();
        boolean mayBeNamed = line.kind() == LogLine.Kind.EVENT || line.kind() == LogLine.Kind.OTHER_EVENT;
        for (int at = line.textFrom(); at < line.textTo(); at++) {
            int begin = -1;
            if (bytes[at] == '@') {
                begin = stamped(line, at);
            } else if (bytes[at] == '_' && mayBeNamed) {
                begin = named(line, at - UNDERSCORE);
            }
            if (begin >= 0) {
                return begin;
            }
        }
        return line.textTo();
    }

    private int stamped(LogLine line, int mark) {
        byte[] bytes = line.bytes();
        int begin = mark;
        while (begin > line.textFrom() && bytes[begin - 1] >= '0' && bytes[begin - 1] <= '9') {
            begin--;
        }
        int digits = mark - begin;
        if (line.threadDigits() > 0 && line.threadDigits() < digits) {
            begin = mark - line.threadDigits();
        }
        next.read(bytes, begin, line.textTo());
        boolean isEvent = next.kind() == LogLine.Kind.EVENT || next.kind() == LogLine.Kind.OTHER_EVENT;
        return isEvent && next.thread() != LogLine.NO_THREAD ? begin : -1;
    }

    private int named(LogLine line, int begin) {
        if (begin < line.textFrom() || !isVfio(line.bytes(), begin)) {
            return -1;
        }
        int end = begin;
        int longest = Math.min(line.textTo(), begin + NAME_BYTES_MAX);
        while (end < longest && line.bytes()[end] != ' ') {
            end++;
        }
        QemuEvent event = QemuEvent.named(line.bytes(), begin, end);
        if (event == null || end == line.textTo() || !fits(event, line.bytes(), end + 1, line.textTo())) {
            return -1;
        }
        int stamp = begin - ISO_BYTES;
        boolean isStamped =
                stamp >= line.textFrom() && IsoTime.nanos(line.bytes(), stamp, begin - 1) != Envelope.NO_TIME;
        return isStamped ? stamp : begin;
    }

    private static boolean isVfio(byte[] bytes, int at) {
        for (int i = 0; i < UNDERSCORE; i++) {
            if (bytes[at + i] != VFIO[i]) {
                return false;
            }
        }
        return true;
    }

    private boolean fits(QemuEvent event, byte[] bytes, int from, int to) {
        for (TraceFormat format : event.formats()) {
            if (format.matches(bytes, from, to, args, false)) {
                return true;
            }
        }
        return false;
    }
}
