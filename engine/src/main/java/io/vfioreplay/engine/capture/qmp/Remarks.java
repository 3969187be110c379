package io.vfioreplay.engine.capture.qmp;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What recorders remark about a VMM's process and its connection. */
final class Remarks {

    /** A process was started. */
    static final String SPAWN = "spawn ";
    /** A process was killed. */
    static final String KILLED = "SIGKILL";
    /** The connection is gone. */
    static final String CLOSED = "qmp closed";

    private static final Pattern EXIT = Pattern.compile("(?:qmp closed .*)?\\bexit=(-?\\d{1,9})");

    private Remarks() {}

    /** The exit status that a remark tells; minus a signal's number where one ended it. */
    static OptionalInt exit(String remark) {
        Matcher exit = EXIT.matcher(remark);
        return exit.matches() ? OptionalInt.of(Integer.parseInt(exit.group(1))) : OptionalInt.empty();
    }
}
