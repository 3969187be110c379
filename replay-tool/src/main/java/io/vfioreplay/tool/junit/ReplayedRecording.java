package io.vfioreplay.tool.junit;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.replay.HostState;
import io.vfioreplay.engine.replay.JournalSource;
import io.vfioreplay.engine.replay.Timeline;
import io.vfioreplay.engine.travel.Traveller;
import io.vfioreplay.hardware.state.StateTree;

/** What was recorded on one host, open to be read. One thread at a time. */
public final class ReplayedRecording implements AutoCloseable {

    private static final String[] OPTIONS_TO_IMPORT = {
        "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
        "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED",
        "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED",
        "--add-exports=java.base/jdk.internal.util=ALL-UNNAMED"
    };

    private final RecordingFile file;
    private final JournalSource source;
    private final Timeline timeline;
    private final Traveller traveller;

    private ReplayedRecording(RecordingFile file, JournalSource source, Timeline timeline) {
        this.file = file;
        this.source = source;
        this.timeline = timeline;
        this.traveller = new Traveller(timeline);
    }

    /** Opens a recording and takes the file over; it is closed even if this fails. */
    static ReplayedRecording open(RecordingFile file) {
        try {
            JournalSource source = source(file);
            try {
                Timeline timeline = Timeline.openWhole(source.journal(), source.shown());
                return new ReplayedRecording(file, source, timeline);
            } catch (RuntimeException unusable) {
                source.close();
                throw unusable;
            }
        } catch (RuntimeException unusable) {
            file.close();
            throw unusable;
        }
    }

    /** A capture is imported, for which Chronicle looks into the JDK: where it may not, it throws whichever of these comes first. */
    private static JournalSource source(RecordingFile file) {
        try {
            return JournalSource.open(file.path(), HostState.fold(), Progress.NONE);
        } catch (AssertionError | LinkageError closed) {
            throw new IllegalStateException(
                    file.path() + " is a capture, and this JVM may not import one (" + closed
                            + "); keep it as a journal"
                            + " (vfio-replay import, then pack), or give the test's JVM these options: "
                            + String.join(" ", OPTIONS_TO_IMPORT),
                    closed);
        }
    }

    /** What a command line in the working directory calls it. */
    public String name() {
        return file.path().toString();
    }

    /** Its events. */
    public Timeline timeline() {
        return timeline;
    }

    /** The permanent name of an event: {@code source.vfj.tar.zst#104}. */
    public String permalink(long position) {
        return name() + "#" + position;
    }

    /**
     * The state of all devices behind an event, as {@code vfio-replay replay --to} shows it.
     *
     * @param position from -1, before the first event, to the last one
     * @throws IllegalArgumentException when there is no such position
     */
    public StateTree stateAt(long position) {
        traveller.go(position, Progress.NONE);
        return traveller.state().tree();
    }

    @Override
    public void close() {
        timeline.close();
        source.close();
        file.close();
    }
}
