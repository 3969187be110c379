package io.vfioreplay.bench.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.bench.workload.Workload;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MappedFileTest {

    @TempDir
    private Path directory = Path.of("");

    @ParameterizedTest
    @CsvSource({"false,false", "false,true", "true,false", "true,true"})
    void file_holdsEveryEventAndChecksumsWhereAskedFor(boolean isChecksummed, boolean isTouched) throws IOException {
        assertThat(Run.of(new MappedFile(isChecksummed, isTouched), directory).publishedEvents())
                .isEqualTo(Run.EVENTS);

        byte[] bytes = Files.readAllBytes(directory.resolve(MappedFile.FILE));
        ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < Run.EVENTS; i++) {
            int block = i / MappedFile.BLOCK_EVENTS * MappedFile.BLOCK_BYTES;
            int at = block + i % MappedFile.BLOCK_EVENTS * Workload.EVENT_BYTES;
            Run.assertEvent(
                    i,
                    file.getLong(at),
                    file.getLong(at + 8),
                    file.getLong(at + 16),
                    file.getLong(at + 24),
                    file.getLong(at + 32),
                    file.getLong(at + 40));
        }
        for (int block = 0; block < bytes.length; block += MappedFile.BLOCK_BYTES) {
            CRC32C crc = new CRC32C();
            crc.update(bytes, block, MappedFile.BLOCK_DATA_BYTES);
            assertThat(file.getLong(block + MappedFile.BLOCK_DATA_BYTES)).isEqualTo(isChecksummed ? crc.getValue() : 0);
        }
    }
}
