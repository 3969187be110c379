package io.vfioreplay.engine.replay;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.capture.CaptureSummary;
import io.vfioreplay.engine.codec.BlockContentException;
import io.vfioreplay.engine.codec.EventDecoder;
import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.engine.codec.EventFormat;
import io.vfioreplay.engine.ingest.JournalHeader;
import io.vfioreplay.engine.ingest.SummaryText;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.FlatEventSink;
import io.vfioreplay.journal.BlockBody;
import io.vfioreplay.journal.DamagePolicy;
import io.vfioreplay.journal.JournalReader;
import io.vfioreplay.journal.format.CorruptJournalException;
import io.vfioreplay.journal.format.Damage;
import io.vfioreplay.journal.format.DamageCode;
import io.vfioreplay.journal.format.JournalTooNewException;
import io.vfioreplay.journal.format.PayloadRef;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A journal as a sequence of events. Read-only; one thread. */
public final class Timeline implements Replayable, AutoCloseable {

    private static final long ORIGIN_STEP = 1 << 10;

    private final JournalReader reader;
    private final JournalHeader header;
    private final DamagePolicy policy;
    private @Nullable EventDecoder spare; // Making one costs more than jumping to an event.
    private final Set<Damage> damage = new LinkedHashSet<>(); // Beside what the reader finds; each place once.
    private boolean payloadLost; // Of the event that is being decoded.

    private Timeline(JournalReader reader, JournalHeader header, DamagePolicy policy) {
        this.reader = reader;
        this.policy = policy;
        this.header = header;
    }

    /**
     * Opens a journal.
     *
     * @throws io.vfioreplay.journal.format.NotAJournalException when there is none
     * @throws JournalTooNewException when it is of a later version
     */
    public static Timeline open(Path journal, DamagePolicy policy) {
        return open(journal, journal, policy);
    }

    /** The same for a journal that the user knows as {@code shown}, which is what messages call it. */
    public static Timeline open(Path journal, Path shown, DamagePolicy policy) {
        JournalReader reader = JournalReader.open(journal, shown, policy);
        try {
            JournalHeader header = JournalHeader.fromDescription(reader.header());
            if (header.eventFormat() > EventFormat.VERSION) {
                throw new JournalTooNewException(shown, 0, "event format", header.eventFormat(), EventFormat.VERSION);
            }
            return new Timeline(reader, header, policy);
        } catch (RuntimeException unusable) {
            reader.close();
            throw unusable;
        }
    }

    /**
     * Opens a journal of which nothing may be missing: one that was torn would replay, and what is left of it be taken for all.
     *
     * @throws CorruptJournalException when a part of it was lost, even if what is left can be read
     */
    public static Timeline openWhole(Path journal, Path shown) {
        Timeline timeline = open(journal, shown, DamagePolicy.STRICT);
        if (timeline.damage().isEmpty()) {
            return timeline;
        }
        Damage first = timeline.damage().get(0);
        timeline.close();
        throw new CorruptJournalException(first);
    }

    /** Where the journal is, as the user knows it. */
    public Path directory() {
        return reader.directory();
    }

    /** What the journal was made of. */
    public JournalHeader header() {
        return header;
    }

    /** All that the header says, also what this program does not know; empty where it is damaged and may be skipped. */
    public SortedMap<String, String> description() {
        return reader.header();
    }

    /** All that the last block says; empty when the journal was not closed in order. */
    public SortedMap<String, String> totals() {
        return reader.seal().orElseGet(TreeMap::new);
    }

    /** How its captures were accounted for; empty when the journal was not closed in order. */
    public List<CaptureSummary> captures() {
        return SummaryText.from(totals());
    }

    /** The records made while recording. */
    public List<SortedMap<String, String>> records() {
        return reader.records();
    }

    /**
     * The bytes that a record leads to.
     *
     * @throws CorruptJournalException when they are not there, or not what they should be, under either policy
     */
    public byte[] stored(PayloadRef ref) {
        return reader.payload(ref);
    }

    /** The digests of the state that were made while recording, by position. */
    public List<StateDigest> stateDigests() {
        return reader.records().stream()
                .map(StateDigest::ofRecord)
                .flatMap(Optional::stream)
                .toList();
    }

    /** The digest of the state behind the last event; empty when the journal was not closed in order, or holds no event. */
    public Optional<StateDigest> lastStateDigest() {
        return reader.seal().flatMap(Fold::lastDigest);
    }

    /** Whether the journal was closed in order. */
    public boolean isSealed() {
        return reader.seal().isPresent();
    }

    /** How many positions there are. */
    public long eventCount() {
        return reader.eventCount();
    }

    /** The hash of the journal's last block. */
    public String digest() {
        return reader.digest();
    }

