package io.vfioreplay.tool.junit;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.postmortem.Evidence;
import io.vfioreplay.engine.postmortem.Examiner;
import io.vfioreplay.engine.postmortem.ModelFindings;
import io.vfioreplay.engine.postmortem.Postmortem;
import io.vfioreplay.engine.postmortem.Side;
import io.vfioreplay.engine.replay.Timeline;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A recorded migration, open to be read: one recording, or that of the source and that of the destination. A test gets it from
 * {@link ReplayTest}, or opens it and closes it itself. One thread at a time.
 */
public final class ReplayedMigration implements AutoCloseable {

    private final List<ReplayedRecording> recordings;
    private @Nullable Postmortem postmortem;

    private ReplayedMigration(List<ReplayedRecording> recordings) {
        this.recordings = List.copyOf(recordings);
    }

    /**
     * Opens what was recorded on one host: a journal, a packed one or a capture.
     *
     * @throws io.vfioreplay.journal.format.JournalException when it is a journal that cannot be read
     * @throws io.vfioreplay.engine.capture.CaptureException when it is neither a journal nor a usable capture
     */
    public static ReplayedMigration open(Path recording) {
        return open(List.of(new RecordingFile(recording, null)));
    }

    /** The same with the recordings of both hosts. */
    public static ReplayedMigration open(Path source, Path destination) {
        return open(List.of(new RecordingFile(source, null), new RecordingFile(destination, null)));
    }

    /** Finds the recordings that a test names. */
    static ReplayedMigration find(Class<?> test, List<String> names) {
        if (names.isEmpty() || names.size() > 2) {
            throw new IllegalArgumentException("@ReplayTest names " + names.size()
                    + " recordings; expected one, or that of the source and that of the destination");
        }
        List<RecordingFile> files = new ArrayList<>();
        try {
            names.forEach(name -> files.add(RecordingFile.find(test, name)));
        } catch (RuntimeException missing) {
            files.forEach(RecordingFile::close);
            throw missing;
        }
        return open(files);
    }

    private static ReplayedMigration open(List<RecordingFile> files) {
        List<ReplayedRecording> opened = new ArrayList<>();
        try {
            files.forEach(file -> opened.add(ReplayedRecording.open(file)));
            return new ReplayedMigration(opened);
        } catch (RuntimeException unusable) {
            opened.forEach(ReplayedRecording::close);
            files.forEach(RecordingFile::close);
            throw unusable;
        }
    }

    /** The recordings as they were given. */
    public List<ReplayedRecording> recordings() {
        return recordings;
    }

    /** The recording that holds a side of the {@link #postmortem()}, whichever way round they were given. */
    public ReplayedRecording recording(Side side) {
        boolean second = recordings.size() > 1
                && (side == Side.DESTINATION) != postmortem().isSwapped();
        return recordings.get(second ? 1 : 0);
    }

    /**
     * What became of the migration, as {@code vfio-replay postmortem} says it; made when it is first asked for.
     *
     * @throws io.vfioreplay.journal.format.CorruptJournalException at damage
     */
    public Postmortem postmortem() {
        Postmortem known = postmortem;
        if (known == null) {
            known = examine();
            postmortem = known;
        }
        return known;
    }

    private Postmortem examine() {
        ModelFindings models = new ModelFindings();
        Timeline source = recordings.get(0).timeline();
        Evidence from = Evidence.read(source, Side.SOURCE, Progress.NONE);
        Optional<Evidence> to = recordings.stream()
                .skip(1)
                .map(ReplayedRecording::timeline)
                .map(there -> models.inDestination(
                        Evidence.read(there, Side.DESTINATION, Progress.NONE), there, from, source))
                .findFirst();
        return Examiner.examine(Optional.of(models.inSource(from, source)), to);
    }

    @Override
    public void close() {
        recordings.forEach(ReplayedRecording::close);
    }
}
