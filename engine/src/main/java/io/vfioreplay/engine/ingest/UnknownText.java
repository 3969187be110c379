package io.vfioreplay.engine.ingest;

import io.vfioreplay.engine.capture.CaptureException;
import io.vfioreplay.engine.capture.CaptureException.Code;
import io.vfioreplay.engine.capture.qemu.QemuCapture;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** A text of no format that is known: says how it begins, and whether a prefix in front of its lines is all that is wrong. */
final class UnknownText {

    private static final int SHOWN_CHARACTERS_MAX = 100;

    private UnknownText() {}

    /** A refusal that says more, where there is more to say. */
    static CaptureException explained(Path file, byte[] head, CaptureException refused) {
        String line = firstLine(head);
        if (refused.code() != Code.UNKNOWN_FORMAT || line.isEmpty()) {
            return refused;
        }
        String found = "found text that begins with \"" + shown(line) + "\"";
        Optional<String> prefix = QemuCapture.prefix(head);
        String advice = prefix.isEmpty()
                ? refused.advice()
                : "QEMU's own lines are in it behind a prefix such as \"" + shown(prefix.get())
                        + "\"; remove that from every line, as `sed` or `cut` do, and try again";
        return new CaptureException(Code.UNKNOWN_FORMAT, file, 0, found, advice);
    }

    /** The first line that is not blank; empty where the bytes are no text. */
    private static String firstLine(byte[] head) {
        for (byte each : head) {
            if (each == 0x7f || (each >= 0 && each < ' ' && each != '\n' && each != '\r' && each != '\t')) {
                return "";
            }
        }
        return new String(head, StandardCharsets.UTF_8)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .orElse("");
    }

    /** The beginning of a line; what a terminal may take for something else than a character becomes a question mark. */
    private static String shown(String line) {
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < line.length() && i < SHOWN_CHARACTERS_MAX; i++) {
            char each = line.charAt(i);
            shown.append(each >= ' ' && each <= '~' ? each : '?');
        }
        return shown + (line.length() > SHOWN_CHARACTERS_MAX ? "..." : "");
    }
}
