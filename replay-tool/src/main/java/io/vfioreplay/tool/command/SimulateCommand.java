package io.vfioreplay.tool.command;

import io.vfioreplay.engine.simulate.Campaign.Plan;
import io.vfioreplay.engine.simulate.Fault;
import io.vfioreplay.engine.simulate.Scenarios;
import io.vfioreplay.engine.simulate.Vantage;
import io.vfioreplay.engine.simulate.Wishes;
import io.vfioreplay.tool.json.SimulationJson;
import io.vfioreplay.tool.text.FaultMarkdown;
import io.vfioreplay.tool.text.FaultText;
import io.vfioreplay.tool.text.Text;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code simulate}: migrations that never happened, with and without a fault, and whether the post-mortem finds it. */
@Command(
        name = "simulate",
        description = {
            "Simulate migrations of known devices: one seed determines guest, VMM, devices, the way of recording, and what goes wrong.",
            "What a post-mortem must find is known by construction; where it finds anything else, that is a surprise."
        },
        footer = {
            "",
            "Examples:",
            "  vfio-replay simulate --list",
            "  vfio-replay simulate --seed 7 --fault stream-truncated -o seed-7",
            "  vfio-replay simulate --seeds 1..10000",
            "",
            "A campaign with --faults all gives every second seed a fault, all of them in turn.",
            "With -o, a single migration becomes DIR/source.vfj and DIR/destination.vfj, with DIR/simulated.json, which says what was"
                    + " simulated and what must be found, and DIR/expected.json, which makes it a case for regress. Of a campaign, each"
                    + " surprise becomes such a directory in DIR; regress tells of it until it is none any more.",
            "",
            "Exit codes: 0 no surprise, 1 at least one, 2 wrong usage."
        })
final class SimulateCommand implements Callable<Integer> {

    private final Console console;

    @ArgGroup(multiplicity = "1")
    private What what = new What();

    @Option(
            names = {"--faults", "--fault"},
            paramLabel = "NAME,...",
            split = ",",
            description = "What goes wrong: of --seeds in turn, all (the default), none, or names from the list;"
                    + " of --seed one name, or none (the default).")
    private List<String> faults = List.of();

    @Option(
            names = "--devices",
            paramLabel = "N",
            description = "How many devices are moved together, 1 to 8; any number if not given.")
    private @Nullable Integer devices;

    @Option(names = "--protocol", paramLabel = "P", description = "v1-uapi, v1-rfc2, v1-rfc3 or v2; any if not given.")
    private @Nullable String protocol;

    @Option(
            names = "--vantage",
            paramLabel = "V",
            description = "From where it is recorded: everything, vfio-user or qemu-log; any if not given.")
    private @Nullable String vantage;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "Write journals and expectations there.")
    private @Nullable Path output;

    @Option(names = "--json", description = "One JSON document on standard output.")
    private boolean json;

    @Option(names = "--markdown", description = "With --list: the catalogue as a Markdown document.")
    private boolean markdown;

    SimulateCommand(Console console) {
        this.console = console;
    }

    /** One of these has to be said. */
    private static final class What {
        @Option(names = "--seed", paramLabel = "N", description = "Simulate one migration.")
        private @Nullable Long seed;

        @Option(names = "--seeds", paramLabel = "A..B", description = "Simulate a campaign: the seeds from A to B.")
        private @Nullable String seeds;

        @Option(names = "--list", description = "List what can go wrong, and what is found then.")
        private boolean list;
    }

    @Override
    public Integer call() {
        if (markdown && (!what.list || json)) {
            throw new UnusableException(
                    "--markdown is for --list, without --json; expected simulate --list --markdown");
        }
        if (what.list) {
            list();
            return ExitCode.NOTHING_FOUND;
        }
        SimulateRun run = new SimulateRun(console, Optional.ofNullable(output), json);
        if (what.seed != null) {
            Wishes wishes = wishes();
            return run.single(what.seed, single().map(wishes::with).orElse(wishes));
        }
        SeedRange range = SeedRange.of(String.valueOf(what.seeds));
        Wishes wishes = wishes();
        List<Optional<Fault>> chosen = faults.isEmpty() ? fitting(wishes) : FaultChoice.of(faults);
        return run.campaign(new Plan(range.first(), range.last(), chosen, wishes));
    }

    /** What goes wrong in the one migration of a seed. */
    private Optional<Fault> single() {
        List<Optional<Fault>> named = faults.isEmpty() ? List.of(Optional.empty()) : FaultChoice.of(faults);
        if (named.size() > 1) {
            throw new UnusableException("--seed is one migration, in which one thing goes wrong, and %d are named: %s; "
                            .formatted(named.size(), Text.harmless(String.join(", ", faults)))
                    + "name one, or let them go wrong in turn with --seeds A..B");
        }
        return named.get(0);
    }

    /** All faults that migrations like the wishes can have; the others are named. */
    private List<Optional<Fault>> fitting(Wishes wishes) {
        List<Optional<Fault>> all = FaultChoice.of(List.of());
        List<String> leftOut = new ArrayList<>();
        List<Optional<Fault>> fitting = new ArrayList<>();
        for (Optional<Fault> each : all) {
            if (each.isEmpty() || Scenarios.canHave(wishes.with(each.get()))) {
                fitting.add(each);
            } else {
                leftOut.add(each.get().label());
            }
        }
        if (!leftOut.isEmpty()) {
            console.err()
                    .println("vfio-replay: left out, since migrations of this kind hardly ever can have them: "
                            + String.join(", ", leftOut));
        }
        return fitting;
    }

    private void list() {
        if (json) {
            SimulationJson.writeFaults(console.out());
        } else if (markdown) {
            FaultMarkdown.lines().forEach(console::verbatim);
        } else {
            FaultText.lines(console.palette()).forEach(console::line);
        }
    }

    private Wishes wishes() {
        try {
            return new Wishes(
                    Optional.ofNullable(protocol).map(StateWords::protocol),
                    devices == null ? OptionalInt.empty() : OptionalInt.of(devices),
                    Optional.ofNullable(vantage).map(SimulateCommand::vantageOf),
                    Optional.empty());
        } catch (IllegalArgumentException wrong) {
            throw new UnusableException(String.valueOf(wrong.getMessage()));
        }
    }

    private static Vantage vantageOf(String label) {
        for (Vantage each : Vantage.values()) {
            if (each.label().equals(label)) {
                return each;
            }
        }
        throw new UnusableException(
                "nothing is recorded from \"" + label + "\"; expected everything, vfio-user or qemu-log");
    }
}
