package io.vfioreplay.engine.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.engine.ingest.Derivation;
import io.vfioreplay.engine.pipeline.Recorder;
import io.vfioreplay.engine.pipeline.RecorderOptions;
import io.vfioreplay.engine.recovery.RecoveryReport.Stretch;
import io.vfioreplay.engine.replay.HostState;
import io.vfioreplay.engine.replay.ReplayReport;
import io.vfioreplay.engine.replay.Replayer;
import io.vfioreplay.engine.replay.Timeline;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Event;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.event.Flattener;
import io.vfioreplay.hardware.event.GapCause;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.Stamp;
import io.vfioreplay.hardware.migration.DeviceState;
import io.vfioreplay.hardware.migration.Protocol;
import io.vfioreplay.journal.DamagePolicy;
import io.vfioreplay.journal.JournalVerifier;
import io.vfioreplay.journal.JournalWriter;
import io.vfioreplay.journal.format.BlockType;
import io.vfioreplay.journal.format.NotAJournalException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damages a journal in every block and demands of the recovered one: the good events in their order, one gap for each hole exactly
 * where it was, a clean {@code verify}, a replay that agrees with its digests, and an original that nobody touched.
 *
 * <p>The journal has four groups of four events: two faults, a piece of migration data that is stored apart, and a
 * {@code device_state}, behind which a sync ends the block. Blocks: HEADER, four times PAYLOAD EVENTS RECORD, SEAL.
 */
final class RecoveryTest {

    private static final int GROUPS = 4;
    private static final int EVENTS_PER_GROUP = 4;
    private static final int EVENTS = GROUPS * EVENTS_PER_GROUP;
    private static final int DATA_AT = 2;

    private final Path temp;
    private final Path journal;
    private final Surgery surgery;
    private final List<Event> original;
    private int targets;

    RecoveryTest(@TempDir Path temp) {
        this.temp = temp;
        this.journal = temp.resolve("j.vfj");
        record(journal, header());
        this.surgery = Surgery.on(journal);
        this.original = events(journal, DamagePolicy.STRICT);
        assertThat(original).hasSize(EVENTS);
        assertThat(surgery.blocks().size()).isEqualTo(2 + 3 * GROUPS);
    }

    private static SortedMap<String, String> header() {
        TreeMap<String, String> header = new TreeMap<>();
        header.put("capture.000.name", "source.pcap");
        header.put("capture.000.format", "vfio-user pcap");
        header.put("eventFormat", "1");
        return header;
    }

    private static void record(Path directory, SortedMap<String, String> header) {
        JournalWriter writer = JournalWriter.create(directory, header);
        TreeMap<String, String> totals = new TreeMap<>();
        totals.put("capture.000.packets", "16");
        try (Recorder recorder = new Recorder(writer, HostState.fold(), RecorderOptions.IMPORT, () -> totals)) {
            EventSink sink = new Flattener(recorder);
            for (int group = 0; group < GROUPS; group++) {
                int device = group % 2;
                byte[] data = new byte[1000];
                Arrays.fill(data, (byte) (group + 1));
                sink.pageFaultBegan(at(group, 0, device), 0x1000L * group);
                sink.pageFaultBegan(at(group, 1, device), 0x1000L * group + 64);
                sink.migrationDataRead(
                        at(group, DATA_AT, device), EventSink.NO_DATA_FD, 0, data.length, Payload.of(data));
                sink.deviceStateSet(at(group, 3, device), DeviceState.of(Protocol.V2, 2), EventSink.NO_DATA_FD);
                recorder.sync();
            }
        }
    }

    private static Stamp at(int group, int event, int device) {
        return Stamp.at(1_000L * group + event, device);
    }

    /** As if every event had been found wrong: each that is left is at the position that the header tells of it, in order. */
    @Test
    void recover_tellsWhereTheEventsAreThatModelsFoundWrongBeforeRedaction() {
        Path redacted = temp.resolve("redacted.vfj");
        List<Long> all = LongStream.range(0, EVENTS).boxed().toList();
        record(redacted, Derivation.redacted(header(), "0".repeat(64), "", all));
        Surgery knife = Surgery.on(redacted);
        for (int row : knife.rows(BlockType.EVENTS)) {
            knife.flip(row, knife.blocks().header(row).frameBytes() - 1);
            Path target = temp.resolve("redacted-" + row + ".vfj");
            Recovery.run(redacted, redacted, target, HostState.fold(), Progress.NONE);
            try (Timeline recovered = Timeline.open(target, DamagePolicy.STRICT)) {
                List<Event> events = events(target, DamagePolicy.STRICT);
                assertThat(Derivation.divergences(recovered.description()))
                        .as("events of block %d lost", row)
                        .hasSize(EVENTS - EVENTS_PER_GROUP)
                        .allSatisfy(position -> assertThat(
                                        events.get(position.intValue()).kind())
                                .isNotEqualTo(EventKind.EVENTS_LOST))
                        .doesNotHaveDuplicates();
            }
        }
    }

