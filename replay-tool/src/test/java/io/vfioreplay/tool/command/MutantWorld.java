package io.vfioreplay.tool.command;

import io.vfioreplay.engine.regress.Regression;
import io.vfioreplay.hardware.rule.RuleBook;
import io.vfioreplay.journal.JournalReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.jspecify.annotations.NullMarked;

/**
 * This program with one source file changed: the file is compiled anew, and the whole program is loaded a second time around it, so
 * that constants are folded and classes linked as in a real build. Needs the sources of the checkout and a JDK.
 */
final class MutantWorld {

    private static final String OURS = "io.vfioreplay.";
    private static final Path SOURCES =
            Path.of("..", "hardware-model", "src", "main", "java", "io", "vfioreplay", "hardware");

    private MutantWorld() {}

    /**
     * One change.
     *
     * @param file of the hardware model, without its ending
     * @param original what stands there; the first place counts
     * @param mutated what stands there instead
     */
    record Mutant(String file, String original, String mutated) {

        static Mutant parse(String line) {
            String[] parts = line.split(" ## ", -1);
            if (parts.length != 3) {
                throw new IllegalArgumentException("no mutant: " + line);
            }
            return new Mutant(parts[0].strip(), parts[1].strip(), parts[2].strip());
        }

        @Override
        public String toString() {
            return file + ": " + mutated;
        }
    }

    /** Runs the probe in the program with this change; {@code scratch} is an empty directory. */
    static String probe(Mutant mutant, Path scratch, Path cases) throws IOException {
        compile(mutant, scratch);
        try (URLClassLoader world = new URLClassLoader(urls(scratch), new Hidden())) {
            @SuppressWarnings("unchecked") // The probe is this very class in another world.
            Function<Path, String> probe = (Function<Path, String>) world.loadClass(MutantProbe.class.getName())
                    .getConstructor()
                    .newInstance();
            return probe.apply(cases);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void compile(Mutant mutant, Path scratch) throws IOException {
        Path source = SOURCES.resolve(mutant.file() + ".java");
        String text = Files.readString(source);
        int at = text.indexOf(mutant.original());
        if (at < 0) {
            throw new IllegalArgumentException(source + " has no longer: " + mutant.original());
        }
        Path changed = scratch.resolve("source").resolve(String.valueOf(source.getFileName()));
        Files.createDirectories(scratch.resolve("source"));
        Files.writeString(
                changed,
                text.substring(0, at)
                        + mutant.mutated()
                        + text.substring(at + mutant.original().length()));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        String classes = location(RuleBook.class) + System.getProperty("path.separator") + location(NullMarked.class);
        int code = compiler.run(
                null,
                errors,
                errors,
                "-proc:none",
                "-nowarn",
                "-cp",
                classes,
                "-d",
                scratch.toString(),
                changed.toString());
        if (code != 0) {
            throw new IllegalArgumentException(
                    mutant + " does not compile: " + errors.toString(StandardCharsets.UTF_8));
        }
    }

    /** The changed classes in front of all of ours. */
    private static URL[] urls(Path scratch) throws MalformedURLException {
        List<URL> urls = new ArrayList<>();
        urls.add(scratch.toUri().toURL());
        for (Class<?> one : List.of(
                MutantProbe.class, CommandLineTool.class, Regression.class, JournalReader.class, RuleBook.class)) {
            urls.add(location(one).toUri().toURL());
        }
        return urls.toArray(URL[]::new);
    }

    private static Path location(Class<?> of) {
        try {
            return Path.of(
                    of.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException wrong) {
            throw new UncheckedIOException(new IOException(wrong));
        }
    }

    /** Everything but ours: libraries are shared, our classes are loaded anew. */
    private static final class Hidden extends ClassLoader {
        Hidden() {
            super(MutantWorld.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith(OURS)) {
                throw new ClassNotFoundException(name);
            }
            return super.loadClass(name, resolve);
        }
    }
}
