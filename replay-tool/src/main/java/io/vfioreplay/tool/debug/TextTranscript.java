package io.vfioreplay.tool.debug;

import io.vfioreplay.tool.text.Palette.Role;
import io.vfioreplay.tool.text.Text;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Answers as lines for a person; errors go elsewhere. */
final class TextTranscript implements Transcript {

    private final Supplier<Look> look;
    private final boolean echo;
    private final Consumer<String> lines;
    private final Consumer<String> errors;

    /**
     * A transcript.
     *
     * @param look asked for each answer, since a terminal may change its size
     * @param echo whether each command is shown before its answer
     * @param lines takes the answers
     * @param errors takes what went wrong
     */
    TextTranscript(Supplier<Look> look, boolean echo, Consumer<String> lines, Consumer<String> errors) {
        this.look = look;
        this.echo = echo;
        this.lines = lines;
        this.errors = errors;
    }

    @Override
    public void opened(Answer answer) {
        answer.lines(look.get()).forEach(lines);
    }

    @Override
    public void asked(String line) {
        if (echo) {
            lines.accept("");
            lines.accept(look.get().palette().paint(Role.TITLE, "> " + line));
        }
    }

    @Override
    public void answered(String line, Answer answer) {
        answer.lines(look.get()).forEach(lines);
    }

    @Override
    public void failed(String line, String message) {
        errors.accept(message.lines().map(Text::harmless).collect(Collectors.joining("\n")));
    }

    @Override
    public void close() {}
}
