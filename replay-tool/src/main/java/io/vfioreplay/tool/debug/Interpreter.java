package io.vfioreplay.tool.debug;

import io.vfioreplay.engine.query.FilterSyntaxException;
import io.vfioreplay.tool.text.Text;
import java.util.List;

/** Reads lines, finds their commands, has them carried out and passes on what they answer. One thread. */
public final class Interpreter {

    private static final String COMMENT = "#";

    private final Desk desk;
    private final CommandTable table;
    private final Transcript transcript;
    private String repeated = "";
    private boolean found;
    private boolean quit;

    Interpreter(Desk desk, Transcript transcript) {
        this.desk = desk;
        this.transcript = transcript;
        this.table = Commands.all(this);
    }

    /** Who carries it out. */
    public Desk desk() {
        return desk;
    }

    CommandTable table() {
        return table;
    }

    /** Whether a command told of something that an exit code tells of. */
    boolean hasFound() {
        return found;
    }

    /** Whether no more lines are wanted. */
    public boolean isOver() {
        return quit;
    }

    /** Wants no more lines. */
    void quit() {
        quit = true;
    }

    /** Carries out a line that somebody typed; an empty one does the last step again. Errors are shown. */
    public void typed(String line) {
        String meant = line.isBlank() ? repeated : line;
        try {
            carryOut(meant.strip());
        } catch (CommandException told) {
            // Was shown where the line failed.
        }
    }

    /**
     * Carries out a line of a script; an empty one and a comment do nothing.
     *
     * @throws CommandException when it cannot be carried out, after the transcript was told
     */
    void carryOut(String line) {
        if (line.isEmpty() || line.startsWith(COMMENT) || quit) {
            return;
        }
        transcript.asked(line);
        try {
            Answer answer = run(line);
            found |= answer.isFinding();
            transcript.answered(line, answer);
        } catch (FilterSyntaxException wrong) {
            List<String> picture =
                    wrong.picture().lines().map(each -> "  " + each).toList();
            throw failed(
                    line,
                    "in the filter at column " + wrong.column() + ": " + wrong.getMessage() + "\n"
                            + String.join("\n", picture));
        } catch (CommandException wrong) {
            throw wrong instanceof ScriptException ? wrong : failed(line, String.valueOf(wrong.getMessage()));
        }
    }

    private CommandException failed(String line, String message) {
        transcript.failed(line, message);
        return new CommandException(message);
    }

    private Answer run(String line) {
        String name = nameIn(line);
        Command command = table.named(name);
        repeated = command.isRepeatable() ? line : "";
        String text = line.substring(name.length()).strip();
        return command.run(desk, new Arguments(command.manual().usage(), text));
    }

    private static String nameIn(String line) {
        return line.split("\\s+", 2)[0];
    }

    /**
     * What the last word of a line may become.
     *
     * @param line what stands before the cursor
     */
    public List<String> candidates(String line) {
        String name = nameIn(line.stripLeading());
        if (!line.stripLeading().contains(" ")) {
            return table.commands().stream()
                    .map(command -> command.manual().name())
                    .toList();
        }
        try {
            Command command = table.named(name);
            String text = line.stripLeading().substring(name.length()).stripLeading();
            return command.candidates(desk, new Arguments(command.manual().usage(), text)).stream()
                    .map(Text::harmless)
                    .toList();
        } catch (CommandException unknown) {
            return List.of();
        }
    }
}
