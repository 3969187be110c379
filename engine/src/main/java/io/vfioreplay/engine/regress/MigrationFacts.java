package io.vfioreplay.engine.regress;

import io.vfioreplay.engine.postmortem.Postmortem;
import io.vfioreplay.engine.postmortem.Postmortem.Stream;
import java.util.OptionalLong;
import java.util.SortedMap;

/** What a post-mortem says as facts. */
final class MigrationFacts {

    private static final String NOT_OBSERVED = "not observed";

    private MigrationFacts() {}

    /** Adds what a post-mortem says; of its findings those of the rules that count. */
    static void add(Postmortem postmortem, RuleSelection rules, SortedMap<Fact, String> facts) {
        facts.put(
                Fact.of(Fact.MIGRATION, Aspect.VERDICT, "verdict"),
                postmortem.verdict().label());
        facts.put(
                Fact.of(Fact.MIGRATION, Aspect.VERDICT, "blame"),
                postmortem.blame().label());
        postmortem
                .cause()
                .ifPresent(cause -> facts.put(
                        new Fact(cause.side().label(), Aspect.CAUSE, cause.position(), "decisive event"),
                        cause.rule().orElse("no rule")));
        addStream(postmortem.stream(), facts);
        postmortem
                .state()
                .forEach(fault -> facts.merge(
                        new Fact(
                                Fact.DESTINATION,
                                Aspect.STREAM,
                                fault.position(),
                                "differs from the source " + fault.path()),
                        fault.blame().label(),
                        MigrationFacts::both));
        postmortem.findings().stream()
                .filter(finding -> rules.has(finding.rule()))
                .forEach(finding -> facts.merge(
                        new Fact(
                                finding.side().label(),
                                Aspect.FINDINGS,
                                finding.position(),
                                finding.rule().id()),
                        finding.severity().label(),
                        MigrationFacts::both));
    }

    private static void addStream(Stream stream, SortedMap<Fact, String> facts) {
        put("saved bytes", bytes(stream.savedBytes()), facts);
        put("loaded bytes", bytes(stream.loadedBytes()), facts);
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
