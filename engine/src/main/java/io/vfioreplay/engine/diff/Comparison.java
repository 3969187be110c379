package io.vfioreplay.engine.diff;

import io.vfioreplay.hardware.state.TreeDiff;
import java.util.Optional;

/**
 * What was compared of two recordings; empty where it was not asked for, or where there is nothing to compare.
 *
 * @param run event by event
 * @param accesses register access by register access
 * @param stream byte by byte
 * @param state leaf by leaf
 */
public record Comparison(
        Optional<RunDiff> run, Optional<AccessDiff> accesses, Optional<StreamDiff> stream, Optional<TreeDiff> state) {

    /** Whether any of it differs. */
    public boolean differs() {
        return run.flatMap(RunDiff::first).isPresent()
                || accesses.map(AccessDiff::differs).orElse(false)
                || stream.flatMap(StreamDiff::first).isPresent()
                || state.map(found -> !found.isEmpty()).orElse(false);
    }
}
