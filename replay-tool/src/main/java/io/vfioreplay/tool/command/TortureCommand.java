package io.vfioreplay.tool.command;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** {@code torture}: writers killed and journals damaged at random. Run by the launcher, as {@link BenchCommand} is. */
@Command(
        name = "torture",
        description = {
            "Kill writers and damage journals at random, and hold every answer against what was recorded.",
            "From a checkout: ./vfio-replay torture [--seed N] [--kills N] [--damage N] [--dir DIR]."
        },
        footer = {"", "Exit codes: 0 all well, 1 a wrong answer, 2 not run from a checkout, 3 a bug of this tool."})
final class TortureCommand implements Callable<Integer> {

    @Unmatched
    private List<String> unusedOptions = new ArrayList<>();

    @Override
    public Integer call() {
        throw new UnusableException(
                "the torture run is not in this jar: run \"./vfio-replay torture\" in a checkout, which builds them");
    }
}
