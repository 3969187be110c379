package io.vfioreplay.engine.diff;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.engine.diff.AccessDiff.Counts;
import io.vfioreplay.engine.diff.AccessDiff.WindowPair;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Event;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.Stamp;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Invariants checked: every access is accounted for once, a known edit is counted as what it is, and the first disagreement is
 * the first edit. Not verified: which of several alike accesses of a polled register is the one that is missing.
 */
final class AccessDiffTest {

    private static final long SEED = 20_261_125;
    private static final int ACCESSES = 20_000;

    /** A touch as a test writes it. */
    private record Touch(int device, int region, boolean write, long offset, int width, long value) {
        Touch at(long other) {
            return new Touch(device, region, write, other, width, value);
        }

        Touch saying(long other) {
            return new Touch(device, region, write, offset, width, other);
        }

        Touch in(int otherDevice, int otherRegion) {
            return new Touch(otherDevice, otherRegion, write, offset, width, value);
        }
    }

    @Test
    void between_agreesWithItself() {
        AccessDiff diff = diff(touches(ACCESSES), touches(ACCESSES));

        assertThat(diff.counts()).isEqualTo(new Counts(ACCESSES, 0, 0, 0, 0, 0));
        assertThat(diff.first()).isEmpty();
        assertThat(diff.differs()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 0xfeb8_0000L, -0x4000L})
    void between_findsRegionsOfOtherNumbersAndBases(long base) {
        List<Touch> other = touches(ACCESSES).stream()
                .map(t -> t.in(3, 5).at(t.offset() + base))
                .toList();
        AccessDiff diff = diff(touches(ACCESSES), other);

        assertThat(diff.counts().agreeing()).isEqualTo(ACCESSES);
        assertThat(diff.windows()).containsExactly(new WindowPair(0, 0, 3, 5, base));
    }

    @Test
    void between_takesNoOtherRegisterForAnotherBase() {
        List<Touch> a = Collections.nCopies(500, new Touch(0, 0, false, 0x10, 4, 0));
        List<Touch> b = Collections.nCopies(500, new Touch(0, 0, false, 0x14, 4, 0));

        assertThat(diff(a, b).counts()).isEqualTo(new Counts(0, 0, 0, 500, 500, 0));
    }

    @Test
    void between_tellsRegionsApartThatAreNumberedCrosswise() {
        List<Touch> a = new ArrayList<>();
        List<Touch> b = new ArrayList<>();
        for (Touch touch : touches(2000)) {
            int region = (int) (touch.offset() >> 2) & 1;
            a.add(touch.in(0, region));
            b.add(touch.in(0, 1 - region));
        }
        assertThat(diff(a, b).counts()).isEqualTo(new Counts(2000, 0, 0, 0, 0, 0));
    }

    @Test
    void value_thatDiffersIsOneDifferingPair() {
        List<Touch> other = touches(ACCESSES);
        other.set(7000, other.get(7000).saying(-1));
        AccessDiff diff = diff(touches(ACCESSES), other);

        assertThat(diff.counts()).isEqualTo(new Counts(ACCESSES - 1, 0, 1, 0, 0, 0));
        assertThat(position(diff.first().orElseThrow().a().orElseThrow())).isEqualTo(7000);
        assertThat(position(diff.first().orElseThrow().b().orElseThrow())).isEqualTo(7000);
    }

    @Test
    void values_thatDifferEverywhereDisturbNoOrder() {
        List<Touch> other = touches(ACCESSES);
        other.replaceAll(touch -> touch.write() ? touch : touch.saying(touch.value() + 1000));
        long reads = touches(ACCESSES).stream().filter(touch -> !touch.write()).count();

        assertThat(diff(touches(ACCESSES), other).counts()).isEqualTo(new Counts(ACCESSES - reads, 0, reads, 0, 0, 0));
    }

    @Test
    void poll_thatIsOneReadShorterIsOneReadAlone() {
        Touch poll = new Touch(0, 0, false, 0x10, 4, 0);
        List<Touch> a = new ArrayList<>(touches(500));
        List<Touch> b = new ArrayList<>(touches(500));
        a.addAll(250, Collections.nCopies(100, poll));
        b.addAll(250, Collections.nCopies(99, poll));
        a.add(350, poll.saying(1));
        b.add(349, poll.saying(1));

        assertThat(diff(a, b).counts()).isEqualTo(new Counts(600, 0, 0, 1, 0, 0));
    }

