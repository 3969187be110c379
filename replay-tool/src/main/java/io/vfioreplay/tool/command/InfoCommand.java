package io.vfioreplay.tool.command;

import io.vfioreplay.engine.capture.CaptureSummary;
import io.vfioreplay.engine.ingest.Derivation;
import io.vfioreplay.engine.ingest.JournalHeader;
import io.vfioreplay.engine.replay.Timeline;
import io.vfioreplay.tool.json.InfoJson;
import io.vfioreplay.tool.text.Palette.Role;
import io.vfioreplay.tool.text.SummaryLines;
import io.vfioreplay.tool.text.Text;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code info}: what a journal holds. */
@Command(
        name = "info",
        description = {
            "Show what a journal holds: its captures, devices, and how every packet and message was accounted for.",
            "The digest stands for the whole journal: two people compare theirs by this one line. \"verify\" computes it from every byte."
        },
        footer = {
            "",
            "Examples:",
            "  vfio-replay info source.pcap.gz",
            "  vfio-replay info source.vfj --json",
            "",
            "Exit codes: 0 nothing damaged in sight (\"verify\" looks at every byte), 1 damage, 2 unreadable input."
        })
final class InfoCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(paramLabel = "JOURNAL", description = "A journal or a capture.")
    private Path source = Path.of("");

    @Option(names = "--json", description = "One JSON document on standard output.")
    private boolean json;

    InfoCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (Opened opened = Opened.open(console, source, false)) {
            if (json) {
                InfoJson.write(console.out(), opened.timeline());
            } else {
                print(console, source, opened.timeline());
            }
            return opened.timeline().damage().isEmpty() ? ExitCode.NOTHING_FOUND : ExitCode.FOUND;
        }
    }

    private static void print(Console console, Path source, Timeline timeline) {
        console.line(console.palette().paint(Role.TITLE, source.toString()));
        console.line("  " + Text.plural(timeline.eventCount(), "event")
                + (timeline.isSealed() ? "" : console.palette().paint(Role.WARNING, ", not closed in order")));
        timeline.damage()
                .forEach(place -> console.line(
                        "  " + console.palette().paint(Role.BAD, "damaged: ") + Text.harmless(place.text())));
        console.line("  digest " + timeline.digest());
        Derivation.of(timeline.description()).forEach(made -> console.line("  " + Text.harmless(madeFrom(made))));
        List<CaptureSummary> summaries = timeline.captures();
        List<JournalHeader.Source> captures = timeline.header().captures();
        for (int i = 0; i < captures.size(); i++) {
            JournalHeader.Source capture = captures.get(i);
            console.line("");
            String index = captures.size() > 1 ? "w" + i + " " : "";
            console.line("  " + index + console.palette().paint(Role.TITLE, Text.harmless(capture.name())) + " ("
                    + Text.harmless(capture.format()) + ", " + Text.plural(capture.bytes(), "byte") + ")");
            if (!capture.sha256().isEmpty()) { // Redaction leaves it out: it would tell which file it was.
                console.line("    sha256 " + Text.harmless(capture.sha256()));
            }
            if (i < summaries.size()) {
                devices(console, summaries.get(i).devices());
                SummaryLines.table(summaries.get(i), console.palette()).forEach(line -> console.line("    " + line));
            }
        }
    }

    private static String madeFrom(Derivation made) {
        String details = made.details().isEmpty() ? "" : "; " + made.details();
        return made.how() + " from the journal with digest " + made.digest() + details;
    }

    private static void devices(Console console, List<String> devices) {
        int most = 8;
        String names = String.join(
                ", ", devices.stream().limit(most).map(Text::harmless).toList());
        console.line(
                "    devices " + names + (devices.size() > most ? ", and " + (devices.size() - most) + " more" : ""));
    }
}
