package io.vfioreplay.tool.command;

import io.vfioreplay.tool.shell.Folding;
import io.vfioreplay.tool.text.Palette;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;

/**
 * Where a verb reads and writes.
 *
 * @param in what is typed or piped into the tool
 * @param typed whether {@code in} and {@code out} are a terminal, at which somebody sits
 * @param out results; nothing else, so that it can be piped
 * @param err everything about the work itself: progress, warnings, errors
 * @param palette the look of {@code out}
 * @param live whether {@code err} is a terminal, on which progress may be shown
 */
public record Console(InputStream in, boolean typed, PrintStream out, PrintStream err, Palette palette, boolean live) {

    /** A console into which nothing is typed. */
    public Console(PrintStream out, PrintStream err, Palette palette, boolean live) {
        this(InputStream.nullInputStream(), false, out, err, palette, live);
    }

    /**
     * Writes one line of results for a person to read, broken between words where the terminal is narrower.
     *
     * @throws ClosedPipeException when nobody reads any more
     */
    void line(String text) {
        if (text.length() <= palette.columns()) {
            verbatim(text);
        } else {
            folded(text).forEach(this::verbatim);
        }
    }

    private List<String> folded(String text) {
        return HelpLines.isCommand(text.stripLeading())
                ? HelpLines.fitted(text, palette.columns())
                : Folding.of(text, palette.columns());
    }

    /**
     * Writes one line of results as it is: one that will be copied, or read by a program.
     *
     * @throws ClosedPipeException when nobody reads any more
     */
    void verbatim(String text) {
        out.println(text);
        if (out.checkError()) {
            throw new ClosedPipeException();
        }
    }

    /** The reader of a pipe has gone away, as {@code head} does: a reason to stop, not an error. */
    static final class ClosedPipeException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
