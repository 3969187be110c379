package io.vfioreplay.tool.command;

import io.vfioreplay.hardware.migration.ArcV2;
import io.vfioreplay.hardware.migration.FeatureSet;
import io.vfioreplay.hardware.migration.PathV2;
import io.vfioreplay.hardware.migration.StateV2;
import io.vfioreplay.hardware.migration.TransitionsV2;
import io.vfioreplay.hardware.rule.Rule;
import io.vfioreplay.hardware.rule.RuleBook;
import io.vfioreplay.tool.text.Palette.Role;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code explain}: a rule, or a transition. */
@Command(
        name = "explain",
        description = {
            "Explain a rule of the book, list all rules, or show which way a state request takes.",
            "  explain R-97                                     one rule: what it demands, why, and where it stands",
            "  explain                                          all rules, a line each",
            "  explain --protocol v2 RUNNING STOP_COPY          the arcs of a request, for every set of features"
        })
final class ExplainCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(arity = "0..2", paramLabel = "RULE | FROM TO", description = "A rule's id, or two states.")
    private List<String> words = List.of();

    @Option(names = "--protocol", paramLabel = "P", description = "The protocol of the states: v2.")
    private String protocol = "v2";

    ExplainCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (!protocol.equals("v2")) {
            throw new UnusableException("protocol \"" + protocol + "\" has no table of transitions here; expected v2");
        }
        switch (words.size()) {
            case 0 -> RuleBook.rules().forEach(rule -> console.line(oneLine(rule)));
            case 1 -> explain(console, rule(words.get(0)));
            default -> explain(console, state(words.get(0)), state(words.get(1)));
        }
        return ExitCode.NOTHING_FOUND;
    }

    private static String oneLine(Rule rule) {
        return String.format(
                Locale.ROOT, "%-6s %-8s %s", rule.id(), rule.severity().name().toLowerCase(Locale.ROOT), rule.title());
    }

    private static Rule rule(String id) {
        return RuleBook.find(id.toUpperCase(Locale.ROOT))
                .orElseThrow(() -> new UnusableException(
                        "no rule is called \"" + id + "\"; \"vfio-replay explain\" lists them all"));
    }

    private static void explain(Console console, Rule rule) {
        console.line(console.palette().paint(Role.TITLE, rule.id() + ": " + rule.title()));
        console.line("  severity  " + rule.severity().name().toLowerCase(Locale.ROOT));
        console.line("  source    " + rule.source());
        console.line("  checked   " + rule.kind().reason());
        if (!rule.needs().isEmpty()) {
            console.line("  needs     a recording that sees " + rule.needs());
        }
        console.line("");
        console.line(rule.explanation());
    }

    private static StateV2 state(String name) {
        for (StateV2 state : StateV2.values()) {
            if (state.name().equalsIgnoreCase(name)) {
                return state;
            }
        }
        throw new UnusableException("\"" + name + "\" is no state of v2; expected one of " + List.of(StateV2.values()));
    }

    private static void explain(Console console, StateV2 from, StateV2 to) {
        for (FeatureSet features : FeatureSet.values()) {
            console.line(console.palette().paint(Role.TITLE, features.toString().replace("_AND_", " + ")));
            PathV2 path = TransitionsV2.path(features, from, to);
            if (path instanceof PathV2.Walked walked) {
                if (walked.arcs().isEmpty()) {
                    console.line("  " + from + ": already there; succeeds without a step");
                }
                for (ArcV2 arc : walked.arcs()) {
                    console.line("  " + arc.label() + "  (data session: "
                            + arc.session().name().toLowerCase(Locale.ROOT) + ")");
                }
            } else if (path instanceof PathV2.Refused refused) {
                console.line("  refused with EINVAL: " + refused.reason().explanation());
            }
        }
    }
}
