package io.vfioreplay.tool;

import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The entry point of the tool, and the only class that ends the process or touches its streams. */
@Command(
        name = "vfio-replay",
        mixinStandardHelpOptions = true,
        version = "vfio-replay 0.1.0-SNAPSHOT",
        description = "The flight recorder and time machine for VFIO live migration.")
public final class Main implements Runnable {

    private Main() {}

    /**
     * Runs the tool and ends the process with its exit code.
     *
     * @param arguments the command line without the name of the program
     */
    public static void main(String[] arguments) {
        // What the tool prints must not depend on the machine it runs on.
        Locale.setDefault(Locale.ROOT);
        System.exit(new CommandLine(new Main()).execute(arguments));
    }

    @Override
    public void run() {
        CommandLine.usage(this, System.out);
    }
}
