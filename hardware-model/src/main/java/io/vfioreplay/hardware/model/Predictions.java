package io.vfioreplay.hardware.model;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Errno;
import io.vfioreplay.hardware.event.Payload;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Compares what the models answer with what was recorded, and keeps the count. One thread at a time.
 *
 * <p>ours: an answer counts as right only if it is the same, the error number included; a request that was never answered, and
 * an answer whose bytes the recording does not hold, count as nothing.
 */
public final class Predictions {

    /** So many wrong answers are kept; the others are counted. */
    public static final int WRONG_MAX = 20;

    private static final int PER_MILLE = 1000;

    private final List<WrongAnswer> wrong = new ArrayList<>();
    private final Tally reads = new Tally();
    private final Tally others = new Tally();
    private @Nullable Answer last;

    /** How many answers were right, wrong, and unknown to the model. */
    public static final class Tally {
        private long right;
        private long wrong;
        private long unknown;

        Tally() {}

        /** The model gave the recorded answer. */
        public long right() {
            return right;
        }

        /** The model gave another one. */
        public long wrong() {
            return wrong;
        }

        /** The model could not say. */
        public long unknown() {
            return unknown;
        }

        /** All of them. */
        public long total() {
            return right + wrong + unknown;
        }

        /** The share of right answers in thousandths, rounded down; 1000 when there were none at all. */
        public int sharePerMille() {
            return total() == 0 ? PER_MILLE : (int) (right * PER_MILLE / total());
        }
    }

    /** Nothing was compared yet. */
    public Predictions() {}

    /** Reads of registers: of regions, config space and v1 migration registers. */
    public Tally reads() {
        return reads;
    }

    /** Everything else that devices answer or do: writes, states, migration data, DMA, interrupts. */
    public Tally others() {
        return others;
    }

    /** The first wrong answers, at most {@value #WRONG_MAX}, by position. */
    public List<WrongAnswer> wrong() {
        return List.copyOf(wrong);
    }

    /**
     * What the model answered to the event that was passed on last, once: the next call gives what later events were answered. Empty
     * where no model was asked.
     */
    public Optional<Answer> takeAnswer() {
        Optional<Answer> taken = Optional.ofNullable(last);
        last = null;
        return taken;
    }

    /** A register was read. */
    void read(Envelope event, Answer answer, Payload recorded, Supplier<String> request) {
        compare(reads, event, answer, recorded, request);
    }

    /** Something else with bytes in its answer. */
    void data(Envelope event, Answer answer, Payload recorded, Supplier<String> request) {
        compare(others, event, answer, recorded, request);
    }

    /** Something without bytes in its answer. */
    void done(Envelope event, Answer answer, Supplier<String> request) {
        last = answer;
        if (event.result() == Envelope.UNANSWERED || event.result() == Envelope.UNOBSERVED) {
            return;
        }
        if (answer instanceof Answer.Unknown) {
            others.unknown++;
        } else if (answer instanceof Answer.Refused refused ? refused.errno() == event.result() : event.result() == 0) {
            others.right++;
        } else {
            others.wrong++;
            add(event, request, AnswerText.of(answer), event.result() == 0 ? "done" : Errno.name(event.result()));
        }
    }

    /** Something that is no answer of a device to one request, or an answer whose bytes are not held. */
    void settled(Envelope event, boolean isRight, Supplier<String> what, String predicted, String recorded) {
        if (isRight) {
            others.right++;
        } else {
            others.wrong++;
            add(event, what, predicted, recorded);
        }
    }

    private void compare(Tally tally, Envelope event, Answer answer, Payload recorded, Supplier<String> request) {
        last = answer;
        boolean isUnseen = event.result() == Envelope.UNANSWERED || event.result() == Envelope.UNOBSERVED;
        if (isUnseen) {
            return;
        }
        if (answer instanceof Answer.Unknown) {
            tally.unknown++;
        } else if (isRight(event, answer, recorded)) {
            tally.right++;
        } else {
            tally.wrong++;
            addBytes(event, answer, recorded, request);
        }
    }

    private static boolean isRight(Envelope event, Answer answer, Payload recorded) {
        if (answer instanceof Answer.Refused refused) {
            return event.result() == refused.errno();
        }
        if (event.result() != Envelope.OK) {
            return false;
        }
        if (answer instanceof Answer.Within within) {
            long value = signed(recorded);
            return recorded.length() == within.width() && value >= within.low() && value <= within.high();
        }
        Payload predicted = answer instanceof Answer.Bytes bytes ? bytes.bytes() : Payload.empty();
        return predicted.length() == recorded.length()
                && AnswerText.firstDifference(predicted, recorded) == recorded.length();
    }

    private void addBytes(Envelope event, Answer answer, Payload recorded, Supplier<String> request) {
        if (event.result() != Envelope.OK) {
            add(event, request, AnswerText.of(answer), Errno.name(event.result()));
        } else if (answer instanceof Answer.Bytes bytes && bytes.bytes().length() == recorded.length()) {
            int offset = AnswerText.firstDifference(bytes.bytes(), recorded);
            add(event, request, AnswerText.around(bytes.bytes(), offset), AnswerText.around(recorded, offset));
        } else if (answer instanceof Answer.Within) {
            add(event, request, AnswerText.of(answer), Long.toString(signed(recorded)));
        } else {
            add(event, request, AnswerText.of(answer), AnswerText.ofBytes(recorded));
        }
    }

    private static long signed(Payload number) {
        int unused = Long.SIZE - Byte.SIZE * Math.min(number.length(), Long.BYTES);
        return unused == Long.SIZE ? 0 : number.littleEndian() << unused >> unused;
    }

    private void add(Envelope event, Supplier<String> request, String predicted, String recorded) {
        if (wrong.size() < WRONG_MAX) {
            wrong.add(new WrongAnswer(event.position(), event.device(), request.get(), predicted, recorded));
        }
    }
}
