package io.vfioreplay.engine.capture.qmp;

import io.vfioreplay.engine.capture.qmp.QmpLine.Content;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Tells a transcript by its beginning: messages, and remarks about them, make up at least half of its lines; or it is libvirt's
 * log and holds a message at all. A trace log of QEMU may show its messages too, and is none.
 */
final class Recognition {

    private static final int LINES_MAX = 1024;
    private static final Pattern OTHER_LOG = Pattern.compile("handle_qmp_command|monitor_qmp_|^\\d+@\\d+\\.\\d+:");
    private static final Pattern LIBVIRT = Pattern.compile("QEMU_MONITOR_|qemuMonitor");

    private int lines;
    private int messages;
    private int remarks;
    private boolean isLibvirt;

    private Recognition() {}

    /** Whether a file that begins so is a transcript. */
    static boolean fits(byte[] head) {
        Recognition recognition = new Recognition();
        new String(head, StandardCharsets.UTF_8).lines().limit(LINES_MAX).forEach(recognition::line);
        boolean isMostly = (recognition.messages + recognition.remarks) * 2 >= recognition.lines;
        return recognition.messages > 0 && (recognition.isLibvirt || isMostly);
    }

    private void line(String line) {
        if (line.isBlank()) {
            return;
        }
        lines++;
        if (OTHER_LOG.matcher(line).find()) {
            return;
        }
        Content content = QmpLine.of(line).content();
        messages += content instanceof Content.Message ? 1 : 0;
        remarks += content instanceof Content.Remark ? 1 : 0;
        isLibvirt |= content instanceof Content.Message && LIBVIRT.matcher(line).find();
    }
}
