package io.vfioreplay.engine.postmortem;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.ingest.CaptureSet;
import io.vfioreplay.engine.ingest.Importer;
import io.vfioreplay.engine.replay.HostState;
import io.vfioreplay.engine.replay.Timeline;
import io.vfioreplay.journal.DamagePolicy;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two witnesses of one device, recorded by programs that know nothing of each other. */
final class AgreementTest {

    @TempDir
    private Path directory;

    @Test
    void of_findsTwoRecordingsOfTheSameAccessesAlikeAccessByAccess() {
        List<Agreement> agreements = agreements(CaptureSet.of(List.of(path("/captures/qemu/mmiotrace-e1000"))));

        assertThat(agreements).singleElement().satisfies(agreement -> {
            assertThat(agreement.accesses().accessesA()).isEqualTo(14_046);
            assertThat(agreement.accesses().accessesB()).isEqualTo(14_046);
            assertThat(agreement.accesses().counts().agreeing()).isEqualTo(14_046);
            assertThat(agreement.accesses().counts().valuesUnseen()).isZero();
            assertThat(agreement.isContradiction()).isFalse();
            assertThat(agreement.finding()).isEmpty();
        });
    }

    @Test
    void of_findsLogAndKernelAlikeInEveryState() {
        CaptureSet captures = new CaptureSet(
                List.of(path("/migrations/v2-ok/source")),
                List.of(path("/captures/qemu/v2-ok/host/ftrace-kprobes.txt.gz")));

        assertThat(agreements(captures)).singleElement().satisfies(agreement -> {
            assertThat(agreement.statesA()).isEqualTo(6);
            assertThat(agreement.statesB()).isEqualTo(6);
            assertThat(agreement.statesAgreeing()).isEqualTo(6);
            assertThat(agreement.isContradiction()).isFalse();
        });
    }

    @Test
    void finding_namesTheFirstStateThatOneWitnessTellsOtherwise() throws IOException {
        Path log = Files.writeString(directory.resolve("trace.log"), """
                10@1795394187.206714:vfio_migration_set_device_state  (vf0) state RUNNING_P2P
                10@1795394187.206715:vfio_migration_set_device_state  (vf0) state STOP
                """);
        Path kernel = Files.writeString(directory.resolve("trace.txt"), """
                # tracer: nop
                 qemu-system-x86-10    [000] ..... 1795394187.206713: mtty_set_state: (mtty_set_state+0x4/0x760 [mtty]) new=5
                 qemu-system-x86-10    [000] ..... 1795394187.206716: mtty_set_state: (mtty_set_state+0x4/0x760 [mtty]) new=3
                """);

        assertThat(agreements(CaptureSet.of(List.of(log, kernel))))
                .singleElement()
                .satisfies(agreement -> {
                    assertThat(agreement.statesAgreeing()).isEqualTo(1);
                    assertThat(agreement.finding()).hasValueSatisfying(finding -> {
                        assertThat(finding.rule().id()).isEqualTo("M-16");
                        assertThat(finding.message()).contains("v2:STOP and", "v2:STOP_COPY");
                    });
                });
    }

    private List<Agreement> agreements(CaptureSet captures) {
        Path journal = directory.resolve("both.vfj");
        Importer.run(captures, journal, HostState.fold(), Progress.NONE);
        try (Timeline timeline = Timeline.open(journal, DamagePolicy.STRICT)) {
            return Agreement.of(timeline);
        }
    }

    private static Path path(String name) {
        try {
            return Path.of(Objects.requireNonNull(AgreementTest.class.getResource(name), name)
                    .toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
