package io.vfioreplay.tool.debug;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** {@code source}: a script. */
final class SourceCommand implements Command {

    /** A script that runs itself would never end. */
    private static final int DEPTH_MAX = 10;

    private final Interpreter interpreter;
    private int depth;

    SourceCommand(Interpreter interpreter) {
        this.interpreter = interpreter;
    }

    @Override
    public Manual manual() {
        return new Manual(
                List.of("source", "@"),
                "FILE",
                "carry out the commands of a file",
                List.of(
                        "One command a line; lines that begin with # are comments. The first command that fails ends the script.",
                        "  source where-they-part.txt"));
    }

    @Override
    public Answer run(Desk desk, Arguments given) {
        String file = given.required("the name of a file");
        if (depth >= DEPTH_MAX) {
            throw new CommandException("scripts within scripts, " + DEPTH_MAX + " deep; expected one that ends");
        }
        depth++;
        try {
            new Script(interpreter).run(Path.of(file));
        } catch (InvalidPathException none) {
            throw given.wrong("the name of a file");
        } finally {
            depth--;
        }
        return Message.NOTHING;
    }
}
