package io.vfioreplay.engine.postmortem;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was judged, and how: of the devices of a VM the one that fared worst, as seen by the witnesses that show it best.
 *
 * @param matter that device on both sides
 * @param judgement what was decided on it
 * @param devices how many devices were moved together
 */
record Decision(Matter matter, Judgement judgement, int devices) {

    static Decision of(@Nullable Evidence source, @Nullable Evidence destination) {
        List<Attempt> savings = source == null ? List.of() : source.observer().savings();
        List<Attempt> loadings =
                destination == null ? List.of() : destination.observer().loadings();
        List<Attempt> saved = of(savings, first(savings));
        List<Attempt> loaded = of(loadings, first(loadings));
        Decision decision = worst(source, destination, Pairing.all(saved, loaded));
        List<Attempt> savedInKernel = of(savings, Optional.of(View.KERNEL));
        List<Attempt> loadedInKernel = of(loadings, Optional.of(View.KERNEL));
        boolean otherView = !savedInKernel.isEmpty()
                && !loadedInKernel.isEmpty()
                && !savedInKernel.equals(saved)
                && decision.devices == 1;
        if (otherView) {
            Decision kernel = worst(source, destination, Pairing.all(savedInKernel, loadedInKernel));
            return kernel.showsMoreThan(decision) ? kernel : decision;
        }
        return decision;
    }

    private static Optional<View> first(List<Attempt> attempts) {
        return attempts.stream().map(attempt -> attempt.view).min(View::compareTo);
    }

    private static List<Attempt> of(List<Attempt> attempts, Optional<View> view) {
        return attempts.stream()
                .filter(attempt -> Optional.of(attempt.view).equals(view))
                .toList();
    }

    private static Decision worst(@Nullable Evidence source, @Nullable Evidence destination, List<Pairing> pairs) {
        List<Decision> decisions = new ArrayList<>();
        for (Pairing pair : pairs) {
            Matter matter = Matter.of(source, destination, pair);
            decisions.add(new Decision(matter, new Judge(matter).judge(), pairs.size()));
        }
        Decision worst = decisions.get(0);
        for (Decision decision : decisions) {
            worst = decision.badness() > worst.badness() ? decision : worst;
        }
        return worst;
    }

    private int badness() {
        return switch (judgement.verdict()) {
            case MIGRATED -> judgement.blame() == Blame.NONE ? 0 : 1;
            case INCOMPLETE -> 2;
            case MIGRATED_WITH_DIFFERENCES -> 3;
            case CANCELLED -> 4;
            case FAILED -> judgement.blame() == Blame.UNKNOWN ? 5 : 6;
        };
    }

    /** Whether this view shows what the other one does not: bytes that differ, bytes at all, or who is to blame. */
    private boolean showsMoreThan(Decision other) {
        if (matter.established().isPresent() && other.matter.established().isEmpty()) {
            return true;
        }
        boolean sameVerdict = judgement.verdict() == other.judgement.verdict();
        boolean namesMore = judgement.blame() != Blame.UNKNOWN && other.judgement.blame() == Blame.UNKNOWN;
        boolean sameBlame = judgement.blame() == other.judgement.blame();
        return (sameVerdict && namesMore)
                || (sameVerdict && sameBlame && matter.showsBytes() && !other.matter.showsBytes())
                || (other.judgement.verdict() == Verdict.INCOMPLETE && judgement.verdict() != Verdict.INCOMPLETE);
    }
}
