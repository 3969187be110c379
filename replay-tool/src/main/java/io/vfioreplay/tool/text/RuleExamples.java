package io.vfioreplay.tool.text;

import io.vfioreplay.hardware.rule.RuleBook;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * For each rule that is checked, a short sequence of events that breaks it and a near-identical one that keeps it. They are the
 * sequences of the rule book's own tests, written out by one of them.
 */
public final class RuleExamples {

    private static final String RESOURCE = "examples.txt";

    /**
     * One example.
     *
     * @param breach an event a line
     * @param message what the checker says about it
     * @param twin an event a line
     */
    public record Example(List<String> breach, String message, List<String> twin) {}

    private RuleExamples() {}

    /** The example of this rule, or empty when it is not checked. */
    public static Optional<Example> of(String id) {
        return Optional.ofNullable(read().get(id));
    }

    private static Map<String, Example> read() {
        Map<String, Example> byId = new TreeMap<>();
        String id = "";
        List<String> breach = new ArrayList<>();
        List<String> twin = new ArrayList<>();
        String message = "";
        for (String line : text().lines().toList()) {
            String content = line.isEmpty() ? "" : line.substring(1).strip();
            switch (line.isEmpty() ? ' ' : line.charAt(0)) {
                case '-' -> breach.add(content);
                case '=' -> message = content;
                case '+' -> twin.add(content);
                case ' ' -> {
                    byId.put(id, new Example(List.copyOf(breach), message, List.copyOf(twin)));
                    breach.clear();
                    twin.clear();
                }
                default -> id = line;
            }
        }
        return byId;
    }

    private static String text() {
        try (InputStream in = RuleBook.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + RESOURCE + " is not in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
