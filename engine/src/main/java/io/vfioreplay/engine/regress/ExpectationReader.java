package io.vfioreplay.engine.regress;

import io.vfioreplay.engine.json.JsonReader;
import io.vfioreplay.engine.json.JsonValue;
import io.vfioreplay.engine.json.MalformedJsonException;
import io.vfioreplay.engine.query.Suggestion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads one {@link ExpectationFile}, which a person may have edited: what it does not know it refuses, since a slip that is passed
 * over would take something out of the comparison.
 */
final class ExpectationReader {

    private static final Pattern POSITIONED = Pattern.compile("([0-9]{1,18})(?: (.+))?", Pattern.DOTALL);
    private static final List<String> ASPECTS =
            Arrays.stream(Aspect.values()).map(Aspect::label).toList();
    private static final long BYTES_MAX = JsonReader.LENGTH_MAX;

    private final Path file;

    ExpectationReader(Path file) {
        this.file = file;
    }

    /**
     * What the file expects.
     *
     * @throws UnusableExpectationException when it is no expectation of this format
     */
    Observation read() {
        JsonValue document = document();
        checkFormat(document.at(ExpectationFile.FORMAT));
        TreeMap<Fact, String> facts = new TreeMap<>();
        members("at the top", document).forEach((name, value) -> {
            if (ExpectationFile.SCOPES.contains(name)) {
                addScope(name, value, facts);
            } else if (!ExpectationFile.HEAD.contains(name)) {
                throw unknown(name, "at the top", ExpectationFile.SCOPES);
            }
        });
        return new Observation(
                text(ExpectationFile.MODEL, document.at(ExpectationFile.MODEL)),
                text(ExpectationFile.RULES, document.at(ExpectationFile.RULES)),
                facts);
    }

    private JsonValue document() {
        byte[] bytes = bytes();
        try {
            return JsonReader.read(bytes, 0, bytes.length);
        } catch (MalformedJsonException wrong) {
            throw new UnusableExpectationException(
                    file, "line " + line(bytes, wrong.offset()), wrong.found(), wrong.expected());
        }
    }

    private byte[] bytes() {
        try {
            if (Files.size(file) > BYTES_MAX) {
                throw unusable("as a whole", Files.size(file) + " bytes", "at most " + BYTES_MAX + " bytes");
            }
            return Files.readAllBytes(file);
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot read " + file, failed);
        }
    }

    private static int line(byte[] bytes, long offset) {
        int line = 1;
        for (int i = 0; i < Math.min(offset, bytes.length); i++) {
            line += bytes[i] == '\n' ? 1 : 0;
        }
        return line;
    }

    private void checkFormat(JsonValue format) {
        String found = text(ExpectationFile.FORMAT, format);
        if (!found.equals(ExpectationFile.FORMAT_1)) {
            String expected = '"' + ExpectationFile.FORMAT_1 + '"';
            boolean isOther = found.startsWith(ExpectationFile.FORMAT_NAME);
            throw unusable(
                    ExpectationFile.FORMAT,
                    '"' + found + '"',
                    isOther ? expected + " (another version of vfio-replay wrote it, and reads it)" : expected);
        }
    }

    private void addScope(String scope, JsonValue value, Map<Fact, String> facts) {
        members(scope, value).forEach((label, values) -> {
            String path = scope + "." + label;
            Aspect aspect = Aspect.ofLabel(label).orElseThrow(() -> unknown(label, scope, ASPECTS));
            members(path, values).forEach((key, text) -> {
                Fact fact = fact(scope, aspect, key, path);
                if (facts.put(fact, value(fact, path + "." + key, text)) != null) {
                    throw unusable(path, '"' + key + "\" a second time", "each fact once");
                }
            });
        });
    }

    private String value(Fact fact, String path, JsonValue value) {
        String text = text(path, value);
        if (Demand.of(fact).isPresent() && !text.equals(Demand.VALUE)) {
            throw unusable(path, kind(value), '"' + Demand.VALUE + "\", all that a finding of the migration can be");
        }
        return text;
    }

    private Fact fact(String scope, Aspect aspect, String key, String path) {
        Matcher positioned = POSITIONED.matcher(key);
        boolean isAtEvent = positioned.matches();
        String name = !isAtEvent ? key : positioned.group(2) == null ? "" : positioned.group(2);
        if (aspect == Aspect.DIGESTS && !(isAtEvent && name.isEmpty())) {
            throw unusable(path, '"' + key + '"', "a position alone, for example \"17\"");
        }
        if (aspect != Aspect.DIGESTS && name.isBlank()) {
            throw unusable(path, '"' + key + '"', "a name, behind the position if it has one");
        }
        return isAtEvent
                ? new Fact(scope, aspect, Long.parseLong(positioned.group(1)), name)
                : Fact.of(scope, aspect, key);
    }

    private Map<String, JsonValue> members(String path, JsonValue value) {
        if (value instanceof JsonValue.Members members) {
            return members.values();
        }
        throw unusable(path, kind(value), "an object");
    }

    private String text(String path, JsonValue value) {
        return value.text().orElseThrow(() -> unusable(path, kind(value), "a text"));
    }

    private static String kind(JsonValue value) {
        if (value instanceof JsonValue.Digits number) {
            return "the number " + number.digits();
        }
        if (value instanceof JsonValue.Flag flag) {
            return String.valueOf(flag.value());
        }
        if (value instanceof JsonValue.Nothing) {
            return "null";
        }
        if (value instanceof JsonValue.Elements) {
            return "an array";
        }
        return value.text().map(text -> "the text \"" + text + '"').orElse(value.isPresent() ? "an object" : "nothing");
    }

    private UnusableExpectationException unknown(String name, String path, List<String> known) {
        String expected = Suggestion.nearest(name, known)
                .map(near -> '"' + near + '"')
                .orElse("one of " + String.join(", ", known));
        return unusable(path, '"' + name + '"', expected);
    }

    private UnusableExpectationException unusable(String path, String found, String expected) {
        return new UnusableExpectationException(file, path, found, expected);
    }
}
