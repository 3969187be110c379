package io.vfioreplay.engine.redact;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.engine.ingest.CaptureSet;
import io.vfioreplay.engine.ingest.Derivation;
import io.vfioreplay.engine.ingest.Importer;
import io.vfioreplay.engine.postmortem.Postmortem;
import io.vfioreplay.engine.postmortem.Side;
import io.vfioreplay.engine.replay.HostState;
import io.vfioreplay.engine.replay.Replayer;
import io.vfioreplay.engine.replay.Timeline;
import io.vfioreplay.engine.shrink.Examination;
import io.vfioreplay.hardware.event.EventKind.PayloadUse;
import io.vfioreplay.journal.DamagePolicy;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every real recording tells the same when it is redacted, and nothing of its data and names is left.
 *
 * <p>Areas not verified: what somebody can conclude from what is kept, which the documentation lists.
 */
final class RedactionTest {

    private static final RedactionKey KEY = RedactionKey.of("a key for tests only".getBytes(StandardCharsets.US_ASCII));
    private static final int RUN_BYTES = 8;
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}_.:-]{8,}");

    @TempDir
    private Path temp;

    /** Two captures of one migration, or one capture. */
    record Case(String name, List<Path> captures) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> recordings() throws IOException, URISyntaxException {
        List<Case> cases = new ArrayList<>();
        for (Path file : list("/captures")) {
            String name = String.valueOf(file.getFileName());
            Path other = file.resolveSibling(name.replace("-source", "-destination"));
            if (name.contains("-source") && Files.exists(other)) {
                cases.add(new Case(name, List.of(file, other)));
            } else if (name.contains(".pcap")) {
                cases.add(new Case(name, List.of(file)));
            }
        }
        for (Path directory : list("/migrations")) {
            if (Files.isDirectory(directory)) {
                String name = String.valueOf(directory.getFileName());
                cases.add(new Case(name, List.of(directory.resolve("source"), directory.resolve("destination"))));
            }
        }
        return cases.stream();
    }

    private static List<Path> list(String resource) throws IOException, URISyntaxException {
        Path directory = Path.of(Objects.requireNonNull(RedactionTest.class.getResource(resource))
                .toURI());
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void run_changesNothingThatIsFound(Case recorded) {
        List<Timeline> originals = imported(recorded);
        List<Timeline> redacted = redacted(originals, false);

        Postmortem before = postmortem(originals);
        Postmortem after = postmortem(redacted);

        assertThat(after.verdict()).isEqualTo(before.verdict());
        assertThat(after.blame()).isEqualTo(before.blame());
        assertThat(cause(after)).isEqualTo(cause(before));
        assertThat(findings(after)).isEqualTo(findings(before));
        assertThat(after.phases()).isEqualTo(before.phases());
        assertThat(after.downtimeNanos()).isEqualTo(before.downtimeNanos());
        assertThat(streams(after)).isEqualTo(streams(before));
        assertThat(after.state().stream().map(Postmortem.StateFault::path).toList())
                .isEqualTo(
                        before.state().stream().map(Postmortem.StateFault::path).toList());
        close(originals, redacted);
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void run_leavesNoDataAndNoName(Case recorded) throws IOException {
        List<Timeline> originals = imported(recorded);
        List<Timeline> redacted = redacted(originals, true);

        for (int i = 0; i < originals.size(); i++) {
            byte[] left = content(redacted.get(i), temp.resolve("redacted-" + i + ".vfj"));
            Set<Long> runs = runs(left);
            Set<String> found = new TreeSet<>();
            originals.get(i).replay(Range.ALL, Progress.NONE, (envelope, kind, values, payload) -> {
                Treatment treatment = Classification.ofPayload(kind);
                if (treatment == Treatment.BYTES || treatment == Treatment.CONTENT) {
                    leaks(payload.toByteArray(), runs, kind.label(), found);
                } else if (kind.payloadUse() == PayloadUse.TEXT) {
                    words(payload.utf8(), left, found);
                }
            });
            originals.get(i).header().captures().forEach(capture -> {
                words(capture.name(), left, found);
                words(capture.sha256(), left, found);
            });
            assertThat(found).as("%s, %d", recorded, i).isEmpty();
        }
        close(originals, redacted);
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void run_makesASealedJournalThatReplaysAndSaysWhatItIs(Case recorded) {
        List<Timeline> originals = imported(recorded);
        List<Timeline> redacted = redacted(originals, true);

        for (int i = 0; i < originals.size(); i++) {
            Timeline journal = redacted.get(i);
            assertThat(journal.isSealed()).isTrue();
            assertThat(journal.eventCount()).isEqualTo(originals.get(i).eventCount());
            assertThat(Replayer.run(journal, HostState.fold(), Long.MAX_VALUE, Progress.NONE)
                            .divergence())
                    .isEmpty();
            assertThat(Derivation.of(journal.description()))
                    .contains(new Derivation("redacted", originals.get(i).digest(), "times moved"));
        }
        close(originals, redacted);
    }

    private List<Timeline> imported(Case recorded) {
        List<Timeline> timelines = new ArrayList<>();
        for (Path capture : recorded.captures()) {
            Path journal = temp.resolve("original-" + timelines.size() + ".vfj");
            Importer.run(new CaptureSet(List.of(capture), List.of()), journal, HostState.fold(), Progress.NONE);
            timelines.add(Timeline.open(journal, DamagePolicy.STRICT));
        }
        return timelines;
    }

    private List<Timeline> redacted(List<Timeline> originals, boolean movesTimes) {
        Postmortem postmortem = postmortem(originals);
        List<Timeline> redacted = new ArrayList<>();
        for (int i = 0; i < originals.size(); i++) {
            Path target = temp.resolve("redacted-" + i + ".vfj");
            Optional<Side> side = originals.size() == 1 ? Optional.empty() : Optional.of(Side.values()[i]);
            List<Long> divergences = Redaction.divergences(postmortem, side);
            new Redaction(KEY, movesTimes).run(originals.get(i), divergences, target, Progress.NONE);
            redacted.add(Timeline.open(target, DamagePolicy.STRICT));
        }
        return redacted;
    }

    private static Postmortem postmortem(List<Timeline> sides) {
        Examination examination =
                new Examination(sides.get(0), sides.size() == 1 ? Optional.empty() : Optional.of(sides.get(1)));
        return examination.of(examination.whole(Progress.NONE));
    }

    private static String cause(Postmortem postmortem) {
        return postmortem
                .cause()
                .map(cause -> cause.side() + " " + cause.position() + " " + cause.rule())
                .orElse("none");
    }

    private static List<String> findings(Postmortem postmortem) {
        return postmortem.findings().stream()
                .map(finding -> finding.rule().id() + " " + finding.severity() + " " + finding.side() + " "
                        + finding.position())
                .sorted()
                .toList();
    }

    private static String streams(Postmortem postmortem) {
        Postmortem.Stream stream = postmortem.stream();
        return stream.savedBytesPerState() + " " + stream.loadedBytes() + " " + stream.forwarded() + " "
                + stream.compared() + " "
                + stream.firstDifference().map(first -> first.offset() + " " + first.isByte());
    }

    /** What a journal holds, without what its encoding and the container around it hide. */
    private static byte[] content(Timeline timeline, Path journal) throws IOException {
        List<byte[]> pieces = new ArrayList<>();
        timeline.replay(
                Range.ALL, Progress.NONE, (envelope, kind, values, payload) -> pieces.add(payload.toByteArray()));
        pieces.add(timeline.description().toString().getBytes(StandardCharsets.UTF_8));
        pieces.add(timeline.totals().toString().getBytes(StandardCharsets.UTF_8));
        try (Stream<Path> files = Files.list(journal)) {
            for (Path file : files.sorted().toList()) {
                pieces.add(Files.readAllBytes(file));
            }
        }
        ByteBuffer all = ByteBuffer.allocate(
                pieces.stream().mapToInt(piece -> piece.length + RUN_BYTES).sum());
        pieces.forEach(piece -> all.put(piece).putLong(0));
        return all.array();
    }

    private static Set<Long> runs(byte[] bytes) {
        Set<Long> runs = new HashSet<>();
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        for (int at = 0; at + RUN_BYTES <= bytes.length; at++) {
            runs.add(buffer.getLong(at));
        }
        return runs;
    }

    /** Runs of few different bytes say nothing: fillings of zeros and the like are everywhere. */
    private static void leaks(byte[] data, Set<Long> runs, String what, Set<String> found) {
        ByteBuffer buffer = ByteBuffer.wrap(data);
        for (int at = 0; at + RUN_BYTES <= data.length; at++) {
            long run = buffer.getLong(at);
            if (!isPlain(run) && runs.contains(run)) {
                found.add(what + " 0x" + Long.toHexString(run));
            }
        }
    }

    private static boolean isPlain(long run) {
        Set<Integer> different = new HashSet<>();
        for (int i = 0; i < Long.SIZE; i += Byte.SIZE) {
            different.add((int) (run >>> i & 0xff));
        }
        return different.size() <= 2;
    }

    private static void words(String text, byte[] left, Set<String> found) {
        String all = new String(left, StandardCharsets.ISO_8859_1);
        Matcher word = WORD.matcher(text);
        while (word.find()) {
            boolean isKept = TextMap.VOCABULARY.contains(word.group().toLowerCase(Locale.ROOT));
            boolean isMessage = all.contains(".messages." + word.group()); // Of the vfio-user protocol.
            if (!isKept && !isMessage && all.contains(word.group())) {
                found.add(word.group());
            }
        }
    }

    private static void close(List<Timeline> originals, List<Timeline> redacted) {
        originals.forEach(Timeline::close);
        redacted.forEach(Timeline::close);
    }
}
