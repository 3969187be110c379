package io.vfioreplay.tool;

import io.vfioreplay.tool.command.CommandLineTool;
import io.vfioreplay.tool.command.Console;
import io.vfioreplay.tool.text.Palette;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The entry point of the tool, and the only class that ends the process or touches its streams. */
public final class Main {

    /** The launcher says here which of {@code in}, {@code out} and {@code err} are terminals. */
    private static final String TERMINALS = "vfio-replay.terminals";

    /** And here, how many columns the one has that results go to. */
    private static final String COLUMNS = "vfio-replay.columns";

    /** As of a file that cannot be read. */
    private static final int UNWRITABLE = 2;

    private static final int BUFFER_BYTES = 1 << 16;

    private Main() {}

    /**
     * Runs the tool and ends the process with its exit code.
     *
     * @param arguments the command line without the name of the program
     */
    public static void main(String[] arguments) {
        // What the tool prints must not depend on the machine it runs on.
        Locale.setDefault(Locale.ROOT);
        ResultStream results = new ResultStream(new FileOutputStream(FileDescriptor.out));
        PrintStream out =
                new PrintStream(new BufferedOutputStream(results, BUFFER_BYTES), false, StandardCharsets.UTF_8);
        String terminals = System.getProperty(TERMINALS, "");
        String noColour = System.getenv("NO_COLOR");
        boolean colour = terminals.contains("out") && (noColour == null || noColour.isEmpty());
        Palette palette =
                new Palette(colour, terminals.contains("out") ? Integer.getInteger(COLUMNS, Palette.ANY) : Palette.ANY);
        boolean typed = terminals.contains("in") && terminals.contains("out");
        Console console = new Console(System.in, typed, out, System.err, palette, terminals.contains("err"));
        int code = CommandLineTool.run(console, arguments);
        out.flush();
        String failure = results.failure();
        if (failure != null) {
            System.err.println("vfio-replay: the results could not be written: " + failure);
        }
        System.exit(failure == null ? code : UNWRITABLE);
    }
}
