package io.vfioreplay.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * What was asked for.
 *
 * @param rounds how many rounds count
 * @param events how many events are written in each turn
 * @param journalEvents how many events the journal has that is read
 * @param seconds how long each turn of a latency counts
 * @param only names of measures and of contestants, all of them where it is empty
 * @param json whether the result is for a program
 * @param plot where the picture goes
 * @param directory where files are written, below a new directory
 */
record BenchOptions(
        int rounds,
        long events,
        long journalEvents,
        double seconds,
        Set<String> only,
        boolean json,
        Path plot,
        Path directory) {

    static final String USAGE = """
            Usage: vfio-replay bench [OPTION]...

            The numbers on this machine: recording and reading, side by side with others, in one run of one to two minutes.
            Everybody gets the same events, in rounds that take turns. What counts is the ratio, and its spread over the rounds.

              --rounds N     how many rounds count (3)
              --events N     how many events are written in a turn (4,000,000); a journal of 2.5 times as many is read
              --seconds S    how long a turn of a latency takes (1)
              --only LIST    only these, separated by commas: record, latency, read, travel, and names from the tables
              --full         5 rounds, 20,000,000 events, 5 seconds, and a journal of 100,000,000 events: half an hour
              --json         one JSON document on standard output
              --plot FILE    where the picture goes (vfio-replay-bench.svg, here)
              --dir DIR      where files are written and removed again (the directory for temporary files)
              -h, --help     show this text

            Exit codes: 0 measured, whatever was reached, 2 wrong usage or no room, 3 a bug of this tool.
            """;

    private static final BenchOptions DEFAULT = new BenchOptions(
            3,
            4_000_000,
            10_000_000,
            1,
            Set.of(),
            false,
            Path.of("vfio-replay-bench.svg"),
            Path.of(System.getProperty("java.io.tmpdir", ".")));

    private static final double JOURNAL_SHARE = 2.5;
    private static final int ROUNDS_MAX = 99;
    private static final long EVENTS_MAX = 1_000_000_000;
    private static final double SECONDS_MIN = 0.01;
    private static final double SECONDS_MAX = 60;

    /** The names of measures. */
    enum Measure {
        RECORD,
        LATENCY,
        READ,
        TRAVEL;

        String label() {
            return switch (this) {
                case RECORD -> "record";
                case LATENCY -> "latency";
                case READ -> "read";
                case TRAVEL -> "travel";
            };
        }
    }

    /** What was asked for in a way that cannot be understood. */
    static final class UsageException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UsageException(String message) {
            super(message);
        }
    }

    /**
     * Reads a command line.
     *
     * @param names which contestants there are
     * @throws UsageException when it cannot be understood
     */
    static BenchOptions parse(List<String> arguments, Set<String> names) {
        BenchOptions options = arguments.contains("--full") ? DEFAULT.full() : DEFAULT;
        Iterator<String> rest = separate(arguments).iterator();
        while (rest.hasNext()) {
            String name = rest.next();
            options = switch (name) {
                case "--full" -> options;
                case "--json" -> options.withJson();
                case "--rounds" -> options.withRounds((int) number(name, rest, 1, ROUNDS_MAX));
                case "--events" -> options.withEvents((long) number(name, rest, 1, EVENTS_MAX));
                case "--seconds" -> options.withSeconds(number(name, rest, SECONDS_MIN, SECONDS_MAX));
                case "--only" -> options.withOnly(names(value(name, rest), names));
                case "--plot" -> options.withPlot(Path.of(value(name, rest)));
                case "--dir" -> options.withDirectory(Path.of(value(name, rest)));
                default -> throw new UsageException("unknown: " + name);
            };
        }
        return options;
    }

    /** Makes "--name value" of "--name=value". */
    private static List<String> separate(List<String> arguments) {
        List<String> separated = new ArrayList<>();
        for (String argument : arguments) {
            int equals = argument.startsWith("--") ? argument.indexOf('=') : -1;
            if (equals < 0) {
                separated.add(argument);
            } else {
                separated.add(argument.substring(0, equals));
                separated.add(argument.substring(equals + 1));
            }
        }
        return separated;
    }

    private static String value(String name, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new UsageException(name + " needs a value");
        }
        return rest.next();
    }

    private static double number(String name, Iterator<String> rest, double least, double greatest) {
        String value = value(name, rest);
        try {
            double number = Double.parseDouble(value.replace(",", "").replace("_", ""));
            if (number >= least && number <= greatest) {
                return number;
            }
        } catch (NumberFormatException noNumber) {
            // Falls through to the same message.
        }
        throw new UsageException(
                "%s %s: a number from %.0f to %.0f is expected".formatted(name, value, least, greatest));
    }

    private static Set<String> names(String list, Set<String> contestants) {
        Set<String> known = new HashSet<>(contestants);
        for (Measure measure : Measure.values()) {
            known.add(measure.label());
        }
        Set<String> names = new HashSet<>(List.of(list.split(",", -1)));
        for (String name : names) {
            if (!known.contains(name)) {
                throw new UsageException("--only %s: there are %s"
                        .formatted(
                                name, String.join(", ", known.stream().sorted().toList())));
            }
        }
        return names;
    }

    /** Whether a measure is wanted. */
    boolean wants(Measure measure) {
        for (Measure each : Measure.values()) {
            if (only.contains(each.label())) {
                return only.contains(measure.label());
            }
        }
        return true;
    }

    /** Whether a contestant is wanted. */
    boolean wants(String contestant) {
        Set<String> contestants = new HashSet<>(only);
        for (Measure each : Measure.values()) {
            contestants.remove(each.label());
        }
        return contestants.isEmpty() || contestants.contains(contestant);
    }

    private BenchOptions full() {
        return new BenchOptions(5, 20_000_000, 100_000_000, 5, only, json, plot, directory);
    }

    private BenchOptions withJson() {
        return new BenchOptions(rounds, events, journalEvents, seconds, only, true, plot, directory);
    }

    private BenchOptions withRounds(int newRounds) {
        return new BenchOptions(newRounds, events, journalEvents, seconds, only, json, plot, directory);
    }

    private BenchOptions withEvents(long newEvents) {
        long journal = Math.max(1, (long) (newEvents * JOURNAL_SHARE));
        return new BenchOptions(rounds, newEvents, journal, seconds, only, json, plot, directory);
    }

    private BenchOptions withSeconds(double newSeconds) {
        return new BenchOptions(rounds, events, journalEvents, newSeconds, only, json, plot, directory);
    }

    private BenchOptions withOnly(Set<String> newOnly) {
        return new BenchOptions(rounds, events, journalEvents, seconds, newOnly, json, plot, directory);
    }

    private BenchOptions withPlot(Path newPlot) {
        return new BenchOptions(rounds, events, journalEvents, seconds, only, json, newPlot, directory);
    }

    private BenchOptions withDirectory(Path newDirectory) {
        return new BenchOptions(rounds, events, journalEvents, seconds, only, json, plot, newDirectory);
    }
}
