package io.vfioreplay.engine.regress;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vfioreplay.engine.json.Json;
import io.vfioreplay.engine.json.JsonReader;
import io.vfioreplay.engine.json.JsonValue;
import io.vfioreplay.engine.json.MalformedJsonException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An {@link Observation} as a JSON file that people review in a diff: one line a fact, in a stable order.
 *
 * <pre>
 * { "format": "vfio-replay expectation 1", "model": "observed-1", "rules": "rules-1-...",
 *   "migration":   { "verdict": { "blame": "transport", "verdict": "failed" }, ... },
 *   "destination": { "findings": { "16 M-01": "error" }, "digests": { "16": "..." }, ... } }
 * </pre>
 *
 * <p>A key that begins with a number begins with the position of an event.
 */
public final class ExpectationFile {

    /** How the name of an expectation ends. */
    public static final String SUFFIX = ".expected.json";

    /** The name of an expectation in a directory that is a case. */
    public static final String IN_CASE = "expected.json";

    private static final String FORMAT = "format";
    private static final String FORMAT_NAME = "vfio-replay expectation ";
    private static final String FORMAT_1 = FORMAT_NAME + 1;
    private static final String MODEL = "model";
    private static final String RULES = "rules";
    private static final List<String> SCOPES = List.of(Fact.MIGRATION, Fact.SOURCE, Fact.DESTINATION, Fact.RECORDING);
    private static final Pattern POSITIONED = Pattern.compile("([0-9]{1,18})(?: (.*))?", Pattern.DOTALL);
    private static final long BYTES_MAX = JsonReader.LENGTH_MAX;

    private ExpectationFile() {}

    /**
     * Reads an expectation.
     *
     * @throws UnusableExpectationException when it is none of this format
     */
    public static Observation read(Path file) {
        JsonValue document = document(file);
        String format = document.at(FORMAT).text().orElse("none");
        if (!format.equals(FORMAT_1)) {
            throw new UnusableExpectationException(file, "the format \"" + format + "\"", '"' + FORMAT_1 + '"');
        }
        TreeMap<Fact, String> facts = new TreeMap<>();
        for (String scope : SCOPES) {
            document.at(scope).members().forEach((label, values) -> {
                Aspect aspect = Aspect.ofLabel(label)
                        .orElseThrow(() -> new UnusableExpectationException(
                                file,
                                "\"" + label + "\" in \"" + scope + "\"",
                                "findings, digests, state and the like"));
                values.members().forEach((key, value) -> facts.put(fact(scope, aspect, key), text(file, key, value)));
            });
        }
        return new Observation(text(file, MODEL, document.at(MODEL)), text(file, RULES, document.at(RULES)), facts);
    }

    /** Whether a file says that it is an expectation, of whichever version. */
    static boolean isOne(Path file) {
        try {
            return Files.size(file) <= BYTES_MAX && new String(Files.readAllBytes(file), UTF_8).contains(FORMAT_NAME);
        } catch (IOException unreadable) {
            return false;
        }
    }

    private static JsonValue document(Path file) {
        try {
            if (Files.size(file) > BYTES_MAX) {
                throw new UnusableExpectationException(
                        file, Files.size(file) + " bytes", "at most " + BYTES_MAX + " bytes");
            }
            byte[] bytes = Files.readAllBytes(file);
            return JsonReader.read(bytes, 0, bytes.length);
        } catch (MalformedJsonException wrong) {
            throw new UnusableExpectationException(file, String.valueOf(wrong.getMessage()));
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot read " + file, failed);
        }
    }

    private static Fact fact(String scope, Aspect aspect, String key) {
        Matcher positioned = POSITIONED.matcher(key);
        if (!positioned.matches()) {
            return Fact.of(scope, aspect, key);
        }
        String name = positioned.group(2);
        return new Fact(scope, aspect, Long.parseLong(positioned.group(1)), name == null ? "" : name);
    }

    private static String text(Path file, String key, JsonValue value) {
        return value.text()
                .orElseThrow(() -> new UnusableExpectationException(file, "no text at \"" + key + "\"", "one"));
    }

    /** Writes an expectation, in place of one that may be there; whoever reads meanwhile finds the old one or the new one. */
    public static void write(Path file, Observation observation) {
        try {
            Path directory = file.toAbsolutePath().getParent();
            if (directory != null) {
                Files.createDirectories(directory);
            }
            Path fresh = file.resolveSibling(file.getFileName() + ".new");
            Files.write(fresh, bytes(observation));
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot write " + file, failed);
        }
    }

    static byte[] bytes(Observation observation) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Json json = Json.document(out)) {
            json.object(() -> {
                json.text(FORMAT, FORMAT_1).text(MODEL, observation.model()).text(RULES, observation.rules());
                for (String scope : SCOPES) {
                    Observation part = observation.where(fact -> fact.scope().equals(scope));
                    if (!part.facts().isEmpty()) {
                        json.object(scope, () -> writeScope(json, part));
                    }
                }
            });
        }
        return out.toByteArray();
    }

    private static void writeScope(Json json, Observation observation) {
        for (Aspect aspect : Aspect.values()) {
            Observation part = observation.where(fact -> fact.aspect() == aspect);
            if (!part.facts().isEmpty()) {
                json.object(aspect.label(), () -> {
                    for (Map.Entry<Fact, String> entry : part.facts().entrySet()) {
                        json.text(entry.getKey().key(), entry.getValue());
                    }
                });
            }
        }
    }
}
