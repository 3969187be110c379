package io.vfioreplay.engine.regress;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vfioreplay.engine.json.Json;
import io.vfioreplay.engine.json.JsonReader;
import io.vfioreplay.journal.format.SystemReason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

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

    static final String FORMAT = "format";
    static final String FORMAT_NAME = "vfio-replay expectation ";
    static final String FORMAT_1 = FORMAT_NAME + 1;
    static final String MODEL = "model";
    static final String RULES = "rules";
    static final List<String> HEAD = List.of(FORMAT, MODEL, RULES);
    static final List<String> SCOPES = List.of(Fact.MIGRATION, Fact.SOURCE, Fact.DESTINATION, Fact.RECORDING);

    private ExpectationFile() {}

    /**
     * Reads an expectation.
     *
     * @throws UnusableExpectationException when it is none of this format
     */
    public static Observation read(Path file) {
        return new ExpectationReader(file).read();
    }

    /** Whether a file says that it is an expectation, of whichever version. */
    static boolean isOne(Path file) {
        try {
            return Files.size(file) <= JsonReader.LENGTH_MAX
                    && new String(Files.readAllBytes(file), UTF_8).contains(FORMAT_NAME);
        } catch (IOException unreadable) {
            return false;
        }
    }

    /**
     * Writes an expectation, in place of one that may be there; whoever reads meanwhile finds the old one or the new one.
     *
     * @throws UnusableCasesException when the system refuses it
     */
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
            throw new UnusableCasesException("cannot write " + file + " (" + SystemReason.of(failed)
                    + "); expected a place that can be written, here or with --expected DIR");
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
