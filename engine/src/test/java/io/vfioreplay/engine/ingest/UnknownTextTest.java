package io.vfioreplay.engine.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vfioreplay.engine.capture.CaptureException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of a text that no capture format fits. */
final class UnknownTextTest {

    @TempDir
    private Path temp;

    @Test
    void open_namesThePrefixInFrontOfQemusOwnLines() throws IOException {
        String prefix = "Nov 26 01:02:03 host libvirtd: ";
        CaptureException refused = refused("""
                -- Logs begin here. --
                %1$s1702@1795394191.039290:vfio_mdev  (vf0) is_mdev 1
                %1$s1702@1795394191.040215:vfio_attach_device  (vf0) group 1
                """.formatted(prefix));
        assertThat(refused.code()).isEqualTo(CaptureException.Code.UNKNOWN_FORMAT);
        assertThat(refused)
                .hasMessageContaining("begins with \"-- Logs begin here. --\"")
                .hasMessageContaining("behind a prefix such as \"" + prefix + "\"; remove that from every line");
    }

    @Test
    void open_quotesTheFirstLineHarmlesslyAndWithABound() throws IOException {
        CaptureException refused = refused("\n  gr\u00fc\u00dfe " + "x".repeat(1000) + "\nsecond\n");
        assertThat(refused)
                .hasMessageContaining("begins with \"gr??e xxx")
                .hasMessageContaining("xxx...\"; expected vfio-user messages")
                .hasMessageNotContaining("prefix")
                .hasMessageNotContaining("x".repeat(101));
    }

    @Test
    void open_quotesNothingOfWhatIsNoText() throws IOException {
        assertThat(refused("\u001b[31mred\n")).hasMessageNotContaining("red").hasMessageContaining("the bytes 1b5b");
    }

    private CaptureException refused(String content) throws IOException {
        Path file = Files.write(temp.resolve("text"), content.getBytes(StandardCharsets.UTF_8));
        return catchThrowableOfType(CaptureException.class, () -> Captures.open(CaptureSet.of(List.of(file))));
    }
}
