package io.vfioreplay.engine.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.engine.ingest.CaptureSet;
import io.vfioreplay.engine.ingest.Importer;
import io.vfioreplay.engine.replay.Predictor.Recording;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.model.EvidenceCollector;
import io.vfioreplay.hardware.model.ExpectedStream;
import io.vfioreplay.hardware.model.KnownDeviceProvider;
import io.vfioreplay.hardware.model.PredictingHost;
import io.vfioreplay.journal.DamagePolicy;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Real recordings of a device whose behaviour is known, and of others. */
final class PredictorTest {

    @TempDir
    private Path temp;

    private final Predictor predictor = new Predictor(KnownModels.installed(), Optional.empty());

    @ParameterizedTest
    @CsvSource({
        "s01-source.pcap.gz, 3",
        "s01-destination.pcap, 1",
        "s06-source.pcap.gz, 3",
        "s06-destination.pcap.gz, 1",
        "f01-source.pcap.gz, 3",
        "f18-source.pcap.gz, 3"
    })
    void run_predictsEveryAnswerOfAHealthyDevice(String capture, int reads) {
        try (Timeline timeline = imported(capture)) {
            PredictionReport report = predictor.run(Recording.of(timeline), Long.MAX_VALUE, Progress.NONE);

            assertThat(report.models().values()).containsExactly("vfio-user-sample-1");
            assertThat(report.wrong()).isEmpty();
            assertThat(report.reads().right())
                    .isEqualTo(reads)
                    .isEqualTo(report.reads().total());
            assertThat(report.others().right())
                    .isPositive()
                    .isEqualTo(report.others().total());
        }
    }

    /** A bit flipped, a chunk lost, two exchanged, the end cut off: what the destination was given is not what the source has. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "f03 | 16 | migrationDataWritten count=8 | 0x000000006b038a79 | 0x000000006b038a7b",
                "f07 | 17 | deviceStateSet requested=v2:STOP | 12296 bytes | 12292 bytes loaded before it",
                "f05 |  9 | migrationDataWritten | 7176 more bytes of the stream | damaged",
                "f05 |  9 | migrationDataWritten | 7176 more bytes of the stream | damaged",
                "f09 |  9 | migrationDataWritten count=1024 | byte 0: c1139a5c... | byte 0: b744b829...",
                "f12 |  9 | migrationDataWritten count=1024 | byte 0: e4938307... | byte 0: 04e96e29...",
            })
    void run_namesTheFirstPlaceWhereTheStreamWasLostOrAltered(
            String migration, long position, String request, String predicted, String recorded) {
        try (Timeline source = imported(migration + "-source.pcap.gz");
                Timeline destination = imported(migration + "-destination.pcap.gz")) {
            PredictionReport report =
                    predictor.run(Recording.of(destination), Recording.of(source), Long.MAX_VALUE, Progress.NONE);

            Divergence first = report.divergence().orElseThrow();
            assertThat(first.position()).isEqualTo(position);
            assertThat(List.of(first.what(), first.actual())).containsExactly(request, predicted);
            assertThat(first.expected()).startsWith(recorded);
            assertThat(first.lastEvents()).isNotEmpty();
        }
    }

    @Test
    void run_findsNothingOnADestinationThatWasGivenTheRightStream() {
        try (Timeline source = imported("s06-source.pcap.gz");
                Timeline destination = imported("s06-destination.pcap.gz")) {
            PredictionReport report =
                    predictor.run(Recording.of(destination), Recording.of(source), Long.MAX_VALUE, Progress.NONE);
            assertThat(report.wrong()).isEmpty();
            assertThat(report.reads().right()).isEqualTo(1);
        }
    }

    @Test
    void run_namesTheReadThatTheDeviceRefused() {
        try (Timeline timeline = imported("f22-source.pcap.gz")) {
            PredictionReport report = predictor.run(Recording.of(timeline), Long.MAX_VALUE, Progress.NONE);
            assertThat(report.divergence().orElseThrow().text())
                    .isEqualTo("migrationDataRead requested=1024 at position 105: recorded EIO, replayed 1024 bytes");
        }
    }

    /** The recorder saw the write and its answer, and the device never got it. */
    @Test
    void run_namesTheFirstAnswerThatLacksAWriteOfTheGuest() {
        try (Timeline timeline = imported("s01-source.pcap.gz")) {
            long lost = lastMemoryWrite(timeline);
            PredictingHost host = host(timeline);
            timeline.replay(Range.ALL, Progress.NONE, (envelope, kind, values, payload) -> {
                if (envelope.position() != lost) {
                    host.accept(envelope, kind, values, payload);
                }
            });
            assertThat(host.predictions().wrong()).isNotEmpty();
            assertThat(host.predictions().wrong().get(0).position()).isGreaterThan(lost);
            assertThat(host.predictions().wrong().get(0).request()).startsWith("migrationDataRead");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "r02-source.pcap.gz",
                "q05-device.pcap.gz",
                "py-migration.pcap",
                "py-request_errors.pcap",
                "f18-destination.pcap"
            })
    void run_leavesDevicesOfOtherKindsAlone(String capture) {
        try (Timeline timeline = imported(capture)) {
            PredictionReport report = predictor.run(Recording.of(timeline), Long.MAX_VALUE, Progress.NONE);
            assertThat(report.models()).isEmpty();
            assertThat(report.reads().total()).isZero();
        }
    }

    @Test
    void run_replaysTheModelThatTheUserChoseAndFindsThatItIsTheWrongOne() {
        try (Timeline timeline = imported("s01-source.pcap.gz")) {
            PredictionReport report = new Predictor(KnownModels.installed(), Optional.of("mtty"))
                    .run(Recording.of(timeline), Long.MAX_VALUE, Progress.NONE);
            assertThat(report.models().get(0)).startsWith("mtty");
            assertThat(report.divergence()).isPresent();
        }
    }

    private static long lastMemoryWrite(Timeline timeline) {
        long[] last = {-1};
        timeline.replay(Range.ALL, Progress.NONE, (envelope, kind, values, payload) -> {
            if (kind == EventKind.MMIO_WRITTEN && values[0] == 1) {
                last[0] = envelope.position();
            }
        });
        return last[0];
    }

    private static PredictingHost host(Timeline timeline) {
        EvidenceCollector collector = new EvidenceCollector();
        timeline.replay(Range.ALL, Progress.NONE, collector);
        KnownDeviceProvider provider = KnownModels.installed().named("vfio-user-sample");
        return new PredictingHost(Map.of(
                0,
                new PredictingHost.Choice(
                        provider, Objects.requireNonNull(collector.evidence().get(0)), new ExpectedStream())));
    }

    private Timeline imported(String capture) {
        Path journal = temp.resolve(capture + ".vfj");
        Importer.run(
                CaptureSet.of(List.of(resource("/captures/" + capture))), journal, HostState.fold(), Progress.NONE);
        return Timeline.open(journal, DamagePolicy.STRICT);
    }

    private static Path resource(String name) {
        try {
            URL resource = Objects.requireNonNull(PredictorTest.class.getResource(name), name);
            return Path.of(resource.toURI());
        } catch (URISyntaxException wrong) {
            throw new IllegalStateException(wrong);
        }
    }
}