    /** Whether damage stops reading. */
    public boolean isStrict() {
        return policy == DamagePolicy.STRICT;
    }

    /** What was found to be damaged so far. */
    public List<Damage> damage() {
        Set<Damage> all = new LinkedHashSet<>(reader.damage());
        all.addAll(damage);
        return List.copyOf(all);
    }

    /** The time of the first event that has one, or {@link Envelope#NO_TIME}. */
    public long originNanos() {
        long[] origin = {Envelope.NO_TIME};
        for (long from = 0; from < eventCount() && origin[0] == Envelope.NO_TIME; from += ORIGIN_STEP) {
            replay(new Range(from, from + ORIGIN_STEP), Progress.NONE, (envelope, kind, values, payload) -> {
                origin[0] = origin[0] == Envelope.NO_TIME ? envelope.timeNanos() : origin[0];
            });
        }
        return origin[0];
    }

    /**
     * Passes on the events of a range in order. Where damage is to be skipped, events whose payload or block cannot be read are
     * passed over, and {@link #damage()} tells.
     *
     * @param progress is told positions rather than bytes
     * @throws CorruptJournalException at damage, unless it is to be skipped
     * @throws JournalTooNewException where a newer program wrote something that this one does not know
     */
    @Override
    public void replay(Range range, Progress progress, FlatEventSink sink) {
        EventDecoder decoder = spare == null ? new EventDecoder(this::payload) : spare;
        spare = null; // A sink may replay something else meanwhile.
        try {
            replay(range, progress, decoder, sink);
        } finally {
            spare = decoder;
        }
    }

    private void replay(Range range, Progress progress, EventDecoder decoder, FlatEventSink sink) {
        long to = Math.min(range.to(), eventCount());
        if (range.from() >= to) {
            return;
        }
        reader.readEvents(range.from(), to, (first, count, body) -> {
            decode(decoder, first, count, body, range, sink);
            progress.bytes(first + count, to);
        });
    }

    /**
     * Passes on all events in order, with the chain of the journal verified along: what was passed on is what was recorded.
     *
     * @param progress is told positions rather than bytes
     * @throws CorruptJournalException at the first block that is not as it was written, whatever the policy
     */
    public void replayVerified(Progress progress, FlatEventSink sink) {
        EventDecoder decoder = new EventDecoder(this::payload);
        reader.readVerified((first, count, body) -> {
            decode(decoder, first, count, body, Range.ALL, sink);
            progress.bytes(first + count, eventCount());
        });
    }

    private void decode(EventDecoder decoder, long first, int count, BlockBody body, Range range, FlatEventSink sink) {
        try {
            decoder.decode(first, count, body, range, sink);
        } catch (BlockContentException wrong) {
            pass(wrong, first + count - 1);
        }
    }

    /**
     * The same where damage is to be skipped; events whose payload cannot be read go to {@code withoutPayload} instead, with an empty
     * one, so that what else is known of them is not lost too. {@link #damage()} does not tell of them.
     */
    public void replay(Range range, Progress progress, FlatEventSink sink, FlatEventSink withoutPayload) {
        EventDecoder decoder = new EventDecoder(this::payloadOrMark);
        replay(range, progress, decoder, (envelope, kind, values, payload) -> {
            boolean lost = payloadLost;
            payloadLost = false;
            (lost ? withoutPayload : sink).accept(envelope, kind, values, payload);
        });
    }

    private byte[] payloadOrMark(PayloadRef ref) {
        try {
            return reader.payload(ref);
        } catch (CorruptJournalException wrong) {
            payloadLost = true;
            return new byte[0];
        }
    }

    private void pass(BlockContentException wrong, long lastPosition) {
        String message = String.valueOf(wrong.getMessage());
        if (wrong.isNewer()) {
            throw new JournalTooNewException(reader.directory(), 0, message);
        }
        Damage here = new Damage(DamageCode.CONTENT, reader.directory(), 0, 0, wrong.position(), lastPosition, message);
        if (policy == DamagePolicy.STRICT) {
            throw new CorruptJournalException(here);
        }
        damage.add(here);
    }

    private byte @Nullable [] payload(PayloadRef ref) {
        try {
            return reader.payload(ref);
        } catch (CorruptJournalException wrong) {
            if (policy == DamagePolicy.STRICT) {
                throw wrong;
            }
            damage.add(new Damage(
                    wrong.code(),
                    Path.of(wrong.file()),
                    wrong.offset(),
                    ref.length(),
                    Damage.SOME_POSITIONS,
                    Damage.SOME_POSITIONS,
                    wrong.what()));
            return null;
        }
    }

    @Override
    public void close() {
        reader.close();
    }
}
