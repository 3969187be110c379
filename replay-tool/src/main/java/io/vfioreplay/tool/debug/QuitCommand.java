package io.vfioreplay.tool.debug;

import java.util.List;

/** {@code quit}: the end. */
final class QuitCommand implements Command {

    private final Interpreter interpreter;

    QuitCommand(Interpreter interpreter) {
        this.interpreter = interpreter;
    }

    @Override
    public Manual manual() {
        return new Manual(List.of("quit", "q", "exit"), "", "leave", List.of("Ctrl-D does the same."));
    }

    @Override
    public Answer run(Desk desk, Arguments given) {
        given.none();
        interpreter.quit();
        return Message.NOTHING;
    }
}
