package io.vfioreplay.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.journal.format.PayloadRef;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Journals of every released format are read for ever. {@code golden/v1.vfj} is what {@link Sample#write} made when version 1
 * was released; it is never made again.
 */
final class GoldenJournalTest {

    private static final String DIGEST_V1 = "b3645ac1e1710494bfd9d302cf11eb148e39cd6afcd3cff96b343273aa7d87ea";

    @Test
    void reader_readsAJournalOfVersion1() throws URISyntaxException {
        Path golden = golden("v1.vfj");

        assertThat(JournalVerifier.verify(golden))
                .isEqualTo(new JournalVerifier.Report(List.of(), Sample.BLOCKS, 9, 1, 122, true, DIGEST_V1));
        try (JournalReader reader = JournalReader.open(golden)) {
            assertThat(reader.header()).isEqualTo(Sample.description("tool", "sample"));
            assertThat(reader.records()).containsExactly(Sample.description("digest.5", "cafe"));
            assertThat(Sample.events(reader)).containsExactly(Sample.line(0), Sample.line(1), Sample.line(2));
            assertThat(reader.payload(
                            new PayloadRef(1, 23, "b3802cb68dd8d3dced3fa7b9523450499103dffcd2824e4ec4ef7e5f197d1901")))
                    .isEqualTo(Sample.bytes("a payload of some bytes"));
            assertThat(reader.seal()).contains(Sample.description("blocks", "7", "end", "orderly", "events", "9"));
        }
    }

    @Test
    void writer_stillWritesVersion1(@TempDir Path temp) {
        Sample.write(temp.resolve("j"));

        assertThat(JournalVerifier.verify(temp.resolve("j")).digest()).isEqualTo(DIGEST_V1);
    }

    private static Path golden(String name) throws URISyntaxException {
        return Path.of(Objects.requireNonNull(GoldenJournalTest.class.getResource("/golden/" + name))
                .toURI());
    }
}
