package io.vfioreplay.bench.torture;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.replay.HostState;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * The torture run as a command: kills writers at random instants, damages journals at random places, and compares whatever is
 * then answered with what a seed says was recorded.
 *
 * <pre>
 *  java [what Chronicle needs] -cp benchmarks.jar io.vfioreplay.bench.torture.TortureMain [--seed N] [--kills N] [--damage N]
 *                                                                                          [--dir DIR] [--only kill:N|damage:N]
 * </pre>
 *
 * <p>Exit codes: 0 all trials ended as they must, 1 some did not, 2 wrong usage or no usable directory, 3 a bug of the run itself.
 */
public final class TortureMain {

    /** The first argument of a process that is started to be killed; its directory and seed follow. */
    static final String WRITER = "--writer";

    /** Which of {@code out} and {@code err} are terminals, in the words of the launcher. */
    private static final String TERMINALS = "vfio-replay.terminals";

    private static final int FOUND = 1;
    private static final int UNUSABLE = 2;
    private static final int BUG = 3;
    private static final int FAILURES_SHOWN_MAX = 20;

    private TortureMain() {}

    /**
     * Runs the torture, or one writer of it, and ends the process.
     *
     * @param arguments see above
     */
    public static void main(String[] arguments) {
        Locale.setDefault(Locale.ROOT);
        if (arguments.length == 3 && arguments[0].equals(WRITER)) {
            System.exit(write(Path.of(arguments[1]), Long.parseLong(arguments[2])));
        }
        System.exit(run(System.out, System.err, arguments));
    }

    private static int write(Path directory, long seed) {
        try (FileOutputStream reports = new FileOutputStream(FileDescriptor.out)) {
            new WriterLoop(directory, seed, reports).run();
        } catch (IOException | RuntimeException | Error failed) {
            failed.printStackTrace(System.err);
        }
        return BUG;
    }

    /** The command without its process: exit code, and what it prints. */
    static int run(PrintStream out, PrintStream err, String... arguments) {
        if (arguments.length > 0 && (arguments[0].equals("--help") || arguments[0].equals("-h"))) {
            TortureOptions.help().forEach(out::println);
            return 0;
        }
        try {
            TortureOptions options = TortureOptions.parse(arguments);
            Path parent = options.directory().orElse(Path.of(System.getProperty("java.io.tmpdir")));
            Path directory = Files.createTempDirectory(parent, "vfio-replay-torture-");
            TortureRun run = new TortureRun(options, directory, new ProgressText(err, isTerminal())::show);
            List<Failure> failures = run.run(TortureMain::recover);
            print(run, failures, options.seed(), out);
            if (failures.isEmpty()) {
                Files.delete(directory);
            }
            return failures.isEmpty() ? 0 : FOUND;
        } catch (NoSuchFileException nowhere) {
            err.println("torture: there is no directory " + nowhere.getFile() + "; expected one to work in");
            return UNUSABLE;
        } catch (IllegalArgumentException | IOException unusable) {
            err.println("torture: " + unusable.getMessage());
            return UNUSABLE;
        }
    }

    private static void print(TortureRun run, List<Failure> failures, long seed, PrintStream out) {
        out.println(
                "torture with seed " + seed + ": " + (failures.isEmpty() ? "all well" : failures.size() + " failed"));
        run.summary().forEach(out::println);
        for (Failure failure : failures.subList(0, Math.min(failures.size(), FAILURES_SHOWN_MAX))) {
            out.println(failure.text(seed));
        }
        if (failures.size() > FAILURES_SHOWN_MAX) {
            out.println("and " + (failures.size() - FAILURES_SHOWN_MAX) + " more");
        }
    }

    /** Recovers as the tool does. */
    static boolean recover(Path damaged, Path recovered) {
        return io.vfioreplay.engine.recovery.Recovery.run(damaged, damaged, recovered, HostState.fold(), Progress.NONE)
                .isComplete();
    }

    private static boolean isTerminal() {
        return System.getProperty(TERMINALS, "").contains("err");
    }
}