    @Test
    void recover_copiesASoundJournalAndSaysWhereFrom() {
        recovered(Set.of(), false);
        RecoveryReport report = recover();

        assertThat(report.isComplete()).isTrue();
        assertThat(report.recovered()).isEqualTo(EVENTS);
        assertThat(report.stretches()).containsExactly(new Stretch(0, 0, EVENTS));
        try (Timeline timeline = Timeline.open(target(), DamagePolicy.STRICT)) {
            assertThat(timeline.header().recoveredFrom()).contains(report.originalDigest());
            assertThat(timeline.header().captures()).extracting("name").containsExactly("source.pcap");
            assertThat(timeline.captures()).hasSize(1);
            assertThat(timeline.digest()).isEqualTo(report.digest());
            assertThat(timeline.stateDigests()).hasSize(GROUPS);
        }
    }

    @Test
    void recover_givesTheSameJournalEveryTime() {
        surgery.flip(2, 80);
        String first = recover().digest();

        assertThat(recover().digest()).isEqualTo(first);
    }

    @Test
    void recover_losesExactlyTheEventsOfABlockWithAFlippedBitAnywhere() {
        for (int row = 0; row < surgery.blocks().size(); row++) {
            int bytes = surgery.blocks().header(row).frameBytes();
            for (int at : new int[] {0, 13, 20, 30, 45, 73, 76, bytes - 4}) {
                surgery.flip(row, at);
                boolean isEndGone = row == surgery.blocks().size() - 1 && at < 76;
                RecoveryReport report = recovered(lostWith(row), isEndGone);
                assertThat(report.isComplete()).isFalse();
                assertThat(report.damage()).as("row %d byte %d", row, at).isNotEmpty();
            }
        }
    }

    @Test
    void recover_losesExactlyTheEventsOfABlockThatIsNotThere() {
        for (int row = 0; row < surgery.blocks().size(); row++) {
            surgery.remove(row);
            recovered(lostWith(row), row == surgery.blocks().size() - 1);
        }
    }

    @Test
    void recover_losesNothingWhereTwoBlocksAreExchangedBeforeTheEnd() {
        for (int row = 0; row < surgery.blocks().size() - 2; row++) {
            surgery.swap(row);
            RecoveryReport report = recovered(Set.of(), false);
            assertThat(report.isComplete()).isFalse();
        }
    }

    @Test
    void recover_doesNotTakeABlockWhoseSuccessorCarriesAnotherHash() {
        for (int row = 1; row < surgery.blocks().size() - 1; row++) {
            surgery.forge(row);
            recovered(lostWith(row), false);
        }
    }

    @Test
    void recover_cutsATornTailAndSaysThatNobodyKnowsWhatFollowed() {
        for (int row = 1; row < surgery.blocks().size(); row++) {
            for (int bytes : new int[] {-4, 0, 40, 77}) {
                surgery.cut(row, bytes);
                long end = surgery.blocks().header(row).firstPosition();
                RecoveryReport report = recovered(positions(end, EVENTS), true);
                assertThat(report.recovered()).isEqualTo(end);
                assertThat(report.lost()).isZero();
            }
        }
    }

    @Test
    void recover_namesTheDeviceWhereOnlyAPayloadIsLost() {
        surgery.flip(surgery.rows(BlockType.PAYLOAD).get(1), 500);

        Hole hole = recover().holes().get(0);

        assertThat(hole).isEqualTo(new Hole(6, 6, 6, 1, 1_001, 1_003));
    }

    @Test
    void recover_saysWhichPositionWasWhich() {
        surgery.remove(surgery.rows(BlockType.EVENTS).get(1));

        RecoveryReport report = recover();

        assertThat(report.holes()).containsExactly(new Hole(4, 4, 7, Envelope.HOST, 3, 2_000));
        assertThat(report.stretches()).containsExactly(new Stretch(0, 0, 4), new Stretch(5, 8, 8));
        Event gap = events(target(), DamagePolicy.STRICT).get(4);
        assertThat(gap.stamp().timeNanos()).isEqualTo(2_000);
        assertThat(gap.payload().utf8())
                .isEqualTo(
                        "positions 4 to 7 of the journal with digest " + report.originalDigest() + " cannot be read");
    }

