package io.vfioreplay.tool.debug;

/** A line of a script that could not be carried out, with the file and the line. The transcript was told. */
final class ScriptException extends CommandException {

    private static final long serialVersionUID = 1L;

    ScriptException(String message) {
        super(message);
    }
}
