package io.vfioreplay.engine.redact;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.EventKind.PayloadUse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every field and payload is classified, and the documentation says how. */
final class ClassificationTest {

    private static final Path DOCUMENT = Path.of("docs", "redaction.md");
    private static final String GENERATED = "## What becomes of each event\n";

    @ParameterizedTest
    @EnumSource(EventKind.class)
    void ofPayload_isAbsentWhereThereIsNone(EventKind kind) {
        assertThat(Classification.ofPayload(kind) == Treatment.ABSENT).isEqualTo(kind.payloadUse() == PayloadUse.NONE);
    }

    @ParameterizedTest
    @EnumSource(EventKind.class)
    void ofPayload_replacesTheWordsOfEveryText(EventKind kind) {
        assertThat(Classification.ofPayload(kind) == Treatment.WORDS).isEqualTo(kind.payloadUse() == PayloadUse.TEXT);
    }

    @Test
    void markdown_isWhatTheDocumentSays() throws IOException {
        String document = Files.readString(DOCUMENT);
        String written = document.substring(0, document.indexOf(GENERATED) + GENERATED.length());
        String expected = written + "\n" + String.join("\n", Classification.markdown()) + "\n";
        if (Boolean.getBoolean("golden.accept")) {
            Files.writeString(DOCUMENT, expected);
        }

        assertThat(Files.readString(DOCUMENT))
                .as("run with -Dgolden.accept=true to accept")
                .isEqualTo(expected);
    }
}
