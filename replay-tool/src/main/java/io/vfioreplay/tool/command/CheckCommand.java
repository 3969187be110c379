package io.vfioreplay.tool.command;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.engine.json.Json;
import io.vfioreplay.engine.postmortem.Agreement;
import io.vfioreplay.engine.postmortem.HostRules;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.migration.Protocol;
import io.vfioreplay.hardware.rule.Finding;
import io.vfioreplay.hardware.rule.Rule;
import io.vfioreplay.hardware.rule.RuleBook;
import io.vfioreplay.hardware.rule.RuleKind;
import io.vfioreplay.hardware.rule.Severity;
import io.vfioreplay.hardware.rule.Visibility;
import io.vfioreplay.tool.json.FindingJson;
import io.vfioreplay.tool.json.WitnessJson;
import io.vfioreplay.tool.text.FindingText;
import io.vfioreplay.tool.text.Palette.Role;
import io.vfioreplay.tool.text.Text;
import io.vfioreplay.tool.text.WitnessText;
import io.vfioreplay.tool.text.Wrap;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code check}: does a recording keep the rules of the protocol? */
@Command(
        name = "check",
        description = {
            "Check recordings against the rules of the migration protocol, each recording by itself.",
            "A rule that this way of recording cannot see is listed as not observable, never as kept."
        },
        footer = {
            "",
            "Example: vfio-replay check destination.pcap",
            "\"vfio-replay explain R-75\" says more about a rule.",
            "",
            "Exit codes: 0 no finding of severity error, 1 at least one, 2 unreadable input."
        })
final class CheckCommand implements Callable<Integer> {
    private static final int WIDTH = 98;

    private final Console console;

    @Parameters(arity = "1..*", paramLabel = "JOURNAL", description = "Journals or captures.")
    private List<Path> sources = List.of();

    @Option(names = "--json", description = "One JSON document on standard output.")
    private boolean json;

    CheckCommand(Console console) {
        this.console = console;
    }

    /**
     * What checking one recording gave.
     *
     * @param source what the user named
     * @param findings in the order of positions
     * @param suppressed how many more there were of rules that were broken very often
     * @param notObservable the rules of its protocols that this recording cannot show to be kept or broken
     * @param witnesses how far the witnesses of one device agree
     * @param isDamaged whether a part of the journal could not be read
     */
    record Checked(
            Path source,
            List<Finding> findings,
            long suppressed,
            List<Rule> notObservable,
            List<Agreement> witnesses,
            boolean isDamaged) {

        boolean hasError() {
            return isDamaged || findings.stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
        }
    }

    @Override
    public Integer call() {
        List<Checked> results = new ArrayList<>();
        for (Path source : sources) {
            results.add(check(console, source));
        }
        if (json) {
            writeJson(results);
        } else {
            results.forEach(result -> print(console, result));
        }
        return results.stream().anyMatch(Checked::hasError) ? ExitCode.FOUND : ExitCode.NOTHING_FOUND;
    }

    private static Checked check(Console console, Path source) {
        try (Opened opened = Opened.open(console, source, false)) {
            List<Finding> findings = new ArrayList<>();
            Set<Visibility> visible = opened.timeline().header().visible();
            HostRules checker = new HostRules(opened.timeline(), findings::add);
            Set<Protocol> protocols = EnumSet.noneOf(Protocol.class);
            opened.timeline().replay(Range.ALL, Progress.NONE, (envelope, kind, values, payload) -> {
                checker.accept(envelope, kind, values, payload);
                if (kind == EventKind.DEVICE_OPENED) {
                    Protocol.ofCode(values[0]).ifPresent(protocols::add);
                }
            });
            checker.finish();
            List<Agreement> witnesses = Agreement.of(opened.timeline()).stream()
                    .filter(agreement -> !agreement.isEmpty())
                    .toList();
            witnesses.forEach(agreement -> agreement.finding().ifPresent(findings::add));
            boolean isDamaged = opened.reportDamage(console) != ExitCode.NOTHING_FOUND;
            List<Rule> unseen = RuleBook.notObservableWith(visible).stream()
                    .filter(rule -> rule.kind() == RuleKind.CHECKED || rule.kind() == RuleKind.NOT_OBSERVABLE)
                    .filter(rule -> protocols.isEmpty()
                            || protocols.stream().anyMatch(protocol -> RuleBook.binds(rule, protocol)))
                    .toList();
            return new Checked(source, findings, checker.suppressedFindings(), unseen, witnesses, isDamaged);
        }
    }

    private static void print(Console console, Checked checked) {
        console.line(console.palette().paint(Role.TITLE, checked.source().toString()));
        if (checked.findings().isEmpty()) {
            console.line("  nothing found");
        }
        FindingText text = new FindingText(console.palette());
        checked.findings().forEach(finding -> text.lines(finding).forEach(line -> console.line("  " + line)));
        if (checked.suppressed() > 0) {
            console.line("  and " + Text.plural(checked.suppressed(), "more finding") + " of the same rules");
        }
        checked.witnesses()
                .forEach(agreement ->
                        WitnessText.lines(agreement, console.palette()).forEach(line -> console.line("  " + line)));
        if (!checked.notObservable().isEmpty()) {
            String ids = String.join(
                    " ", checked.notObservable().stream().map(Rule::id).toList());
            Wrap.at(WIDTH, "not observable in this recording: " + ids)
                    .forEach(line -> console.line(console.palette().paint(Role.FAINT, "  " + line)));
        }
    }

    private void writeJson(List<Checked> results) {
        try (Json document = Json.document(console.out())) {
            document.object(() -> document.array(
                    "recordings",
                    () -> results.forEach(result -> document.object(() -> {
                        document.text("source", result.source().toString());
                        document.array(
                                "findings", () -> result.findings().forEach(f -> FindingJson.write(document, f)));
                        document.number("suppressed", result.suppressed());
                        document.array(
                                "witnesses", () -> result.witnesses().forEach(w -> WitnessJson.write(document, w)));
                        document.array(
                                "notObservable", () -> result.notObservable().forEach(r -> document.element(r.id())));
                    }))));
        }
    }
}
