package io.vfioreplay.tool.command;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/**
 * {@code bench}: the numbers on this machine. Listed here and run by the launcher, since the benchmarks are a program of their
 * own: they bring libraries that nobody needs who has a migration to explain.
 */
@Command(
        name = "bench",
        description = {
            "Measure recording and reading on this machine, side by side with others.",
            "From a checkout: ./vfio-replay bench builds the benchmarks on first use. Its --help lists the options."
        },
        footer = {"", "Exit codes: 0 measured, 2 not run from a checkout, 3 a bug of this tool."})
final class BenchCommand implements Callable<Integer> {

    @Unmatched
    private List<String> unusedOptions = new ArrayList<>();

    @Override
    public Integer call() {
        throw new UnusableException(
                "the benchmarks are not in this jar: run \"./vfio-replay bench\" in a checkout, which builds them");
    }
}
