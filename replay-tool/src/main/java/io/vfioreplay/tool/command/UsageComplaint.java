package io.vfioreplay.tool.command;

import io.vfioreplay.engine.query.Suggestion;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** What is said of a command line that cannot be understood. */
final class UsageComplaint {

    private UsageComplaint() {}

    /** One line. A misspelt option is told before anything that is missing, since it may be what is missing. */
    static String about(ParameterException wrong) {
        CommandSpec spec = wrong.getCommandLine().getCommandSpec();
        Optional<String> unknown = wrong.getCommandLine().getUnmatchedArguments().stream()
                .filter(word -> word.startsWith("-"))
                .findFirst();
        return unknown.map(option -> unknown(spec, option))
                .orElseGet(() -> String.valueOf(wrong.getMessage())
                        .replaceAll(" is not an? (int|long)$", " is no whole number")
                        .replaceFirst("^Error: Missing", "Missing"));
    }

    private static String unknown(CommandSpec spec, String option) {
        String name = option.replaceFirst("=.*", "");
        // Every letter is near every other.
        Optional<String> nearest = name.startsWith("--")
                ? Suggestion.nearest(name, spec.optionsMap().keySet())
                : Optional.empty();
        String hint = nearest.map(near -> "; did you mean \"" + near + "\"?").orElse("");
        return "Unknown option: '" + name + "'" + hint;
    }
}
