package io.vfioreplay.engine.capture.qmp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is taken for a transcript, and what is left to others. */
final class QmpRecognitionTest {

    private static final String COMMAND = "{\"execute\": \"query-migrate\"}";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    private Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "v1-cancel",
                "v1-kill-dst",
                "v1-mismatch",
                "v2-mismatch",
                "v2-ok",
                "v1-fail-error-state",
                "v2-clock-back"
            })
    void fits_whenARealTranscriptBeginsSo(String name) throws IOException {
        byte[] bytes = Files.readAllBytes(Told.resource(directory, name));

        assertThat(QmpTranscript.fits(bytes)).isTrue();
        assertThat(QmpTranscript.fits(Arrays.copyOf(bytes, 4000))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                COMMAND,
                "\n\n" + COMMAND + "\nsome words\n",
                "{\"QMP\": {\"version\": {}}}\n{\"return\": {",
                "(QEMU) query-migrate\n{\"return\": {}}\n",
                "event STOP at 1700000000.000000 for domain 'a': (null)\n",
                "1: debug : a\n1: debug : b\n1: debug : c\n1: info : qemuMonitorSend:1 : QEMU_MONITOR_SEND_MSG: mon=0x1 msg="
                        + COMMAND,
            })
    void fits_whenThereAreMessages(String text) {
        assertThat(fits(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello\nworld\n",
                "1516@1795394122.573230:handle_qmp_command mon 0x55 req: " + COMMAND + "\n",
                "handle_qmp_command mon 0x55 req: " + COMMAND + "\n",
                " qemu-1516 [000] ..... 12.5: tracing_mark_write: handle_qmp_command mon 0x55 req: " + COMMAND,
                "a\nb\nc\n" + COMMAND,
                "{\"position\": 1, \"kind\": \"x\"}\n",
                "2026-11-23T00:44:49.854929Z qemu-system-x86_64: Unable to write to socket\n",
                "1700000000 src -- exit=1\n",
            })
    void fits_notWhenThereAreNoneOrTheyAreOthers(String text) {
        assertThat(fits(text)).isFalse();
    }

    @Test
    void fits_notWhenTheFileIsBinary() {
        byte[] bytes = new byte[65536];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 31);
        }
        assertThat(QmpTranscript.fits(bytes)).isFalse();
    }

    private static boolean fits(String text) {
        return QmpTranscript.fits(text.getBytes(StandardCharsets.UTF_8));
    }
}