    @Test
    void recover_countsEventsThatAreNoneThoughTheirChecksumIsRight() {
        Path nonsense = temp.resolve("nonsense.vfj");
        try (JournalWriter writer = JournalWriter.create(nonsense, new TreeMap<>())) {
            writer.appendEvents(3, new byte[] {(byte) 0x82, 0, -1, -1}, 4);
            writer.seal(new TreeMap<>());
        }

        RecoveryReport report = recover(nonsense);

        assertThat(report.holes()).extracting(Hole::count).containsExactly(3L);
        assertThat(report.recovered()).isZero();
    }

    @Test
    void recover_leavesNothingBehindWhereThereIsNothingGood() throws IOException {
        Path empty = Files.createDirectory(temp.resolve("empty.vfj"));
        Files.write(empty.resolve("19700101F.cq4"), new byte[8192]);

        assertThatThrownBy(() -> recover(empty)).isInstanceOf(NotAJournalException.class);
        assertThat(target()).doesNotExist();
    }

    /** Recovers, and checks all that must be true whatever was lost. */
    private RecoveryReport recovered(Set<Long> lost, boolean endIsGone) {
        byte[] before = bytes();
        RecoveryReport report = recover();
        assertThat(bytes()).as("the original").isEqualTo(before);
        assertThat(JournalVerifier.verify(target()).isClean()).isTrue();
        assertThat(lines(events(target(), DamagePolicy.STRICT))).isEqualTo(expected(lost, endIsGone));
        assertThat(report.recovered()).isEqualTo(EVENTS - lost.size());
        assertReplays(target());
        RecoveryReport again = recover(target());
        assertThat(again.isComplete()).isTrue();
        return report;
    }

    private static void assertReplays(Path recovered) {
        try (Timeline timeline = Timeline.open(recovered, DamagePolicy.STRICT)) {
            ReplayReport report = Replayer.run(timeline, HostState.fold(), Long.MAX_VALUE, Progress.NONE);
            assertThat(report.divergence()).isEmpty();
            assertThat(report.notCompared()).isEmpty();
            assertThat(report.digestsCompared()).isPositive();
        }
    }

    /** An independent account of what must be there: event by event, one gap for each run of lost ones. */
    private List<String> expected(Set<Long> lost, boolean endIsGone) {
        List<String> lines = new ArrayList<>();
        long run = 0;
        for (Event event : original) {
            if (lost.contains(event.stamp().position())) {
                run++;
                continue;
            }
            addGap(lines, run);
            run = 0;
            lines.add(line(event));
        }
        addGap(lines, endIsGone ? 0 : run);
        addGap(lines, endIsGone ? -1 : 0);
        return lines;
    }

    private static void addGap(List<String> lines, long count) {
        if (count != 0) {
            lines.add("gap of " + count);
        }
    }

    private static List<String> lines(List<Event> events) {
        return events.stream().map(RecoveryTest::line).toList();
    }

    private static String line(Event event) {
        if (event.kind() == EventKind.EVENTS_LOST) {
            assertThat(event.values().get(1)).isEqualTo(GapCause.RECOVERY.ordinal());
            return "gap of " + event.values().get(0);
        }
        return event.stamp().withPosition(0) + " " + event.kind() + event.values()
                + event.payload().length()
                + (event.payload().length() == 0 ? "" : " of " + event.payload().byteAt(0));
    }

    /** Which positions go with a block: those in it, or that of the event whose payload it is. */
    private Set<Long> lostWith(int row) {
        long first = surgery.blocks().header(row).firstPosition();
        return switch (surgery.blocks().type(row)) {
            case EVENTS -> positions(first, first + EVENTS_PER_GROUP);
            case PAYLOAD -> positions(first + DATA_AT, first + DATA_AT + 1);
            case HEADER, RECORD, SEAL -> Set.of();
        };
    }

    private static Set<Long> positions(long from, long to) {
        return new TreeSet<>(LongStream.range(from, to).boxed().toList());
    }

    private static List<Event> events(Path from, DamagePolicy policy) {
        List<Event> events = new ArrayList<>();
        try (Timeline timeline = Timeline.open(from, policy)) {
            timeline.replay(
                    Range.ALL, Progress.NONE, (e, kind, values, p) -> events.add(Event.copyOf(e, kind, values, p)));
        }
        return events;
    }

    private RecoveryReport recover() {
        return recover(journal);
    }

    private RecoveryReport recover(Path from) {
        return Recovery.run(from, from, temp.resolve("recovered-" + ++targets), HostState.fold(), Progress.NONE);
    }

    private Path target() {
        return temp.resolve("recovered-" + targets);
    }

    private byte[] bytes() {
        try {
            return Files.readAllBytes(journal.resolve("19700101F.cq4"));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
