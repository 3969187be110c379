package io.vfioreplay.tool.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.tool.command.MutantWorld.Mutant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Defects that are put into the model one by one: does {@code regress} notice them on the journals that ship? */
final class MutantsTest {

    private static final Path SHIPPED = Path.of("src", "test", "resources", "regress");
    private static final Path MUTANTS = Path.of("src", "test", "resources", "mutants.txt");
    private static final String MARK = "~ ";
    private static final String PACKED = ".vfj.tar.zst";

    @TempDir
    private Path temp;

    @Test
    void probe_findsNothingWithoutADefect() throws IOException {
        Mutant harmless = new Mutant("rule/Severity", "enum Severity", "enum Severity");
        assertThat(MutantWorld.probe(harmless, temp.resolve("scratch"), unpacked()))
                .isEmpty();
    }

    /** Also the ones that it does not notice are told exactly: a journal that notices one of them is to be welcomed. */
    @Test
    void regress_noticesTheDefectsButTheOnesThatAreMarked() throws IOException {
        Path cases = unpacked();
        List<String> unnoticed = new ArrayList<>();
        List<String> marked = new ArrayList<>();
        List<String> lines = Files.readAllLines(MUTANTS).stream()
                .filter(line -> !line.startsWith("#"))
                .toList();
        for (int i = 0; i < lines.size(); i++) {
            boolean isMarked = lines.get(i).startsWith(MARK);
            Mutant mutant = Mutant.parse(isMarked ? lines.get(i).substring(MARK.length()) : lines.get(i));
            if (isMarked) {
                marked.add(mutant.toString());
            }
            Path scratch = Files.createDirectory(temp.resolve("mutant" + i));
            if (MutantWorld.probe(mutant, scratch, cases).isEmpty()) {
                unnoticed.add(mutant.toString());
            }
        }
        assertThat(lines).hasSizeGreaterThanOrEqualTo(20);
        assertThat(unnoticed).containsExactlyElementsOf(marked);
    }

    /** The cases that ship, unpacked once: what is measured is what regress notices, not how fast it unpacks. */
    private Path unpacked() throws IOException {
        Path cases = temp.resolve("cases");
        try (Stream<Path> files = Files.walk(SHIPPED)) {
            files.filter(Files::isRegularFile).forEach(file -> bring(file, cases.resolve(SHIPPED.relativize(file))));
        }
        return cases;
    }

    private static void bring(Path file, Path to) {
        try {
            Files.createDirectories(to.getParent());
            String name = String.valueOf(to.getFileName());
            if (name.endsWith(PACKED)) {
                Path journal = to.resolveSibling(name.replace(PACKED, ".vfj"));
                assertThat(ToolRun.of("unpack", file, "-o", journal).code()).isZero();
            } else {
                Files.copy(file, to);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
