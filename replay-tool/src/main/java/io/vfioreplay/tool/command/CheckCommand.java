package io.vfioreplay.tool.command;

import io.vfioreplay.engine.json.Json;
import io.vfioreplay.engine.postmortem.Conformance;
import io.vfioreplay.hardware.rule.Rule;
import io.vfioreplay.tool.json.FindingJson;
import io.vfioreplay.tool.json.WitnessJson;
import io.vfioreplay.tool.junitxml.CheckTests;
import io.vfioreplay.tool.sarif.CheckSarif;
import io.vfioreplay.tool.text.FindingText;
import io.vfioreplay.tool.text.Palette.Role;
import io.vfioreplay.tool.text.Text;
import io.vfioreplay.tool.text.WitnessText;
import io.vfioreplay.tool.text.Wrap;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
            "Examples:",
            "  vfio-replay check destination.pcap",
            "  vfio-replay check source.vfj destination.vfj --sarif findings.sarif --junit rules.xml",
            "",
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

    @Option(
            names = "--sarif",
            paramLabel = "FILE",
            description = "Also write the findings as SARIF 2.1.0, for systems that show them beside sources.")
    private @Nullable Path sarif;

    @Option(
            names = "--junit",
            paramLabel = "FILE",
            description = {
                "Also write JUnit XML, for systems that run tests: a test for each rule, failed where its severity is error,",
                "skipped where this recording cannot show it."
            })
    private @Nullable Path junit;

    CheckCommand(Console console) {
        this.console = console;
    }

    /**
     * What checking one recording gave.
     *
     * @param source what the user named
     * @param conformance how it stands to the rules
     * @param isDamaged whether a part of the journal could not be read
     */
    record Checked(Path source, Conformance conformance, boolean isDamaged) {

        boolean hasError() {
            return isDamaged || conformance.hasError();
        }
    }

    @Override
    public Integer call() {
        List<Checked> results = new ArrayList<>();
        for (Path source : sources) {
            results.add(check(console, source));
        }
        Map<String, Conformance> byPath = new LinkedHashMap<>();
        results.forEach(result -> byPath.put(path(result.source()), result.conformance()));
        ReportFile.write(sarif, out -> CheckSarif.write(out, byPath));
        ReportFile.write(junit, out -> CheckTests.write(out, byPath));
        if (json) {
            writeJson(results);
        } else {
            results.forEach(result -> print(console, result));
        }
        return results.stream().anyMatch(Checked::hasError) ? ExitCode.FOUND : ExitCode.NOTHING_FOUND;
    }

    private static String path(Path source) {
        return source.normalize().toString().replace('\\', '/');
    }

    private static Checked check(Console console, Path source) {
        try (Opened opened = Opened.open(console, source, false)) {
            Conformance conformance = Conformance.of(opened.timeline());
            boolean isDamaged = opened.reportDamage(console) != ExitCode.NOTHING_FOUND;
            return new Checked(source, conformance, isDamaged);
        }
    }

    private static void print(Console console, Checked checked) {
        console.line(console.palette().paint(Role.TITLE, checked.source().toString()));
        Conformance conformance = checked.conformance();
        if (conformance.findings().isEmpty()) {
            console.line("  nothing found");
        }
        FindingText text = new FindingText(console.palette());
        conformance.findings().forEach(finding -> text.lines(finding).forEach(line -> console.line("  " + line)));
        if (conformance.suppressed() > 0) {
            console.line("  and " + Text.plural(conformance.suppressed(), "more finding") + " of the same rules");
        }
        conformance
                .witnesses()
                .forEach(agreement ->
                        WitnessText.lines(agreement, console.palette()).forEach(line -> console.line("  " + line)));
        if (!conformance.notObservable().isEmpty()) {
            String ids = String.join(
                    " ", conformance.notObservable().stream().map(Rule::id).toList());
            Wrap.at(WIDTH, "not observable in this recording: " + ids)
                    .forEach(line -> console.line(console.palette().paint(Role.FAINT, "  " + line)));
        }
    }

    private void writeJson(List<Checked> results) {
        try (Json document = Json.document(console.out())) {
            document.object(() -> document.array(
                    "recordings",
                    () -> results.forEach(result -> document.object(() -> {
                        Conformance conformance = result.conformance();
                        document.text("source", result.source().toString());
                        document.array(
                                "findings", () -> conformance.findings().forEach(f -> FindingJson.write(document, f)));
                        document.number("suppressed", conformance.suppressed());
                        document.array(
                                "witnesses",
                                () -> conformance.witnesses().forEach(w -> WitnessJson.write(document, w)));
                        document.array(
                                "notObservable",
                                () -> conformance.notObservable().forEach(r -> document.element(r.id())));
                    }))));
        }
    }
}
