package io.vfioreplay.bench;

import io.vfioreplay.bench.BenchOptions.UsageException;
import io.vfioreplay.bench.peer.Contestant;
import io.vfioreplay.bench.peer.Contestants;
import io.vfioreplay.bench.report.Plot;
import io.vfioreplay.bench.report.Report;
import io.vfioreplay.bench.report.ReportJson;
import io.vfioreplay.bench.report.ReportText;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The entry point of {@code ./vfio-replay bench}, and the only class here that ends the process or touches its streams. */
public final class BenchMain {

    private static final int MEASURED = 0;
    private static final int UNUSABLE = 2;
    private static final int BUG = 3;

    /** The launcher says here which of {@code out} and {@code err} are terminals. */
    private static final String TERMINALS = "vfio-replay.terminals";

    private BenchMain() {}

    /** Runs and ends the process with the exit code that the help text tells. */
    public static void main(String[] arguments) {
        Locale.setDefault(Locale.ROOT);
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        int code = run(List.of(arguments), out, System.err);
        out.flush();
        System.exit(code);
    }

    private static int run(List<String> arguments, PrintStream out, PrintStream err) {
        if (arguments.contains("--help") || arguments.contains("-h")) {
            out.print(BenchOptions.USAGE);
            return MEASURED;
        }
        try {
            measure(arguments, out, err);
            return MEASURED;
        } catch (UsageException wrong) {
            err.println("vfio-replay: " + wrong.getMessage());
            err.println("Try \"vfio-replay bench --help\".");
            return UNUSABLE;
        } catch (UncheckedIOException failed) {
            err.println("vfio-replay: " + failed.getMessage());
            return UNUSABLE;
        } catch (RuntimeException bug) {
            err.println("vfio-replay: this is a bug of vfio-replay; please report it with what follows");
            bug.printStackTrace(err);
            return BUG;
        }
    }

    private static void measure(List<String> arguments, PrintStream out, PrintStream err) {
        BenchOptions options = BenchOptions.parse(
                arguments, Contestants.all().stream().map(Contestant::name).collect(Collectors.toSet()));
        Path picture = options.plot().toAbsolutePath();
        if (!Files.isDirectory(picture.resolveSibling("."))) {
            throw new UsageException("--plot " + picture + ": there is no such directory to write into");
        }
        Report report = Bench.run(options, progress(err));
        if (options.json()) {
            ReportJson.write(report, out);
            out.println();
        } else {
            ReportText.of(report).forEach(out::println);
        }
        try {
            Files.writeString(picture, Plot.of(report));
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot write the picture: " + failed.getMessage(), failed);
        }
        err.println("picture: " + picture);
    }

    private static Consumer<String> progress(PrintStream err) {
        boolean isLive = System.getProperty(TERMINALS, "").contains("err");
        return text -> {
            if (isLive) {
                err.println("bench: " + text);
            }
        };
    }
}
