package io.vfioreplay.engine.regress;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.replay.Fold;
import io.vfioreplay.engine.replay.HostState;
import io.vfioreplay.engine.replay.ReplayReport;
import io.vfioreplay.engine.replay.Replayer;
import io.vfioreplay.engine.replay.StateDigest;
import io.vfioreplay.engine.replay.Timeline;
import io.vfioreplay.hardware.state.StateTree;
import java.util.SortedMap;

/** What folding one recording says: its size, its digests, the state at its end, and whether it agrees with its own digests. */
final class RecordingFacts {

    /** A person reads no more; beyond, digests tell that something differs, and {@code replay} shows it. */
    static final int STATE_VALUES_MAX = 256;

    private static final String MODEL_OF_DEVICE = "model of device";

    private RecordingFacts() {}

    /** What the fact is called that says which model a device was given. */
    static String modelOf(int device) {
        return MODEL_OF_DEVICE + device;
    }

    /** Whether a fact says which model a device was given. */
    static boolean isModel(Fact fact) {
        return fact.aspect() == Aspect.RECORDING && fact.name().startsWith(MODEL_OF_DEVICE);
    }

    /** Folds a recording and adds what it says. */
    static void add(Timeline timeline, String scope, SortedMap<Fact, String> facts) {
        HostState state = new HostState();
        Checkpoints checkpoints = new Checkpoints();
        ReplayReport report = Replayer.run(timeline, Fold.of(state), Long.MAX_VALUE, Progress.NONE, checkpoints::add);
        facts.put(Fact.of(scope, Aspect.RECORDING, "events"), Long.toString(report.events()));
        report.divergence()
                .ifPresent(first -> facts.put(
                        new Fact(scope, Aspect.RECORDING, first.position(), "digest of the journal"),
                        "recorded " + first.expected() + ", replayed " + first.actual()));
        checkpoints.kept().forEach(digest -> addDigest(scope, digest, facts));
        if (report.last().position() >= 0) {
            addDigest(scope, report.last(), facts);
        }
        addState(scope, state.tree(), facts);
    }

    private static void addDigest(String scope, StateDigest digest, SortedMap<Fact, String> facts) {
        facts.put(new Fact(scope, Aspect.DIGESTS, digest.position(), ""), digest.digest());
    }

    private static void addState(String scope, StateTree tree, SortedMap<Fact, String> facts) {
        for (int i = 0; i < Math.min(tree.size(), STATE_VALUES_MAX); i++) {
            facts.put(Fact.of(scope, Aspect.STATE, tree.path(i)), tree.value(i));
        }
        if (tree.size() > STATE_VALUES_MAX) {
            facts.put(Fact.of(scope, Aspect.RECORDING, "values of the state"), Integer.toString(tree.size()));
        }
    }
}
