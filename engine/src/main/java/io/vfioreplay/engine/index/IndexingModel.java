package io.vfioreplay.engine.index;

import io.vfioreplay.engine.pipeline.RecorderModel;
import io.vfioreplay.engine.replay.Fold;
import io.vfioreplay.engine.replay.HostState;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.rule.Finding;
import io.vfioreplay.journal.JournalReader;
import io.vfioreplay.journal.format.SystemReason;
import io.vfioreplay.journal.side.SideFileWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Folds events and writes an index of them along. The same events give the same index, whoever brings them. One thread, except
 * that the one that completes may be another than the one that folded.
 *
 * <p>An index can be made again, so one that cannot be written stops nothing: folding goes on, and {@link #complete} tells why there
 * is none.
 */
public final class IndexingModel implements RecorderModel, AutoCloseable {

    private final Path file;
    private final SnapshotSchedule schedule = new SnapshotSchedule();
    private final PostingsWriter postings = new PostingsWriter(SegmentMarks.GRANULES_MAX);
    private final EventMarks events = postings.events();
    private final HostState state = HostState.withSnapshots(events);
    private final Fold fold = Fold.of(state);
    private @Nullable SideFileWriter writer;
    private @Nullable IOException failure;
    private int snapshots;
    private long granuleEnd; // Of the granule that was entered last.

    private IndexingModel(Path file) {
        this.file = file;
    }

    /** A model that has seen nothing; it writes into the journal's directory from the first event on. */
    public static IndexingModel of(Path journal) {
        return new IndexingModel(IndexFrames.fileOf(journal));
    }

    /** The same for an index that is to lie elsewhere. */
    static IndexingModel into(Path file) {
        return new IndexingModel(file);
    }

    @Override
    public @Nullable SortedMap<String, String> fold(Envelope envelope, EventKind kind, long[] values, Payload payload) {
        if (envelope.position() >= granuleEnd) {
            enterGranule(envelope.position());
        }
        if (writer != null) {
            events.mark(envelope, kind, values);
        }
        SortedMap<String, String> record = fold.fold(envelope, kind, values, payload);
        if (schedule.isDueBehind(payload, state)) {
            snapshot(envelope.position());
        }
        return record;
    }

    private void enterGranule(long position) {
        try {
            SideFileWriter target = begun();
            if (target != null) {
                postings.enter(position, target);
            }
        } catch (IOException failed) {
            giveUp(failed);
        }
        granuleEnd = (position / JournalIndex.GRANULE_EVENTS + 1) * JournalIndex.GRANULE_EVENTS;
    }

    /** The file, or null when it cannot be written. */
    private @Nullable SideFileWriter begun() throws IOException {
        if (writer == null && failure == null) {
            writer = SideFileWriter.create(file);
        }
        return writer;
    }

    private void snapshot(long position) {
        SideFileWriter target = writer;
        if (target == null) {
            return;
        }
        byte[] frame = SnapshotFrame.of(state.snapshot());
        try {
            target.append(IndexFrames.SNAPSHOT, position, frame, frame.length);
        } catch (IOException failed) {
            giveUp(failed);
        }
        schedule.made(frame.length);
        snapshots++;
    }

    private void giveUp(IOException failed) {
        failure = failed;
        close();
    }

    @Override
    public SortedMap<String, String> totals() {
        return fold.totals();
    }

    /** What came of an index. */
    public sealed interface Outcome {
        /** It lies beside the journal. */
        record Made(IndexReport report) implements Outcome {}

        /** It could not be written, for this reason; nothing is left of it. */
        record Failed(String reason) implements Outcome {}
    }

    /**
     * Ends the index of a journal that was recorded along, and closed since.
     *
     * @throws io.vfioreplay.journal.format.JournalException when the journal cannot be read
     */
    public Outcome complete(Path journal) {
        try (JournalReader recorded = JournalReader.open(journal)) {
            return complete(recorded.digest(), recorded.eventCount(), Optional.empty());
        }
    }

    /**
     * Ends the index behind the last event.
     *
     * @param journalDigest hash of the journal's last block
     * @param events how many positions the journal has
     * @param findings what checking the rules found, or empty when they were not checked
     */
    Outcome complete(String journalDigest, long events, Optional<List<Finding>> findings) {
        try {
            SideFileWriter target = begun();
            if (target != null) {
                postings.finish(target);
                if (findings.isPresent()) {
                    byte[] found = FindingsFrame.of(findings.get());
                    target.append(IndexFrames.FINDINGS, 0, found, found.length);
                }
                byte[] description = IndexDescription.of(journalDigest, events).toBytes();
                target.append(IndexFrames.DESCRIPTION, 0, description, description.length);
                target.complete();
                return new Outcome.Made(new IndexReport(
                        events,
                        postings.segments(),
                        postings.terms(),
                        snapshots,
                        findings,
                        target.bytes(),
                        schedule.nanosMost()));
            }
        } catch (IOException failed) {
            giveUp(failed);
        }
        return new Outcome.Failed(
                "cannot write %s (%s)".formatted(file, SystemReason.of(Objects.requireNonNull(failure))));
    }

    /** Leaves nothing of an index that was not completed. */
    @Override
    public void close() {
        SideFileWriter open = writer;
        writer = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException left) {
                // An unfinished index is never read, and replaced by the next one.
            }
        }
    }
}
