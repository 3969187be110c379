package io.vfioreplay.bench.torture;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What is asked for on the command line.
 *
 * @param seed of everything that is random
 * @param kills how many writers are killed
 * @param damage how many journals are damaged
 * @param directory for the journals, or empty for a temporary one
 * @param only the one trial to run
 */
record TortureOptions(long seed, long kills, long damage, Optional<Path> directory, Optional<Only> only) {

    static final String USAGE = "torture [--seed N] [--kills N] [--damage N] [--dir DIR] [--only kill:N|damage:N]";

    private static final TortureOptions DEFAULT =
            new TortureOptions(1, 100, 20_000, Optional.empty(), Optional.empty());

    /** One trial. */
    record Only(TrialKind kind, long number) {}

    /** What {@code --help} prints. */
    static List<String> help() {
        return List.of(
                "Usage: vfio-replay torture [OPTION]...",
                "",
                "Writers are killed at random instants and journals damaged at random places. After each, a journal must open",
                "at once, hold every event that was acknowledged, and give no wrong answer without a finding.",
                "",
                "  --seed N    what the trials are made of (1); a failed one is named with what repeats it",
                "  --kills N   how many writers are killed (100); a thousand take some ten minutes",
                "  --damage N  how many journals are damaged (20,000)",
                "  --dir DIR   where files are written and removed again (the directory for temporary files)",
                "  --only T    one trial again: kill:N or damage:N",
                "",
                "Exit codes: 0 all well, 1 a wrong answer, 2 wrong usage or no directory, 3 a bug of this program.");
    }

    /**
     * Reads a command line.
     *
     * @throws IllegalArgumentException which says what is wrong with it
     */
    static TortureOptions parse(String... arguments) {
        TortureOptions options = DEFAULT;
        for (int i = 0; i < arguments.length; i += 2) {
            if (i + 1 == arguments.length) {
                throw new IllegalArgumentException(arguments[i] + " stands without a value; expected " + USAGE);
            }
            options = options.with(arguments[i], arguments[i + 1]);
        }
        return options;
    }

    private TortureOptions with(String name, String value) {
        return switch (name) {
            case "--seed" -> new TortureOptions(number(name, value), kills, damage, directory, only);
            case "--kills" -> new TortureOptions(seed, number(name, value), damage, directory, only);
            case "--damage" -> new TortureOptions(seed, kills, number(name, value), directory, only);
            case "--dir" -> new TortureOptions(seed, kills, damage, Optional.of(Path.of(value)), only);
            case "--only" -> new TortureOptions(seed, kills, damage, directory, Optional.of(only(value)));
            default -> throw new IllegalArgumentException("there is no option " + name + "; expected " + USAGE);
        };
    }

    private static long number(String name, String value) {
        if (!value.matches("[0-9]{1,18}")) {
            throw new IllegalArgumentException(name + " is " + value + "; expected a whole number from 0 on");
        }
        return Long.parseLong(value);
    }

    private static Only only(String value) {
        int colon = value.indexOf(':');
        Optional<TrialKind> kind = TrialKind.of(value.substring(0, Math.max(colon, 0)));
        if (kind.isEmpty()) {
            throw new IllegalArgumentException("--only is " + value + "; expected kill:N or damage:N");
        }
        return new Only(kind.get(), number("--only", value.substring(colon + 1)));
    }
}
