package io.vfioreplay.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ChecksumsTest {

    @TempDir
    private Path directory = Path.of("");

    /** The check values of both algorithms are published: "123456789" and "abc". */
    @Test
    void of_isCrc32cAndSha256OfAllFilesInARow() throws IOException {
        Path first = Files.writeString(directory.resolve("1"), "1234");
        Path second = Files.writeString(directory.resolve("2"), "56789");
        assertThat(Checksums.of(List.of(first, second))).startsWith("e3069283 ");
        Path abc = Files.writeString(directory.resolve("3"), "abc");
        assertThat(Checksums.of(List.of(abc)))
                .endsWith(" ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
