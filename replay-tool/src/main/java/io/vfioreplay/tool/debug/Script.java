package io.vfioreplay.tool.debug;

import io.vfioreplay.journal.format.SystemReason;
import io.vfioreplay.tool.text.Text;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Commands from a file or a pipe, one a line; lines that begin with {@code #} are comments. The first line that cannot be carried
 * out ends the script. A line is carried out before the next one is read, so that a program may ask one thing after the other.
 */
public final class Script {

    private static final int LINE_MAX = 1 << 16;

    private final Interpreter interpreter;

    /** Scripts for an interpreter. */
    public Script(Interpreter interpreter) {
        this.interpreter = interpreter;
    }

    /**
     * Carries out the commands of a file.
     *
     * @throws CommandException when the file cannot be read, or a line not be carried out
     */
    public void run(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            run(file.toString(), in);
        } catch (NoSuchFileException missing) {
            throw new CommandException(
                    "cannot read the script " + Text.harmless(file.toString()) + ": there is no such file");
        } catch (IOException failed) {
            throw new CommandException(
                    "cannot read the script " + Text.harmless(file.toString()) + " (" + SystemReason.of(failed) + ")");
        }
    }

    /**
     * Carries out the commands of a stream, which stays open.
     *
     * @param name of the stream in errors
     */
    public void run(String name, InputStream in) {
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        try {
            int number = 0;
            String line = lines.readLine();
            while (line != null && !interpreter.isOver()) {
                number++;
                run(name + ":" + number, line);
                line = lines.readLine();
            }
        } catch (IOException failed) {
            throw new CommandException(
                    "cannot read the script " + Text.harmless(name) + " (" + SystemReason.of(failed) + ")");
        }
    }

    private void run(String place, String line) {
        if (line.length() > LINE_MAX) {
            throw new ScriptException(place + ": a line of " + Text.plural(line.length(), "character")
                    + "; expected at most " + LINE_MAX);
        }
        try {
            interpreter.carryOut(line.strip());
        } catch (ScriptException nested) {
            throw nested;
        } catch (CommandException wrong) {
            throw new ScriptException(Text.harmless(place) + ": this command failed, and ends the script");
        }
    }
}
