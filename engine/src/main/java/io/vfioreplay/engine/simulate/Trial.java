package io.vfioreplay.engine.simulate;

import io.vfioreplay.engine.postmortem.Evidence;
import io.vfioreplay.engine.postmortem.Examiner;
import io.vfioreplay.engine.postmortem.ModelFindings;
import io.vfioreplay.engine.postmortem.Postmortem;
import io.vfioreplay.engine.postmortem.Side;
import io.vfioreplay.engine.postmortem.SideFinding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A simulated migration and what the post-mortem made of it.
 *
 * @param migration what happened
 * @param postmortem what was found
 */
public record Trial(SimulatedMigration migration, Postmortem postmortem) {

    /** Judges a migration without a journal, in the same way as one with two. */
    public static Trial of(SimulatedMigration migration) {
        ModelFindings models = new ModelFindings();
        Evidence source = Evidence.read(migration.header(Side.SOURCE), migration.source(), Side.SOURCE);
        Evidence destination =
                Evidence.read(migration.header(Side.DESTINATION), migration.destination(), Side.DESTINATION);
        Postmortem postmortem = Examiner.examine(
                Optional.of(models.inSource(source, migration.source())),
                Optional.of(models.inDestination(destination, migration.destination(), source, migration.source())));
        return new Trial(migration, postmortem);
    }

    /** Whether verdict and one of the expected rules were found. */
    public boolean isFound() {
        return postmortem.verdict() == migration.expected().verdict() && isRuleFound();
    }

    /** Whether a rule that must be broken is among the findings. */
    private boolean isRuleFound() {
        List<String> expected = migration.expected().rules();
        return expected.isEmpty() || rules().stream().anyMatch(expected::contains);
    }

    /** The rules of the findings. */
    private List<String> rules() {
        TreeSet<String> rules = new TreeSet<>();
        postmortem.findings().forEach(finding -> rules.add(finding.rule().id()));
        return List.copyOf(rules);
    }

    /** Whether those were blamed who are to blame. */
    public boolean isBlamed() {
        return postmortem.blame() == migration.expected().blame();
    }

    /** Whether something else came out than must have. */
    public boolean isSurprise() {
        Expected expected = migration.expected();
        if (!expected.isObservable()) {
            return false;
        }
        return !isFound() || !isBlamed() || (migration.scenario().fault().isEmpty() && hasComplaint());
    }

    /** Whether there is an error, or a model that contradicts. */
    private boolean hasComplaint() {
        return postmortem.findings().stream()
                .anyMatch(finding -> finding.isError() || finding.rule().id().equals("M-12"));
    }

    /** What came out otherwise, one line each. */
    public List<String> differences() {
        Expected expected = migration.expected();
        List<String> differences = new ArrayList<>();
        if (postmortem.verdict() != expected.verdict()) {
            differences.add("verdict " + postmortem.verdict().label() + ", expected "
                    + expected.verdict().label());
        }
        if (!isBlamed()) {
            differences.add("blame " + postmortem.blame().label() + ", expected "
                    + expected.blame().label());
        }
        if (!isRuleFound()) {
            String rules = rules().isEmpty() ? "no rule" : String.join(" ", rules());
            differences.add("findings of " + rules + ", expected one of " + String.join(" ", expected.rules()));
        }
        if (migration.scenario().fault().isEmpty()) {
            postmortem.findings().stream()
                    .filter(finding -> finding.isError() || finding.rule().id().equals("M-12"))
                    .map(Trial::line)
                    .forEach(differences::add);
        }
        return differences;
    }

    private static String line(SideFinding finding) {
        return "%s at %d of the %s: %s"
                .formatted(
                        finding.rule().id(), finding.position(), finding.side().label(), finding.message());
    }
}
