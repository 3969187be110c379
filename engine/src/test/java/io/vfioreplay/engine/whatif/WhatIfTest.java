package io.vfioreplay.engine.whatif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.engine.ingest.CaptureSet;
import io.vfioreplay.engine.ingest.Importer;
import io.vfioreplay.engine.replay.HostState;
import io.vfioreplay.engine.replay.Timeline;
import io.vfioreplay.hardware.event.Event;
import io.vfioreplay.journal.DamagePolicy;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Real migrations, as they were and as they might have been. */
final class WhatIfTest {

    @TempDir
    private Path temp;

    static Stream<String> captures() throws IOException, URISyntaxException {
        Path directory = Path.of(Objects.requireNonNull(WhatIfTest.class.getResource("/captures"))
                .toURI());
        try (Stream<Path> files = Files.list(directory)) {
            return files
                    .map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.contains(".pcap"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("captures")
    void compare_findsNoDifferenceWithoutEdits(String capture) {
        try (Timeline journal = imported(capture)) {
            assertThat(compare(journal, Optional.empty(), List.of()).differs()).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("captures")
    void compare_findsNoDifferenceWhenAnEventIsDroppedAndInsertedAgain(String capture) {
        try (Timeline journal = imported(capture)) {
            List<Event> events = events(journal);
            for (int i = 0; i < events.size(); i += 1 + events.size() / 8) {
                String event = EventNotation.text(events.get(i));
                WhatIfReport report =
                        compare(journal, Optional.empty(), List.of("drop " + i, "insert before " + i + " " + event));

                assertThat(report.sides().get(0).state().difference().differences())
                        .as("position %d", i)
                        .isEmpty();
                assertThat(report.endsOtherwise()).as("position %d", i).isFalse();
                assertThat(unmarked(report.vanished())).as("position %d", i).isEqualTo(unmarked(report.appeared()));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("captures")
    void compare_findsNoDifferenceWhenAnEventIsReplacedByItself(String capture) {
        try (Timeline journal = imported(capture)) {
            List<String> edits = new ArrayList<>();
            events(journal)
                    .forEach(event ->
                            edits.add("replace " + event.stamp().position() + " " + EventNotation.text(event)));
            WhatIfReport report = compare(journal, Optional.empty(), edits);

            assertThat(report.sides().get(0).touched().changed()).isEqualTo(edits.size());
            assertThat(report.differs()).isFalse();
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "f03|change d:16 data=@s:111||migrated-with-differences transport|migrated none",
                "f12|move d:10 before 9||failed transport|incomplete unknown",
                "f12|move d:9 after 10||failed transport|incomplete unknown",
                "f12|move d:10 before 9|insert after d:18 deviceStateSet requested=RUNNING"
                        + "|failed transport|migrated none",
                "f09|insert before d:9 migrationDataWritten data=@source:104||failed transport|incomplete unknown",
                "f18|change d:3 errno=OK||failed destination-device|incomplete unknown",
                "s06|change d:9 data=@d:10||migrated none|migrated-with-differences transport",
                "s06|drop d:9||migrated none|failed transport"
            })
    void compare_givesTheVerdictThatTheRepairDeserves(
            String migration, String edit, @Nullable String more, String really, String instead) {
        try (Timeline source = imported(migration + "-source.pcap.gz");
                Timeline destination = imported(migration + "-destination.pcap.gz")) {
            List<String> edits = more == null ? List.of(edit) : List.of(edit, more);
            WhatIfReport report = compare(source, Optional.of(destination), edits);

            assertThat(words(report.really())).isEqualTo(really);
            assertThat(words(report.instead())).isEqualTo(instead);
            assertThat(report.differs()).isTrue();
        }
    }

    @Test
    void compare_letsADeviceOfAKnownKindAnswerAsItWouldHave() {
        try (Timeline source = imported("f12-source.pcap.gz");
                Timeline destination = imported("f12-destination.pcap.gz")) {
            WhatIfReport report = compare(source, Optional.of(destination), List.of("move d:10 before 9"));

            List<Prediction> predictions = report.sides().get(0).predictions();
            assertThat(predictions.stream()
                            .map(each -> each.at().text() + " " + each.kind())
                            .toList())
                    .containsExactly("8+1 AGREES", "18 FOLLOWS");
            assertThat(report.sides().get(0).state().first()).hasValue(new Mark(8, 1));
            assertThat(report.vanished().stream().map(MarkedFinding::rule).toList())
                    .containsExactlyInAnyOrder("M-01", "M-02", "M-12");
            assertThat(report.appeared()).isEmpty();
        }
    }

    @Test
    void compare_refusesEverythingAfterTheStateThatAllowedItWasNotSet() {
        try (Timeline destination = imported("f03-destination.pcap.gz")) {
            WhatIfReport report = compare(destination, Optional.empty(), List.of("drop 3"));

            List<Prediction> refused = report.sides().get(0).predictions().stream()
                    .filter(each -> each.predicted().equals("EINVAL"))
                    .toList();
            assertThat(refused.stream().map(each -> each.at().position()).toList())
                    .contains(4L, 16L);
        }
    }

    @Test
    void compare_answersAReadThatWasInsertedWithoutItsBytes() {
        try (Timeline destination = imported("f03-destination.pcap.gz")) {
            WhatIfReport report = compare(
                    destination, Optional.empty(), List.of("insert after 18 mmioRead region=1 offset=0x0 length=4"));

            Prediction prediction = report.sides().get(0).predictions().get(0);
            assertThat(prediction.at().text()).isEqualTo("18+1");
            assertThat(report.appeared().stream()
                            .map(each -> each.rule() + " " + each.at().text()))
                    .containsExactly("R-75 18+1");
            assertThat(prediction.kind()).isEqualTo(Prediction.Kind.FOLLOWS);
            assertThat(HexFormat.of().formatHex(prediction.event().payload().toByteArray()))
                    .isEqualTo("2eadbd19");
        }
    }

    @Test
    void compare_comparesTheStatesWhereItIsTold() {
        try (Timeline destination = imported("f03-destination.pcap.gz")) {
            WhatIf whatIf = new WhatIf(destination, Optional.empty());
            whatIf.edit("drop 18");

            assertThat(whatIf.compare(17, Progress.NONE)
                            .sides()
                            .get(0)
                            .state()
                            .difference()
                            .isEmpty())
                    .isTrue();
            assertThat(whatIf.compare(18, Progress.NONE)
                            .sides()
                            .get(0)
                            .state()
                            .difference()
                            .isEmpty())
                    .isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "drop 500|no event at position 500",
                "drop 5-3|ends before it begins",
                "drop d:1|no journal of the destination",
                "dorp 1|did you mean \"drop\"?",
                "drop|expected a position",
                "change 3|expected field=value",
                "change 3 offset=1|has no field \"offset\"",
                "insert behind 3 vcpusStopped|expected after or before",
                "insert after 3|expected an event",
                "insert after 51 vcpusStopped|no event at position 51",
                "move 3 before 99|no event at position 99",
                "move 3|expected after or before"
            })
    void edit_saysWhatIsWrong(String edit, String message) {
        try (Timeline destination = imported("f03-destination.pcap.gz")) {
            WhatIf whatIf = new WhatIf(destination, Optional.empty());

            assertThatThrownBy(() -> whatIf.edit(edit))
                    .isInstanceOf(EventSyntaxException.class)
                    .hasMessageContaining(message);
        }
    }

    @Test
    void compare_leavesEveryByteOfTheJournalAsItWas() throws IOException {
        Path journal = temp.resolve("f12-destination.pcap.gz.vfj");
        imported("f12-destination.pcap.gz").close();
        SortedMap<String, String> before = bytes(journal);
        try (Timeline timeline = Timeline.open(journal, DamagePolicy.STRICT)) {
            List<String> edits = List.of(
                    "drop 4",
                    "change 5 errno=EIO",
                    "insert after 6 deviceReset cause=REQUEST",
                    "replace 7 vcpusStopped",
                    "move 10 before 9");
            assertThat(compare(timeline, Optional.empty(), edits).differs()).isTrue();
        }

        assertThat(bytes(journal)).isNotEmpty().isEqualTo(before);
    }

    private static WhatIfReport compare(Timeline source, Optional<Timeline> destination, List<String> edits) {
        WhatIf whatIf = new WhatIf(source, destination);
        edits.forEach(whatIf::edit);
        return whatIf.compare(Long.MAX_VALUE, Progress.NONE);
    }

    private static String words(Ending ending) {
        return ending.verdict().label() + " " + ending.blame().label();
    }

    /** What was found, wherever: an event that was dropped and inserted again has another mark. */
    private static List<String> unmarked(List<MarkedFinding> findings) {
        return findings.stream()
                .map(each -> each.rule() + " " + each.severity() + " " + each.message())
                .sorted()
                .toList();
    }

    private static List<Event> events(Timeline journal) {
        List<Event> events = new ArrayList<>();
        journal.replay(
                Range.ALL,
                Progress.NONE,
                (e, kind, values, payload) -> events.add(Event.copyOf(e, kind, values, payload)));
        return events;
    }

    private static SortedMap<String, String> bytes(Path directory) throws IOException {
        SortedMap<String, String> bytes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                bytes.put(file.toString(), HexFormat.of().formatHex(Files.readAllBytes(file)));
            }
        }
        return bytes;
    }

    private Timeline imported(String capture) {
        Path journal = temp.resolve(capture + ".vfj");
        if (!Files.exists(journal)) {
            URL resource = Objects.requireNonNull(WhatIfTest.class.getResource("/captures/" + capture), capture);
            try {
                CaptureSet captures = CaptureSet.of(List.of(Path.of(resource.toURI())));
                Importer.run(captures, journal, HostState.fold(), Progress.NONE);
            } catch (URISyntaxException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
        return Timeline.open(journal, DamagePolicy.STRICT);
    }
}