    @Test
    void value_thatOneSideDidNotSeeAgrees() {
        EventSource seen = run(touches(1000), true);
        EventSource blind = run(touches(1000), false);

        assertThat(AccessDiff.between(seen, blind).counts()).isEqualTo(new Counts(1000, 0, 0, 0, 0, 1000));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 200, 1000})
    void access_thatOneSideLacksIsTheOthersAlone(int missing) {
        List<Touch> fewer = touches(ACCESSES);
        fewer.subList(500, 500 + missing).clear();
        AccessDiff diff = diff(touches(ACCESSES), fewer);

        assertThat(diff.counts().onlyA() - diff.counts().onlyB()).isEqualTo(missing);
        assertThat(position(diff.first().orElseThrow().a().orElseThrow())).isEqualTo(500);
        assertThat(diff(fewer, touches(ACCESSES)).counts().onlyB())
                .isEqualTo(diff.counts().onlyA());
        if (missing < AccessAligner.WINDOW_ACCESSES) {
            assertThat(diff.counts()).isEqualTo(new Counts(ACCESSES - missing, 0, 0, missing, 0, 0));
        }
    }

    @Test
    void order_thatDiffersLocallyIsTolerated() {
        List<Touch> other = touches(ACCESSES);
        for (int i = 0; i + 40 < ACCESSES; i += 400) {
            Collections.rotate(other.subList(i, i + 40), 13);
        }
        AccessDiff diff = diff(touches(ACCESSES), other);

        assertThat(diff.counts().agreeing()).isEqualTo(ACCESSES);
        assertThat(diff.counts().outOfOrder()).isBetween(1L, 50L * 40);
        assertThat(diff.differs()).isFalse();
    }

    @Test
    void order_thatDiffersByMoreThanTheWindowIsNot() {
        List<Touch> other = touches(ACCESSES);
        other.add(9000, other.remove(1000).saying(77_777));
        List<Touch> one = touches(ACCESSES);
        one.set(1000, one.get(1000).saying(77_777));
        AccessDiff diff = diff(one, other);

        assertThat(diff.counts()).isEqualTo(new Counts(ACCESSES - 1, 0, 0, 1, 1, 0));
        assertThat(position(diff.first().orElseThrow().a().orElseThrow())).isEqualTo(1000);
    }

    @Test
    void edits_ofAllKindsAreCounted() {
        for (int round = 0; round < 20; round++) {
            Random random = new Random(SEED + round);
            List<Touch> other = touches(ACCESSES);
            int dropped = 0;
            int changed = 0;
            for (int i = ACCESSES - 100; i > 100; i -= 300 + random.nextInt(500)) {
                if (random.nextBoolean()) {
                    other.remove(i);
                    dropped++;
                } else {
                    other.set(i, other.get(i).saying(0x1234_5678L + i));
                    changed++;
                }
            }
            assertThat(diff(touches(ACCESSES), other).counts())
                    .as("seed %d", SEED + round)
                    .isEqualTo(new Counts(ACCESSES - dropped - changed, 0, changed, dropped, 0, 0));
        }
    }

    @Test
    void window_thatOneSideDoesNotKnowIsNotInTheWay() {
        List<Touch> other = new ArrayList<>();
        for (Touch touch : touches(3000)) {
            other.add(touch);
            other.add(new Touch(1, 2, true, touch.offset(), 2, 0x77));
        }
        AccessDiff diff = diff(touches(3000), other);

        assertThat(diff.counts()).isEqualTo(new Counts(3000, 0, 0, 0, 3000, 0));
        assertThat(diff.first().orElseThrow().a()).isEmpty();
        assertThat(position(diff.first().orElseThrow().b().orElseThrow())).isEqualTo(1);
    }

    @Test
    void devicesOfOneJournal_areComparedWhenEachIsLookedAtAlone() {
        List<Touch> both = new ArrayList<>();
        for (Touch touch : touches(3000)) {
            both.add(touch);
            both.add(touch.in(1, 0));
        }
        EventSource journal = run(both, true);
        AccessDiff diff = AccessDiff.between(AccessDiff.ofDevice(journal, 0), AccessDiff.ofDevice(journal, 1));

        assertThat(diff.counts()).isEqualTo(new Counts(3000, 0, 0, 0, 0, 0));
    }

    @Test
    void windowsBeyondTheSurvey_keepTheirNumbers() {
        List<Touch> many = new ArrayList<>();
        for (Touch touch : touches(3000)) {
            many.add(touch.in(many.size() % 100, 0));
        }
        assertThat(diff(many, many).differs()).isFalse();
    }

    @Test
    void between_saysThatThereIsNothingToCompare() {
        AccessDiff diff = diff(List.of(), List.of());

        assertThat(diff.isEmpty()).isTrue();
        assertThat(diff.differs()).isFalse();
    }

    @Test
    void strangers_areComparedInBoundedWork() {
        long[] reads = new long[1];
        List<Touch> b = new ArrayList<>();
        touches(ACCESSES).forEach(touch -> b.add(touch.at(touch.offset() + 4).saying(touch.value() + 1000)));
        EventSource counted = run(b, true);
        EventSource counting = (from, to, sink) -> counted.replay(from, to, (envelope, kind, values, payload) -> {
            reads[0]++;
            sink.accept(envelope, kind, values, payload);
        });
        AccessDiff diff = AccessDiff.between(run(touches(ACCESSES), true), counting);

        assertThat(diff.counts().onlyA() + diff.counts().differing()).isGreaterThan(ACCESSES / 2);
        assertThat(reads[0]).isEqualTo(2L * ACCESSES + 1);
    }

    private static AccessDiff diff(List<Touch> a, List<Touch> b) {
        return AccessDiff.between(run(a, true), run(b, true));
    }

    private static long position(Event event) {
        return event.stamp().position();
    }

    /** Registers as a driver touches them: few, with values that repeat. */
    private static List<Touch> touches(int count) {
        Random random = new Random(SEED);
        List<Touch> touches = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            touches.add(new Touch(0, 0, random.nextBoolean(), random.nextInt(64) * 4L, 4, random.nextInt(300)));
        }
        return touches;
    }

    private static EventSource run(List<Touch> touches, boolean values) {
        List<Event> events = new ArrayList<>();
        for (Touch touch : touches) {
            Stamp stamp = Stamp.at(Envelope.NO_TIME, touch.device()).withPosition(events.size());
            events.add(new Event(
                    stamp,
                    touch.write() ? EventKind.MMIO_WRITTEN : EventKind.MMIO_READ,
                    List.of((long) touch.region(), touch.offset(), (long) touch.width(), -1L),
                    values ? Payload.ofLittleEndian(touch.value(), touch.width()) : Payload.empty()));
        }
        return (from, to, sink) -> {
            for (long i = from; i < Math.min(to, events.size()); i++) {
                events.get((int) i).sendTo(sink);
            }
        };
    }
}
