package io.vfioreplay.tool.debug;

import io.vfioreplay.engine.query.Suggestion;
import io.vfioreplay.tool.text.Text;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** All commands by all their names. A name may be cut short as long as only one command begins so. Immutable. */
final class CommandTable {

    private static final int NAME_MAX = 40;

    private final List<Command> commands;
    private final SortedMap<String, Command> byName = new TreeMap<>();

    /**
     * A table.
     *
     * @param commands in the order of the help
     * @throws IllegalStateException when two have the same name
     */
    CommandTable(List<Command> commands) {
        this.commands = List.copyOf(commands);
        for (Command command : commands) {
            for (String name : command.manual().names()) {
                if (byName.put(name, command) != null) {
                    throw new IllegalStateException("two commands are called " + name);
                }
            }
        }
    }

    /** In the order of the help. */
    List<Command> commands() {
        return commands;
    }

    /** All names, sorted. */
    Collection<String> names() {
        return List.copyOf(byName.keySet());
    }

    /**
     * The command of this name, or the only one whose name begins so.
     *
     * @throws CommandException when there is none, or more than one
     */
    Command named(String name) {
        Command exact = byName.get(name);
        if (exact != null) {
            return exact;
        }
        Map<Command, String> found = beginningWith(name);
        if (found.size() == 1) {
            return found.keySet().iterator().next();
        }
        String shown = Text.quoted(name, NAME_MAX);
        if (found.isEmpty()) {
            String hint = Suggestion.nearest(name, byName.keySet())
                    .map(near -> "did you mean \"" + near + "\"?")
                    .orElse("\"help\" lists them all");
            throw new CommandException("no command is called " + shown + "; " + hint);
        }
        throw new CommandException(shown + " may be " + or(List.copyOf(found.values())) + "; expected one more letter");
    }

    /** Each command that has a name beginning so, with the first such name. */
    private Map<Command, String> beginningWith(String prefix) {
        SortedMap<String, Command> rest = prefix.isEmpty() ? new TreeMap<>() : byName.tailMap(prefix);
        Map<Command, String> found = new java.util.LinkedHashMap<>();
        for (Map.Entry<String, Command> entry : rest.entrySet()) {
            if (!entry.getKey().startsWith(prefix)) {
                break;
            }
            found.putIfAbsent(entry.getValue(), entry.getKey());
        }
        return found;
    }

    private static String or(List<String> names) {
        List<String> sorted = new ArrayList<>(names);
        String last = sorted.remove(sorted.size() - 1);
        return String.join(", ", sorted) + " or " + last;
    }
}
