package io.vfioreplay.tool.command;

import io.vfioreplay.engine.query.Suggestion;
import io.vfioreplay.hardware.migration.DialectV1;
import io.vfioreplay.hardware.migration.FeatureSet;
import io.vfioreplay.hardware.migration.Protocol;
import io.vfioreplay.hardware.migration.StateV2;
import io.vfioreplay.hardware.rule.Rule;
import io.vfioreplay.hardware.rule.RuleBook;
import io.vfioreplay.tool.json.RuleJson;
import io.vfioreplay.tool.json.TransitionJson;
import io.vfioreplay.tool.text.RuleMarkdown;
import io.vfioreplay.tool.text.RuleText;
import io.vfioreplay.tool.text.StateMachineMarkdown;
import io.vfioreplay.tool.text.StateMachineText;
import io.vfioreplay.tool.text.TransitionText;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code explain}: a rule, a transition, or a whole state machine. */
@Command(
        name = "explain",
        description = {
            "Explain a rule of the book, what a state request does, or a whole state machine.",
            "",
            "  explain R-97                       one rule: what it demands, why, where it stands, an example",
            "  explain                            all rules, a line each",
            "  explain RUNNING STOP_COPY          the arcs of a v2 request, for every set of features",
            "  explain --features 7 RUNNING STOP_COPY",
            "  explain --protocol v1-rfc2 11 2    the actions of a v1 write in their order, with the rules behind them",
            "  explain --protocol v1-rfc3         the state machine as a picture"
        },
        footer = {
            "",
            "Protocols: v1-uapi, v1-rfc2, v1-rfc3 (states are numbers, decimal or 0x) and v2 (states are names).",
            "Exit codes: 0 explained, also where the request would be refused; 2 no such rule, protocol or state."
        })
final class ExplainCommand implements Callable<Integer> {

    private static final int STATES = 2;
    private static final Pattern SHORT_ID = Pattern.compile("[rR]?-?0*([1-9][0-9]{0,2})");

    private final Console console;

    @Parameters(arity = "0..2", paramLabel = "RULE | FROM TO", description = "A rule's id, or two states.")
    private List<String> words = List.of();

    @Option(names = "--protocol", paramLabel = "P", description = "The protocol of the states; v2 if not given.")
    private @Nullable String protocol;

    @Option(
            names = "--features",
            paramLabel = "N",
            description =
                    "What the device offers: in v2 1, 3, 5 or 7; in v1-rfc2 and v1-rfc3 8 (NDMA, the default) or 0.")
    private @Nullable String features;

    @Option(
            names = "--json",
            description =
                    "One JSON document on standard output. Of a state request: path has both ends, one state where nothing moves, and is"
                            + " empty where the request is refused; without --features, a v2 device has all of them (7).")
    private boolean json;

    @Option(names = "--markdown", description = "The list of rules, or the state machine, as Markdown.")
    private boolean markdown;

    ExplainCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        checkWords();
        Protocol given = StateWords.protocol(protocol == null ? Protocol.V2.label() : protocol);
        switch (words.size()) {
            case 0 -> explainAll(given);
            case 1 -> explain(rule(words.get(0)));
            default -> {
                if (given == Protocol.V2) {
                    explainV2();
                } else {
                    explainV1(StateWords.dialect(given, features));
                }
            }
        }
        return ExitCode.NOTHING_FOUND;
    }

    private void checkWords() {
        if (words.size() > STATES) {
            throw new UnusableException("expected a rule's id or two states, found " + String.join(" ", words));
        }
        if (markdown && (json || !words.isEmpty())) {
            throw new UnusableException("--markdown is for the list of rules or a whole state machine, without --json");
        }
        if (words.size() == 1 && (features != null || protocol != null)) {
            throw new UnusableException("expected two states behind --protocol or --features, found " + words.get(0));
        }
    }

    private void explainAll(Protocol given) {
        boolean isMachine = protocol != null || features != null;
        if (!isMachine && json) {
            RuleJson.write(console.out(), RuleBook.rules());
        } else if (!isMachine) {
            print(markdown ? RuleMarkdown.lines() : RuleText.list());
        } else if (json) {
            throw new UnusableException("a whole state machine has no JSON form; give two states, or --markdown");
        } else if (given == Protocol.V2) {
            FeatureSet set = StateWords.features(features).orElse(FeatureSet.STOP_COPY_P2P_PRE_COPY);
            print(markdown ? StateMachineMarkdown.lines(set) : new StateMachineText(console.palette()).lines(set));
        } else {
            DialectV1 dialect = StateWords.dialect(given, features);
            print(
                    markdown
                            ? StateMachineMarkdown.lines(dialect)
                            : new StateMachineText(console.palette()).lines(dialect));
        }
    }

    private void explain(Rule rule) {
        if (json) {
            RuleJson.write(console.out(), rule);
        } else {
            print(new RuleText(console.palette()).lines(rule));
        }
    }

    private static Rule rule(String id) {
        List<String> ids = RuleBook.rules().stream().map(Rule::id).toList();
        Matcher number = SHORT_ID.matcher(id);
        String wanted = number.matches() ? "R-%02d".formatted(Integer.parseInt(number.group(1))) : id;
        return RuleBook.find(wanted.toUpperCase(Locale.ROOT))
                .orElseThrow(() -> new UnusableException("no rule is called \"" + id + "\"; "
                        + Suggestion.nearest(id, ids)
                                .map(near -> "did you mean " + near + "? ")
                                .orElse("")
                        + "\"vfio-replay explain\" lists them all"));
    }

    private void explainV2() {
        StateV2 from = StateWords.stateV2(words.get(0));
        StateV2 to = StateWords.stateV2(words.get(1));
        Optional<FeatureSet> set = StateWords.features(features);
        if (json) {
            TransitionJson.write(console.out(), set.orElse(FeatureSet.STOP_COPY_P2P_PRE_COPY), from, to);
            return;
        }
        TransitionText text = new TransitionText(console.palette());
        set.map(Stream::of)
                .orElseGet(() -> Stream.of(FeatureSet.values()))
                .forEach(each -> print(text.lines(each, from, to)));
    }

    private void explainV1(DialectV1 dialect) {
        int from = StateWords.stateV1(words.get(0));
        int to = StateWords.stateV1(words.get(1));
        if (json) {
            TransitionJson.write(console.out(), dialect, from, to);
        } else {
            print(new TransitionText(console.palette()).lines(dialect, from, to));
        }
    }

    private void print(List<String> lines) {
        lines.forEach(markdown ? console::verbatim : console::line);
    }
}
