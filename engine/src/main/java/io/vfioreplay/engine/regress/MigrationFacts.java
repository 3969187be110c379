package io.vfioreplay.engine.regress;

import io.vfioreplay.engine.postmortem.Postmortem;
import io.vfioreplay.engine.postmortem.Postmortem.Stream;
import io.vfioreplay.engine.postmortem.Side;
import java.util.OptionalLong;
import java.util.SortedMap;

/** What a post-mortem says as facts. */
final class MigrationFacts {

    /** The rule that an answer breaks which the model of its device contradicts. */
    static final String WRONG_ANSWER = "M-12";

    static final String VERDICT = "verdict";
    static final String BLAME = "blame";
    static final String SAVED_BYTES = "saved bytes";
    static final String LOADED_BYTES = "loaded bytes";

    private static final String NOT_OBSERVED = "not observed";

    private MigrationFacts() {}

    /** Adds what a post-mortem says; of its findings those of the rules that count. */
    static void add(Postmortem postmortem, RuleSelection rules, SortedMap<Fact, String> facts) {
        facts.put(
                Fact.of(Fact.MIGRATION, Aspect.VERDICT, VERDICT),
                postmortem.verdict().label());
        facts.put(
                Fact.of(Fact.MIGRATION, Aspect.VERDICT, BLAME),
                postmortem.blame().label());
        postmortem
                .cause()
                .ifPresent(cause -> facts.put(
                        new Fact(scope(postmortem, cause.side()), Aspect.CAUSE, cause.position(), "decisive event"),
                        cause.rule().orElse("no rule")));
        addStream(postmortem.stream(), facts);
        postmortem
                .state()
                .forEach(fault -> facts.merge(
                        new Fact(
                                scope(postmortem, Side.DESTINATION),
                                Aspect.STREAM,
                                fault.position(),
                                "differs from the source " + fault.path()),
                        fault.blame().label(),
                        MigrationFacts::both));
        postmortem.findings().stream()
                .filter(finding -> rules.has(finding.rule()))
                .forEach(finding -> facts.merge(
                        new Fact(
                                scope(postmortem, finding.side()),
                                Aspect.FINDINGS,
                                finding.position(),
                                finding.rule().id()),
                        finding.severity().label(),
                        MigrationFacts::both));
    }

    /** The file whose position it is: where the two were given the wrong way round, the sides that are named are the true ones. */
    private static String scope(Postmortem postmortem, Side side) {
        return postmortem.isSwapped() == (side == Side.SOURCE) ? Fact.DESTINATION : Fact.SOURCE;
    }

    private static void addStream(Stream stream, SortedMap<Fact, String> facts) {
        put(SAVED_BYTES, bytes(stream.savedBytes()), facts);
        put(LOADED_BYTES, bytes(stream.loadedBytes()), facts);
        put(
                "first difference",
                stream.firstDifference()
                        .map(first -> "at byte " + first.offset() + ": source " + first.source() + ", destination "
                                + first.destination())
                        .orElse("none"),
                facts);
    }

    private static void put(String name, String value, SortedMap<Fact, String> facts) {
        facts.put(Fact.of(Fact.MIGRATION, Aspect.STREAM, name), value);
    }

    private static String bytes(OptionalLong count) {
        return count.isPresent() ? Long.toString(count.getAsLong()) : NOT_OBSERVED;
    }

    /** The value of two facts that have one key: both, in order. */
    static String both(String first, String second) {
        return first + ", " + second;
    }
}
