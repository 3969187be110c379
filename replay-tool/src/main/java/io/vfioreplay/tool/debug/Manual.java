package io.vfioreplay.tool.debug;

import java.util.List;

/**
 * What {@code help} says about a command.
 *
 * @param names the name and its other names
 * @param arguments what may follow it, empty for nothing
 * @param summary one line
 * @param details more lines: what exactly it does, examples
 */
record Manual(List<String> names, String arguments, String summary, List<String> details) {

    Manual {
        names = List.copyOf(names);
        details = List.copyOf(details);
    }

    /** The name that the help lists. */
    String name() {
        return names.get(0);
    }

    /** Name and arguments. */
    String usage() {
        return arguments.isEmpty() ? name() : name() + " " + arguments;
    }
}
