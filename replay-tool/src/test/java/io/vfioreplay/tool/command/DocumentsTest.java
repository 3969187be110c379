package io.vfioreplay.tool.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.hardware.rule.Rule;
import io.vfioreplay.hardware.rule.RuleBook;
import io.vfioreplay.tool.text.StateMachineMarkdown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The documents that are made of the code are up to date; {@code -Dgolden.accept=true} makes them anew.
 */
class DocumentsTest {

    private static final Path DOCS = Path.of("..", "hardware-model", "docs");
    private static final String GENERATED = "## What the code says\n";
    private static final Pattern COMMENT = Pattern.compile("/\\*\\*(.*?)\\*/", Pattern.DOTALL);
    private static final Pattern CHOICE = Pattern.compile(
            "[(]?ours:[)]?\\s+(.*?)(?=\\s*(?:<p>|<pre>|@param|@return|@throws|\\bours:|\\z))", Pattern.DOTALL);

    @Test
    void rules_areThoseOfTheBook() throws IOException {
        compare("rules.md", ToolRun.of("explain", "--markdown").out());
    }

    @Test
    void simulation_hasTheCatalogueOfFaults() throws IOException {
        compare(
                Path.of("docs", "simulation.md"),
                ToolRun.of("simulate", "--list", "--markdown").out());
    }

    @Test
    void stateMachines_areThoseOfTheTables() throws IOException {
        compare("state-machines.md", String.join("\n", StateMachineMarkdown.document()) + "\n");
    }

    @Test
    void choices_areAllThatTheCodeCallsOurs() throws IOException {
        String document = Files.readString(DOCS.resolve("choices.md"));
        String written = document.substring(0, document.indexOf(GENERATED) + GENERATED.length());
        compare("choices.md", written + "\n" + String.join("\n", choices()) + "\n");
    }

    private static void compare(String name, String expected) throws IOException {
        compare(DOCS.resolve(name), expected);
    }

    private static void compare(Path file, String expected) throws IOException {
        if (Boolean.getBoolean("golden.accept")) {
            Files.writeString(file, expected);
        }
        assertThat(Files.readString(file))
                .as("%s: run with -Dgolden.accept=true to accept", file)
                .isEqualTo(expected);
    }

    private static List<String> choices() throws IOException {
        List<String> lines = new ArrayList<>();
        for (Rule rule : RuleBook.rules()) {
            Matcher choices = CHOICE.matcher(rule.explanation());
            while (choices.find()) {
                lines.add("- " + rule.id() + ": " + plain(choices.group(1)));
            }
        }
        for (String module : List.of("hardware-model", "engine", "journal", "replay-tool")) {
            try (Stream<Path> files = Files.walk(Path.of("..", module, "src", "main", "java"))) {
                for (Path file : files.filter(path -> path.toString().endsWith(".java"))
                        .sorted()
                        .toList()) {
                    lines.addAll(choices(file));
                }
            }
        }
        return lines;
    }

    private static List<String> choices(Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        String type = String.valueOf(file.getFileName()).replace(".java", "");
        Matcher comments = COMMENT.matcher(Files.readString(file));
        while (comments.find()) {
            String text = comments.group(1).replaceAll("\n\\s*\\* ?", "\n");
            Matcher choices = CHOICE.matcher(text);
            while (choices.find()) {
                lines.add("- `" + type + "`: " + plain(choices.group(1)));
            }
        }
        return lines;
    }

    private static String plain(String javadoc) {
        return javadoc.replaceAll("\\{@(?:code|link|value)\\s+#?([^}]*)}", "`$1`")
                .replaceAll("\\s+", " ")
                .replace("|", "\\|")
                .strip();
    }
}
