package io.vfioreplay.tool.junit;

import io.vfioreplay.hardware.state.StateTree;
import java.util.Optional;

/** One value of the state tree, behind one event. */
public final class StateAssert {

    private final ReplayedRecording recording;
    private final String path;
    private final long position;

    StateAssert(ReplayedRecording recording, String path, long position) {
        this.recording = recording;
        this.path = path;
        this.position = position;
    }

    /**
     * The same value behind another event; comes before {@link #is}.
     *
     * @throws IllegalArgumentException when the recording has no such position
     */
    public StateAssert at(long there) {
        if (there < -1 || there >= recording.timeline().eventCount()) {
            throw new IllegalArgumentException(recording.name() + " has no position " + there + "; expected -1 to "
                    + (recording.timeline().eventCount() - 1));
        }
        return new StateAssert(recording, path, there);
    }

    /** It is this text, as {@code vfio-replay replay} shows it. */
    public StateAssert is(String expected) {
        Optional<String> found = value();
        if (!found.equals(Optional.of(expected))) {
            throw failure(path + " = " + expected, found);
        }
        return this;
    }

    /** The state does not have it: it was never observed. */
    public StateAssert isAbsent() {
        Optional<String> found = value();
        if (found.isPresent()) {
            throw failure("no " + path, found);
        }
        return this;
    }

    private Optional<String> value() {
        StateTree tree = recording.stateAt(position);
        return tree.value(path);
    }

    private AssertionError failure(String expected, Optional<String> found) {
        return Failure.of(expected, found.map(value -> path + " = " + value).orElse("no " + path))
                .at(recording, position)
                .command("replay", recording.name(), "--to", Long.toString(Math.max(position, 0)))
                .error();
    }
}
