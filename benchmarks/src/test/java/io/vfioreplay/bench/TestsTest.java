package io.vfioreplay.bench;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;

/** The tests of all modules, as this module finds them compiled beside it. */
final class TestsTest {

    private static final String BECAUSE = "a test that does not run proves nothing: repair it or remove it";

    @Test
    void tests_areNeverDisabled() {
        JavaClasses tests = new ClassFileImporter().importPaths(testClasses());

        noClasses().should().beAnnotatedWith(Disabled.class).because(BECAUSE).check(tests);
        noMethods().should().beAnnotatedWith(Disabled.class).because(BECAUSE).check(tests);
    }

    private static List<Path> testClasses() {
        return Stream.of("hardware-model", "journal", "engine", "replay-tool", "benchmarks")
                .map(module -> Path.of("..", module, "target", "test-classes"))
                .filter(Files::isDirectory)
                .toList();
    }
}
