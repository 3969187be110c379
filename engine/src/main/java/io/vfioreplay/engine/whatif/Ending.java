package io.vfioreplay.engine.whatif;

import io.vfioreplay.engine.postmortem.Blame;
import io.vfioreplay.engine.postmortem.Postmortem;
import io.vfioreplay.engine.postmortem.Side;
import io.vfioreplay.engine.postmortem.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * How a migration ended, or would have.
 *
 * @param verdict what became of it
 * @param blame who caused it
 * @param sentence the same in words
 * @param cause the decisive event, empty when nothing went wrong or no event shows it
 */
public record Ending(Verdict verdict, Blame blame, String sentence, Optional<Cause> cause) {

    /**
     * The decisive event.
     *
     * @param side whose recording holds it
     * @param at where it stands
     * @param event in one line
     */
    public record Cause(Side side, Mark at, String event) {}

    static Ending of(Postmortem postmortem, BiFunction<Side, Long, Mark> marks) {
        return new Ending(
                postmortem.verdict(),
                postmortem.blame(),
                postmortem.sentence(),
                postmortem
                        .cause()
                        .map(cause -> new Cause(
                                cause.side(),
                                marks.apply(given(postmortem, cause.side()), cause.position()),
                                cause.event())));
    }

    /** What a post-mortem found, with the places as {@code marks} gives them. */
    static List<MarkedFinding> findings(Postmortem postmortem, BiFunction<Side, Long, Mark> marks) {
        return postmortem.findings().stream()
                .map(found -> new MarkedFinding(
                        found.rule().id(),
                        found.rule().title(),
                        found.severity(),
                        found.side(),
                        marks.apply(given(postmortem, found.side()), found.position()),
                        found.message()))
                .toList();
    }

    /** The sides of an answer are the true ones; recordings may have been given in the wrong order. */
    private static Side given(Postmortem postmortem, Side truly) {
        boolean isSource = (truly == Side.SOURCE) != postmortem.isSwapped();
        return isSource ? Side.SOURCE : Side.DESTINATION;
    }
}
