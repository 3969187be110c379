package io.vfioreplay.tool.junit;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.replay.Divergence;
import io.vfioreplay.engine.replay.HostState;
import io.vfioreplay.engine.replay.KnownModels;
import io.vfioreplay.engine.replay.Predictor;
import io.vfioreplay.engine.replay.Predictor.Recording;
import io.vfioreplay.engine.replay.ReplayReport;
import io.vfioreplay.engine.replay.Replayer;
import io.vfioreplay.engine.replay.Timeline;
import java.util.Optional;

/** What must be true of the recording of one host. */
public final class RecordingAssert {

    private final ReplayedRecording recording;

    RecordingAssert(ReplayedRecording recording) {
        this.recording = recording;
    }

    /**
     * Folding it again gives the digests that were made while recording, and devices of a known kind answered as their models do: what
     * {@code vfio-replay replay} calls no difference. Where the digests cannot be compared, for example because the model has changed
     * meanwhile, it fails too: then nothing is known.
     */
    public RecordingAssert replaysAsRecorded() {
        Timeline timeline = recording.timeline();
        ReplayReport report = Replayer.run(timeline, HostState.fold(), Long.MAX_VALUE, Progress.NONE);
        report.notCompared().ifPresent(why -> {
            throw Failure.of("the state that was recorded", "that it cannot be told: " + why)
                    .command("replay", recording.name(), "--verify")
                    .error();
        });
        Optional<Divergence> divergence = report.divergence()
                .or(() -> new Predictor(KnownModels.installed(), Optional.empty())
                        .run(Recording.of(timeline), Long.MAX_VALUE, Progress.NONE)
                        .divergence());
        divergence.ifPresent(first -> {
            throw Failure.of("a replay as it was recorded", first.text())
                    .at(recording, first.position())
                    .command("replay", recording.name(), "--verify")
                    .error();
        });
        return this;
    }

    /**
     * The accesses to a register.
     *
     * @param path region and offset, for example {@code bar0/0x10}, {@code config/0x4} or {@code device1/bar2/0x0}
     * @throws IllegalArgumentException when it is no such path
     */
    public RegisterAssert register(String path) {
        return RegisterAssert.of(recording, path);
    }

    /** A value of the state tree, for example {@code device0/state}, behind the last event unless {@link StateAssert#at} says otherwise. */
    public StateAssert state(String path) {
        return new StateAssert(recording, path, recording.timeline().eventCount() - 1);
    }

    /**
     * The events that a filter is true of, in the language of {@code vfio-replay query}.
     *
     * @throws io.vfioreplay.engine.query.FilterSyntaxException when it cannot be understood
     */
    public EventsAssert events(String filter) {
        return new EventsAssert(recording, filter);
    }
}
