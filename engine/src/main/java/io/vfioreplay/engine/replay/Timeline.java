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
import io.vfioreplay.journal.DamagePolicy;
import io.vfioreplay.journal.JournalReader;
import io.vfioreplay.journal.format.CorruptJournalException;
import io.vfioreplay.journal.format.Damage;
import io.vfioreplay.journal.format.DamageCode;
import io.vfioreplay.journal.format.JournalTooNewException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A journal as a sequence of events. Read-only; one thread. */
public final class Timeline implements AutoCloseable {

    private final JournalReader reader;
    private final JournalHeader header;

    private Timeline(JournalReader reader, JournalHeader header) {
        this.reader = reader;
        this.header = header;
    }

    /**
     * Opens a journal.
     *
     * @throws io.vfioreplay.journal.format.NotAJournalException when there is none
     * @throws JournalTooNewException when it is of a later version
     */
    public static Timeline open(Path journal, DamagePolicy policy) {
        JournalReader reader = JournalReader.open(journal, policy);
        try {
            JournalHeader header = JournalHeader.fromDescription(reader.header());
            if (header.eventFormat() > EventFormat.VERSION) {
                throw new JournalTooNewException(journal, 0, "event format", header.eventFormat(), EventFormat.VERSION);
            }
            return new Timeline(reader, header);
        } catch (RuntimeException unusable) {
            reader.close();
            throw unusable;
        }
    }

    /** What the journal was made of. */
    public JournalHeader header() {
        return header;
    }

    /** How its captures were accounted for; empty when the journal was not closed in order. */
    public List<CaptureSummary> captures() {
        return SummaryText.from(reader.seal().orElseGet(TreeMap::new));
    }

    /** The records made while recording. */
    public List<SortedMap<String, String>> records() {
        return reader.records();
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

    /** What was found to be damaged so far. */
    public List<Damage> damage() {
        return reader.damage();
    }

    /** The time of the first event that has one, or {@link Envelope#NO_TIME}. */
    public long originNanos() {
        long[] origin = {Envelope.NO_TIME};
        replay(new Range(0, 1), Progress.NONE, (envelope, kind, values, payload) -> origin[0] = envelope.timeNanos());
        return origin[0];
    }

    /**
     * Passes on the events of a range in order.
     *
     * @param progress is told positions rather than bytes
     * @throws CorruptJournalException at damage, unless it is to be skipped
     */
    public void replay(Range range, Progress progress, FlatEventSink sink) {
        EventDecoder decoder = new EventDecoder(reader::payload);
        long to = Math.min(range.to(), eventCount());
        reader.readEvents(range.from(), to, (first, count, body) -> {
            try {
                decoder.decode(first, count, body, range, sink);
            } catch (BlockContentException wrong) {
                throw new CorruptJournalException(
                        DamageCode.CONTENT, reader.directory(), 0, String.valueOf(wrong.getMessage()));
            }
            progress.bytes(first + count, to);
        });
    }

    @Override
    public void close() {
        reader.close();
    }
}
