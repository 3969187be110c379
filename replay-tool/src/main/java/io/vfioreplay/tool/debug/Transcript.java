package io.vfioreplay.tool.debug;

/** Here the answers go. */
interface Transcript extends AutoCloseable {

    /** Here one is, before the first command. */
    void opened(Answer answer);

    /** A command is about to be carried out. */
    void asked(String line);

    /** What the command that was asked last, or one that began before it, answered. */
    void answered(String line, Answer answer);

    /** The command could not be carried out. */
    void failed(String line, String message);

    @Override
    void close();
}
