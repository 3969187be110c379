package io.vfioreplay.tool.shell;

import java.util.Optional;

/** Lines that somebody types. */
interface Lines {

    /** The next line behind a prompt; empty when nobody types any more. */
    Optional<String> next(String prompt);
}
