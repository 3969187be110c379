package io.vfioreplay.tool.debug;

/** A command that cannot be carried out: what was found, what was expected, what to do. Nothing has changed. */
public sealed class CommandException extends RuntimeException permits ScriptException {

    private static final long serialVersionUID = 1L;

    /** An error in a few words, at most a few lines. */
    CommandException(String message) {
        super(message);
    }
}
