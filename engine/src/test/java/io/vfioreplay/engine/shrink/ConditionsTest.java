package io.vfioreplay.engine.shrink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vfioreplay.engine.capture.Capture.Progress;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is to be kept, in words, of a migration in which two messages were exchanged. */
final class ConditionsTest {

    @TempDir
    private Path temp;

    private Migration migration;
    private Examination examination;
    private Course whole;

    @BeforeEach
    void read() {
        migration = Migration.of("f12", temp);
        examination = migration.examination();
        whole = examination.whole(Progress.NONE);
    }

    @AfterEach
    void close() {
        migration.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "finding M-01",
                "finding R-78 and verdict failed",
                "blame transport and cause M-01 and story and bytes",
                "sentence \"two messages were exchanged\" and divergence"
            })
    void parse_saysWhatItRead(String text) {
        Conditions conditions = Conditions.parse(text, examination, whole);

        assertThat(conditions.text()).isEqualTo(text);
        assertThat(conditions.holds(whole)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "''|not understood at column 1",
                "finding|needs something behind it",
                "verdict fialed|there is no \"fialed\"; did you mean \"failed\"?",
                "blame nobody|there is no \"nobody\"; expected one of none, save",
                "fnding M-01|\"fnding\" is nothing that can be kept; did you mean \"finding\"?",
                "bytes e4|\"bytes\" stands alone; found \"e4\" behind it",
                "story now|\"story\" stands alone; found \"now\" behind it",
                "finding M-01 or story|not understood at column 14",
                "finding M-01 and|not understood at column 14",
                "finding R-97|nothing to keep: \"finding R-97\" does not hold; found was verdict failed, blame transport, findings M-01"
            })
    void parse_refusesWhatCannotBeKept(String text, String message) {
        assertThatThrownBy(() -> Conditions.parse(text, examination, whole))
                .isInstanceOf(KeepSyntaxException.class)
                .hasMessageContaining(message);
    }

    @Test
    void same_isWhatAFailureIsKnownBy() {
        assertThat(Conditions.same(examination, whole).text())
                .isEqualTo("verdict failed and blame transport and cause M-01 and story and bytes");
    }

    @Test
    void bytes_areTheTwoInWhichTheStreamsPart(@TempDir Path here, @TempDir Path there) {
        Conditions bytes = Conditions.parse("bytes", examination, whole);
        try (Migration flipped = Migration.of("f03", here)) {
            assertThat(bytes.holds(flipped.examination().whole(Progress.NONE))).isFalse();
        }
        try (Migration cut = Migration.of("f07", there)) {
            Course other = cut.examination().whole(Progress.NONE);
            assertThatThrownBy(() -> Conditions.parse("bytes", cut.examination(), other))
                    .isInstanceOf(KeepSyntaxException.class)
                    .hasMessageContaining("the streams do not part in a byte");
        }
    }

    @Test
    void story_isTheSentenceButForItsNumbers(@TempDir Path elsewhere) {
        Course other;
        try (Migration cut = Migration.of("f09", elsewhere)) {
            other = cut.examination().whole(Progress.NONE);
        }
        Conditions story = Conditions.parse("story", examination, whole);

        assertThat(story.holds(other)).isFalse();
    }
}
