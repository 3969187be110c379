package io.vfioreplay.bench.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ContestantsTest {

    @TempDir
    private Path directory = Path.of("");

    @Test
    void names_areDifferentAndCanStandInAList() {
        assertThat(Contestants.all()).extracting(Contestant::name).doesNotHaveDuplicates();
        assertThat(Contestants.all()).allSatisfy(contestant -> {
            assertThat(contestant.name()).matches("[a-z0-9-]+");
            assertThat(contestant.description()).isNotBlank();
            assertThat(contestant.slowness()).isPositive();
        });
    }

    @Test
    void floor_saysThatItSawEveryEventAndWritesNothing() {
        Run.Said said = Run.of(Contestants.FLOOR, directory);
        assertThat(said).isEqualTo(new Run.Said(Run.EVENTS, Recording.NOT_OBSERVED, 0));
        assertThat(directory).isEmptyDirectory();
    }
}
