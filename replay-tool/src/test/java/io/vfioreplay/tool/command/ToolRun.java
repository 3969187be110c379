package io.vfioreplay.tool.command;

import io.vfioreplay.tool.text.Palette;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** One run of the tool inside the test: exit code, standard output and standard error. */
record ToolRun(int code, String out, String err) {

    static ToolRun of(Object... arguments) {
        return fed("", arguments);
    }

    /** The same with something on its standard input. */
    static ToolRun fed(String input, Object... arguments) {
        String[] words = new String[arguments.length];
        for (int i = 0; i < words.length; i++) {
            words[i] = arguments[i].toString();
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream outStream = new PrintStream(out, false, StandardCharsets.UTF_8);
        PrintStream errStream = new PrintStream(err, true, StandardCharsets.UTF_8);
        int code = CommandLineTool.run(
                new Console(
                        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                        false,
                        outStream,
                        errStream,
                        Palette.PLAIN,
                        false),
                words);
        outStream.flush();
        return new ToolRun(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
