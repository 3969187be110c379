package io.vfioreplay.tool.junit;

import static io.vfioreplay.tool.junit.ReplayAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.pack.Unpacker;
import io.vfioreplay.engine.postmortem.Blame;
import io.vfioreplay.engine.postmortem.Side;
import io.vfioreplay.engine.postmortem.Verdict;
import io.vfioreplay.journal.format.CorruptJournalException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.opentest4j.AssertionFailedError;

/** Every assertion can fail, and then says what was expected and found, where it is, and how to see more. */
final class FailureTest {

    private static ReplayedMigration migration;
    private static String source;
    private static String destination;

    @BeforeAll
    static void open() {
        String demo = "io/vfioreplay/tool/demo/";
        migration = ReplayedMigration.find(
                FailureTest.class, List.of(demo + "source.pcap.gz", demo + "destination.pcap.gz"));
        source = migration.recordings().get(0).name();
        destination = migration.recordings().get(1).name();
    }

    @AfterAll
    static void close() {
        migration.close();
    }

    @Test
    void finding_isShownWithPermalinkNeighboursAndCommand() {
        AssertionFailedError failed = failure(() -> assertThat(migration).hasNoErrors());
        assertThat(String.valueOf(failed.getMessage()).lines().toList())
                .startsWith("expected no error")
                .contains(destination + "#16", "vfio-replay dump " + destination + " 13-19")
                .anyMatch(line -> line.startsWith("found    error M-01 (destination, position 16): Migration reported"))
                .anyMatch(line -> line.startsWith("=>      16     +0.004843 d0   migrationDataWritten"))
                .anyMatch(line -> line.startsWith("        13     +0.004709 d0   migrationDataWritten"))
                .anyMatch(line -> line.startsWith("        19     +0.005029 d0   deviceStateSet"));
    }

    @Test
    void verdict_isShownWithTheSentenceAndTheDecisiveEvent() {
        AssertionFailedError failed = failure(() -> assertThat(migration).isMigrated());
        assertThat(failed.getMessage())
                .startsWith("expected verdict migrated")
                .contains("found    migrated-with-differences: Migration reported success, but byte 12288")
                .contains(destination + "#16")
                .endsWith("vfio-replay postmortem " + source + " " + destination);
        assertThat(failed.getExpected().getValue()).isEqualTo("verdict migrated");
    }

    @Test
    void open_refusesAJournalThatLostItsEnd(@TempDir Path directory) throws IOException {
        Path journal = directory.resolve("torn.vfj");
        Unpacker.unpack(
                Path.of("src/test/resources/regress/vfio-user/f12-destination.vfj.tar.zst"), journal, Progress.NONE);
        try (FileChannel store = FileChannel.open(journal.resolve("19700101F.cq4"), StandardOpenOption.WRITE)) {
            store.truncate(store.size() / 2);
        }
        assertThatThrownBy(() -> ReplayedMigration.open(journal))
                .isInstanceOf(CorruptJournalException.class)
                .hasMessageContaining("TORN_TAIL");
    }

    static List<Consumer<MigrationAssert>> wrongAssertions() {
        return List.of(
                it -> it.hasVerdict(Verdict.FAILED),
                it -> it.isBlamedOn(Blame.VMM),
                it -> it.hasFinding("R-97"),
                it -> it.hasFinding("M-01").at(17),
                it -> it.hasFinding("M-01").on(Side.SOURCE),
                it -> it.hasNoFinding("R-75"),
                it -> it.onDestination().events("kind == deviceStateSet").hasSize(4),
                it -> it.onDestination().events("kind == deviceStateSet").isEmpty(),
                it -> it.onDestination().events("kind == deviceReset").isNotEmpty(),
                it -> it.onDestination().events("kind == deviceStateSet").at(16),
                it -> it.onDestination().register("bar1/0x0").at(17),
                it -> it.onDestination().register("bar1/0x4").at(18),
                it -> it.onDestination().register("device1/bar1/0x0").at(18),
                it -> it.onDestination().register("bar1/0x0").reads(7),
                it -> it.onDestination().register("bar1/0x0").isWritten(7),
                it -> it.onDestination().state("device0/state").is("STOP"),
                it -> it.onDestination().state("device0/state").at(17).is("RUNNING"),
                it -> it.onDestination().state("device0/state").isAbsent());
    }

    @ParameterizedTest
    @MethodSource("wrongAssertions")
    void assertion_failsWithACommandWhenItIsNotSo(Consumer<MigrationAssert> wrong) {
        AssertionFailedError failed = failure(() -> wrong.accept(assertThat(migration)));
        assertThat(failed).hasMessageContainingAll("expected ", "found    ", "vfio-replay ");
    }

    @Test
    void command_isQuotedForTheShell() {
        AssertionFailedError failed = failure(() ->
                assertThat(migration).onDestination().events("text == \"it's\"").isNotEmpty());
        assertThat(failed.getMessage()).endsWith("vfio-replay query " + destination + " 'text == \"it'\\''s\"'");
    }

    @Test
    void side_mustBeNamedWhenThereAreTwo() {
        assertThatThrownBy(() -> assertThat(migration).register("bar0/0x0"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("onSource().register(...) or onDestination().register(...)");
    }

    @Test
    void wrongQuestions_areNoFailures() {
        assertThatThrownBy(() -> assertThat(migration).hasNoFinding("R-999"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no rule has the id R-999");
        assertThatThrownBy(() -> assertThat(migration).onSource().register("0x10"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("for example bar0/0x10");
        assertThatThrownBy(() ->
                        assertThat(migration).onSource().state("device0/state").at(113))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has no position 113; expected -1 to 112");
    }

    private static AssertionFailedError failure(ThrowingCallable assertion) {
        return catchThrowableOfType(AssertionFailedError.class, assertion);
    }
}
