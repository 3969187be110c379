package io.vfioreplay.tool.shell;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Lines from a terminal that can do nothing, which shows by itself what is typed and lets it be corrected. */
final class PlainLines implements Lines {

    private final BufferedReader in;
    private final PrintWriter out;

    PlainLines(InputStream in, PrintWriter out) {
        this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        this.out = out;
    }

    @Override
    public Optional<String> next(String prompt) {
        out.print(prompt);
        out.flush();
        try {
            Optional<String> line = Optional.ofNullable(in.readLine());
            if (line.isEmpty()) {
                out.println(); // What comes after us begins on a line of its own.
            }
            return line;
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot read what is typed", failed);
        }
    }
}
