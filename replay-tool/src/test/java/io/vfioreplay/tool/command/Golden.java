package io.vfioreplay.tool.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Golden files below {@code src/test/resources/golden}; {@code -Dgolden.accept=true} writes them anew, to be read in the diff. */
final class Golden {

    private static final Path SOURCES = Path.of("src/test/resources/golden");

    private Golden() {}

    /** The text must be that of the file; {@code \r\n} counts as {@code \n}. */
    static void assertMatches(String name, String text) {
        String actual = text.replace("\r\n", "\n");
        try {
            if (Boolean.getBoolean("golden.accept")) {
                Files.createDirectories(SOURCES);
                Files.writeString(SOURCES.resolve(name), actual);
            }
            try (InputStream in = Golden.class.getResourceAsStream("/golden/" + name)) {
                String expected = in == null
                        ? Files.readString(SOURCES.resolve(name))
                        : new String(in.readAllBytes(), StandardCharsets.UTF_8);
                assertThat(actual).isEqualTo(Boolean.getBoolean("golden.accept") ? actual : expected);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
