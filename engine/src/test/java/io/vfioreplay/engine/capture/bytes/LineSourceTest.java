package io.vfioreplay.engine.capture.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Invariants checked: every byte belongs to one line, offsets and numbers are right, however the file is compressed. */
final class LineSourceTest {

    private static final long SEED = 20_261_125;

    @TempDir
    private Path directory;

    private record Line(long number, long offset, String text, boolean torn) {}

    @Test
    void next_givesLinesOfEveryKindOfEnd() throws IOException {
        assertThat(lines("a\nbc\r\n\nlast"))
                .containsExactly(
                        new Line(1, 0, "a", false),
                        new Line(2, 2, "bc", false),
                        new Line(3, 6, "", false),
                        new Line(4, 7, "last", true));
        assertThat(lines("a\n")).containsExactly(new Line(1, 0, "a", false));
        assertThat(lines("")).isEmpty();
        assertThat(lines("\n")).containsExactly(new Line(1, 0, "", false));
    }

    @Test
    void next_cutsALineThatIsTooLongAndGoesOnBehindIt() throws IOException {
        for (int length : new int[] {
            LineSource.LINE_BYTES_MAX - 1, LineSource.LINE_BYTES_MAX, LineSource.LINE_BYTES_MAX + 1, 1_000_000
        }) {
            Path file = write("x".repeat(length) + "\nnext\n");
            try (LineSource source = LineSource.open(file)) {
                assertThat(source.next()).isTrue();
                assertThat(source.to() - source.from()).isEqualTo(Math.min(length, LineSource.LINE_BYTES_MAX));
                assertThat(source.isCut()).isEqualTo(length > LineSource.LINE_BYTES_MAX);
                assertThat(source.next()).isTrue();
                assertThat(source.text()).isEqualTo("next");
                assertThat(source.number()).isEqualTo(2);
                assertThat(source.offset()).isEqualTo(length + 1L);
                assertThat(source.next()).isFalse();
            }
        }
    }

    @Test
    void next_givesTheSameLinesPlainAndCompressed() throws IOException {
        Random random = new Random(SEED);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            text.append("y".repeat(random.nextInt(80))).append(random.nextInt(10) == 0 ? "\r\n" : "\n");
        }
        byte[] plain = text.toString().getBytes(StandardCharsets.UTF_8);
        List<Line> expected = lines(Files.write(directory.resolve("plain"), plain));
        assertThat(lines(Files.write(directory.resolve("zstd"), Zstd.compress(plain))))
                .as("seed %d", SEED)
                .isEqualTo(expected);
        assertThat(lines(Files.write(directory.resolve("gzip"), gzip(plain)))).isEqualTo(expected);
        assertThat(expected).hasSize(20_000);
    }

    @Test
    void endDamage_tellsWhereACompressedFileBreaksAndKeepsWhatWasGood() throws IOException {
        byte[] plain = "a line of text\n".repeat(100_000).getBytes(StandardCharsets.UTF_8);
        for (byte[] whole : List.of(gzip(plain), Zstd.compress(plain))) {
            Path file = Files.write(directory.resolve("cut"), Arrays.copyOf(whole, whole.length / 2));
            try (LineSource source = LineSource.open(file)) {
                while (source.next()) {
                    assertThat(source.text()).startsWith("a");
                }
                assertThat(source.endDamage())
                        .hasValueSatisfying(why -> assertThat(why).contains("ends early"));
            }
        }
    }

    private List<Line> lines(String content) throws IOException {
        return lines(write(content));
    }

    private static List<Line> lines(Path file) {
        List<Line> lines = new ArrayList<>();
        try (LineSource source = LineSource.open(file)) {
            while (source.next()) {
                lines.add(new Line(source.number(), source.offset(), source.text(), source.isTorn()));
            }
        }
        return lines;
    }

    private Path write(String content) throws IOException {
        return Files.writeString(directory.resolve("lines"), content);
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(plain);
        }
        return bytes.toByteArray();
    }
}
