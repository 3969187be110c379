package io.vfioreplay.engine.shrink;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.engine.ingest.Derivation;
import io.vfioreplay.engine.postmortem.Evidence;
import io.vfioreplay.engine.postmortem.Postmortem;
import io.vfioreplay.engine.postmortem.Side;
import io.vfioreplay.engine.postmortem.SideFinding;
import io.vfioreplay.engine.redact.Redaction;
import io.vfioreplay.engine.redact.RedactionKey;
import io.vfioreplay.engine.replay.Timeline;
import io.vfioreplay.journal.DamagePolicy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What models said of a recording's events before it was redacted stays with the events: no model can be asked again. */
final class RedactedShrinkTest {

    private static final RedactionKey KEY = RedactionKey.of("a key for tests only".getBytes(StandardCharsets.US_ASCII));

    /** Where the destination of f12 is given what its source's model does not hand out. */
    private static final long WRONG_AT = 9;

    @TempDir
    private Path temp;

    @Test
    void shrink_keepsTheEventOfADivergenceAsItWasRecorded() {
        try (Migration redacted = redacted()) {
            Course whole = redacted.examination().whole(Progress.NONE);
            Conditions keep = Conditions.parse("divergence", redacted.examination(), whole);
            ShrinkReport report =
                    Shrinker.run(whole, keep, 1_000, ShrinkProgress.NONE).orElseThrow();
            Timeline destination = redacted.destination().orElseThrow();
            Path target = temp.resolve("small.vfj");

            ShrunkJournal.write(destination, report.after(), Side.DESTINATION, keep.text(), target);

            try (Timeline small = Timeline.open(target, DamagePolicy.STRICT)) {
                assertThat(small.eventCount()).isBetween(1L, WRONG_AT - 1);
                assertThat(payloads(small, wrong(small)))
                        .usingRecursiveComparison()
                        .isEqualTo(payloads(destination, List.of(WRONG_AT)));
            }
        }
    }

    @Test
    void examination_findsADivergenceWhereItsEventIs() {
        try (Migration redacted = redacted()) {
            Examination examination = redacted.examination();
            List<Item> whole = examination.whole(Progress.NONE).items();
            long first = redacted.source().eventCount();
            for (int gone = Math.toIntExact(first); gone < whole.size(); gone++) {
                List<Item> left = new ArrayList<>(whole);
                left.remove(gone);
                long place = gone - first;

                assertThat(wrong(examination.of(new Course(left)).findings()))
                        .as("without %d", place)
                        .isEqualTo(place == WRONG_AT ? List.of() : List.of(place < WRONG_AT ? WRONG_AT - 1 : WRONG_AT));
            }
        }
    }

    private Migration redacted() {
        try (Migration original = Migration.of("f12", temp)) {
            Postmortem postmortem =
                    original.examination().of(original.examination().whole(Progress.NONE));
            return new Migration(
                    redacted(original.source(), Side.SOURCE, postmortem),
                    original.destination().map(timeline -> redacted(timeline, Side.DESTINATION, postmortem)));
        }
    }

    private Timeline redacted(Timeline original, Side side, Postmortem postmortem) {
        Path target = temp.resolve("redacted-" + side + ".vfj");
        List<Long> divergences = Redaction.divergences(postmortem, Optional.of(side));
        new Redaction(KEY, false).run(original, divergences, target, Progress.NONE);
        return Timeline.open(target, DamagePolicy.STRICT);
    }

    private static List<Long> wrong(Timeline journal) {
        List<Long> found =
                wrong(Evidence.read(journal, Side.DESTINATION, Progress.NONE).findings());
        assertThat(Derivation.divergences(journal.description())).isEqualTo(found);
        return found;
    }

    private static List<Long> wrong(List<SideFinding> findings) {
        return findings.stream()
                .filter(finding -> finding.rule().id().equals(Condition.MODEL_RULE))
                .map(SideFinding::position)
                .toList();
    }

    private static List<byte[]> payloads(Timeline timeline, List<Long> positions) {
        List<byte[]> payloads = new ArrayList<>();
        timeline.replay(Range.ALL, Progress.NONE, (envelope, kind, values, payload) -> {
            if (positions.contains(envelope.position())) {
                payloads.add(payload.toByteArray());
            }
        });
        return payloads;
    }
}
