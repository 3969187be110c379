package io.vfioreplay.hardware.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Errno;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.EventKind.PayloadUse;
import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.event.Field;
import io.vfioreplay.hardware.event.FieldType;
import io.vfioreplay.hardware.event.Payload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The examples that people see are the sequences of the tests: this writes them down and compares. Run with
 * {@code -Dgolden.accept=true} to accept what has changed.
 */
class RuleExamplesTest {

    private static final int SHOWN_BYTES_MAX = 32;
    private static final Path EXAMPLES = Path.of("src/main/resources/io/vfioreplay/hardware/rule/examples.txt");

    @Test
    void examples_areTheSequencesOfTheTests() throws IOException {
        List<String> lines = new ArrayList<>();
        TreeSet<String> seen = new TreeSet<>();
        for (Rule rule : RuleBook.rules()) {
            RuleScripts.all()
                    .filter(row -> row.id().equals(rule.id()) && seen.add(row.id()))
                    .forEach(row -> lines.addAll(example(row)));
        }
        String expected = String.join("\n", lines) + "\n";
        if (Boolean.getBoolean("golden.accept")) {
            Files.createDirectories(EXAMPLES.getParent());
            Files.writeString(EXAMPLES, expected);
        }
        assertThat(EXAMPLES).as("run with -Dgolden.accept=true to accept").hasContent(expected);
    }

    @ParameterizedTest
    @MethodSource("io.vfioreplay.hardware.rule.RuleScripts#all")
    void events_showWhatABreachAndItsTwinDifferIn(RuleScripts.Case row) {
        assertThat(row.twin().events()).isNotEqualTo(row.breach().events());
    }

    private static List<String> example(RuleScripts.Case row) {
        List<String> lines = new ArrayList<>(List.of(row.id()));
        row.breach().events().forEach(event -> lines.add("- " + event));
        String message = row.breach().findings().stream()
                .filter(finding -> finding.rule().id().equals(row.id()))
                .map(Finding::message)
                .findFirst()
                .orElseThrow();
        lines.add("= " + message);
        row.twin().events().forEach(event -> lines.add("+ " + event));
        lines.add("");
        return lines;
    }

    /** One event in a line. */
    static String text(Envelope event, EventKind kind, long[] values, Payload payload) {
        StringBuilder line = new StringBuilder(kind.label());
        for (int i = 0; i < kind.fields().size(); i++) {
            if (isWorthShowing(kind.fields().get(i), values[i])) {
                line.append(' ').append(kind.fields().get(i).name()).append('=');
                line.append(kind.fields().get(i).text(values[i]));
            }
        }
        if (payload.length() > 0) {
            boolean isText = kind.payloadUse() == PayloadUse.TEXT;
            line.append(' ').append(kind.payloadName()).append('=');
            line.append(isText ? "\"" + payload.utf8() + "\"" : bytes(payload));
        }
        line.append(event.device() > 0 ? " (device" + event.device() + ")" : "");
        return line.append(event.succeeded() ? "" : " -> " + Errno.name(event.result()))
                .toString();
    }

    private static boolean isWorthShowing(Field field, long value) {
        boolean isDefault = field.type() == FieldType.ORIGIN || field.type() == FieldType.TARGET;
        return value != EventSink.NO_DATA_FD || !(isDefault || field.name().equals("dataFd"));
    }

    private static String bytes(Payload payload) {
        byte[] copy = payload.toByteArray();
        return copy.length <= SHOWN_BYTES_MAX
                ? HexFormat.of().formatHex(copy)
                : HexFormat.of().formatHex(copy, 0, SHOWN_BYTES_MAX) + "... (" + copy.length + " bytes)";
    }
}
