package io.vfioreplay.engine.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.ingest.CaptureSet;
import io.vfioreplay.engine.ingest.Importer;
import io.vfioreplay.engine.postmortem.Blame;
import io.vfioreplay.engine.postmortem.Evidence;
import io.vfioreplay.engine.postmortem.Examiner;
import io.vfioreplay.engine.postmortem.ModelFindings;
import io.vfioreplay.engine.postmortem.Postmortem;
import io.vfioreplay.engine.postmortem.Side;
import io.vfioreplay.engine.postmortem.Verdict;
import io.vfioreplay.engine.replay.HostState;
import io.vfioreplay.engine.replay.Timeline;
import io.vfioreplay.journal.DamagePolicy;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A journal that lost something accuses nobody: a real migration in which nothing went wrong, each of its blocks lost in turn, on
 * either side.
 */
final class RecoveredPostmortemTest {

    private static final Set<Verdict> HARMLESS = EnumSet.of(Verdict.MIGRATED, Verdict.INCOMPLETE);
    private static final Set<Blame> NOBODY = EnumSet.of(Blame.NONE, Blame.UNKNOWN);

    @TempDir
    private Path temp;

    @ParameterizedTest
    @ValueSource(
            strings = {"/captures/s06-%s.pcap.gz", "/migrations/v2-simple-ftrace/%s", "/migrations/v1-two-devices/%s"})
    void postmortem_accusesNobodyWhicheverBlockIsLost(String captures) {
        Path source = imported(captures, "source");
        Path destination = imported(captures, "destination");
        assertThat(examine(source, destination))
                .returns(Verdict.MIGRATED, Postmortem::verdict)
                .returns(Blame.NONE, Postmortem::blame);

        Surgery ofSource = Surgery.on(source);
        for (int row = 0; row < ofSource.blocks().size(); row++) {
            ofSource.remove(row);
            assertHarmless("source, row " + row, examine(recovered(source, row), destination));
        }
        ofSource.heal();
        Surgery ofDestination = Surgery.on(destination);
        for (int row = 0; row < ofDestination.blocks().size(); row++) {
            ofDestination.remove(row);
            assertHarmless("destination, row " + row, examine(source, recovered(destination, row)));
        }
    }

    private Path imported(String captures, String side) {
        try {
            String name = captures.formatted(side);
            Path capture = Path.of(Objects.requireNonNull(RecoveredPostmortemTest.class.getResource(name))
                    .toURI());
            Path journal = temp.resolve(side + ".vfj");
            Importer.run(CaptureSet.of(List.of(capture)), journal, HostState.fold(), Progress.NONE);
            return journal;
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private Path recovered(Path journal, int row) {
        Path target = temp.resolve(row + "-" + journal.getFileName());
        Recovery.run(journal, journal, target, HostState.fold(), Progress.NONE);
        return target;
    }

    private static void assertHarmless(String lost, Postmortem answer) {
        assertThat(answer.verdict()).as("%s: %s", lost, answer.sentence()).isIn(HARMLESS);
        assertThat(answer.blame()).as("%s: %s", lost, answer.sentence()).isIn(NOBODY);
    }

    private static Postmortem examine(Path from, Path to) {
        try (Timeline saved = Timeline.open(from, DamagePolicy.STRICT);
                Timeline loaded = Timeline.open(to, DamagePolicy.STRICT)) {
            ModelFindings models = new ModelFindings();
            Evidence first = Evidence.read(saved, Side.SOURCE, Progress.NONE);
            Evidence second = Evidence.read(loaded, Side.DESTINATION, Progress.NONE);
            return Examiner.examine(
                    Optional.of(models.inSource(first, saved)),
                    Optional.of(models.inDestination(second, loaded, first, saved)));
        }
    }
}
