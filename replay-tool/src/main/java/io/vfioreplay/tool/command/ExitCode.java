package io.vfioreplay.tool.command;

/** What the tool's exit codes mean; those of {@code diff}, and one more. */
public final class ExitCode {

    /** Nothing was found. */
    public static final int NOTHING_FOUND = 0;
    /** A failed migration, a violation, a difference, damage: something was found. */
    public static final int FOUND = 1;
    /** Wrong usage, or input that cannot be read. */
    public static final int UNUSABLE = 2;
    /** A bug of this tool. */
    public static final int BUG = 3;

    private ExitCode() {}
}
