package io.vfioreplay.bench;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.util.Set;
import java.util.TreeSet;

/** Who may know whom: the plan of the house, held by a test. */
@AnalyzeClasses(packages = "io.vfioreplay", importOptions = DoNotIncludeTests.class)
final class ArchitectureTest {

    private static final String HARDWARE = "io.vfioreplay.hardware..";
    private static final String JOURNAL = "io.vfioreplay.journal..";
    private static final String ENGINE = "io.vfioreplay.engine..";
    private static final String TOOL = "io.vfioreplay.tool..";
    private static final String BENCH = "io.vfioreplay.bench..";
    private static final String PEERS = "io.vfioreplay.bench.peer";

    @ArchTest
    static final ArchRule modules_knowEachOtherInOneDirectionOnly = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("io.vfioreplay..")
            .withOptionalLayers(true)
            .layer("hardware")
            .definedBy(HARDWARE)
            .layer("journal")
            .definedBy(JOURNAL)
            .layer("engine")
            .definedBy(ENGINE)
            .layer("tool")
            .definedBy(TOOL)
            .layer("bench")
            .definedBy(BENCH)
            .whereLayer("hardware")
            .mayNotAccessAnyLayer()
            .whereLayer("journal")
            .mayNotAccessAnyLayer()
            .whereLayer("engine")
            .mayOnlyAccessLayers("hardware", "journal")
            .whereLayer("tool")
            .mayOnlyAccessLayers("hardware", "journal", "engine")
            .whereLayer("bench")
            .mayNotBeAccessedByAnyLayer()
            .because("the journal knows frames, the hardware model knows meanings, and only the engine lets them meet");

    @ArchTest
    static final ArchRule packages_formNoCycle = slices().matching("io.vfioreplay.(**)")
            .should()
            .beFreeOfCycles()
            .allowEmptyShould(true)
            .because("a package that needs its user cannot be read, tested or replaced alone");

    @ArchTest
    static final ArchRule hardware_dependsOnTheLanguageOnly = classes()
            .that()
            .resideInAPackage(HARDWARE)
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage("java..", "org.jspecify.annotations", HARDWARE))
            .allowEmptyShould(true)
            .because("a model that anyone can embed drags nothing behind it");

    @ArchTest
    static final ArchRule hardware_knowsNoFileSocketThreadOrLog = noClasses()
            .that()
            .resideInAPackage(HARDWARE)
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                            "java.io..",
                            "java.net..",
                            "java.nio.channels..",
                            "java.nio.file..",
                            "java.util.concurrent..",
                            "java.util.logging..")
                    .or(assignableTo(Thread.class))
                    .or(assignableTo(ThreadLocal.class))
                    .or(assignableTo(ProcessBuilder.class))
                    .or(assignableTo(System.Logger.class))
                    .or(assignableTo(Clock.class)))
            .allowEmptyShould(true)
            .because("whatever can differ between two runs enters the model as an event");

    @ArchTest
    static final ArchRule chronicle_isBehindOneDoor = noClasses()
            .that(not(resideInAPackage("io.vfioreplay.journal.chronicle")).and(not(resideInAPackage(PEERS))))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("net.openhft..")
            .because("the store can then be replaced, or an old one kept, without touching what is above it;"
                    + " a plain queue is a peer that we are compared with, which is another matter");

    @ArchTest
    static final ArchRule disruptor_isBehindOneDoor = noClasses()
            .that(not(resideInAPackage("io.vfioreplay.engine.pipeline"))
                    .and(not(resideInAPackage("io.vfioreplay.bench.piece"))))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.lmax.disruptor..")
            .because("threads and their hand-over are reasoned about in one place;"
                    + " a bare ring is measured beside it, to know what handing over costs at least");

    @ArchTest
    static final ArchRule peers_areKnownOnlyToThosePlayingThem = noClasses()
            .that(not(resideInAPackage(PEERS)))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.aeron..", "org.agrona..", "org.rocksdb..", "org.sqlite..", "jdk.jfr..")
            .because("who is compared with us gets into nothing else, and can be replaced alone");

    @ArchTest
    static final ArchRule duckdb_isBehindOneDoor = noClasses()
            .that(not(resideInAPackage("io.vfioreplay.engine.sql")))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.duckdb..")
            .because("what a query may reach is decided where the database is opened, and nowhere else");

    @ArchTest
    static final ArchRule jdbc_isForWhoHasADatabase = noClasses()
            .that(not(resideInAPackage("io.vfioreplay.engine.sql")).and(not(resideInAPackage(PEERS))))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.sql..")
            .because(
                    "everybody else sees rows, whoever keeps them; a database is also a peer that we are compared with");

    @ArchTest
    static final ArchRule histograms_areBehindOneDoor = noClasses()
            .that(not(resideInAPackage("io.vfioreplay.bench.measure")))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.HdrHistogram..")
            .because("a report knows figures, whatever counted them");

    @ArchTest
    static final ArchRule picocli_staysInTheTool = noClasses()
            .that(not(resideInAPackage(TOOL)))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("picocli..")
            .because("work is done by code that can be called without a command line");

    @ArchTest
    static void picocli_isImportedByOnePackage(JavaClasses classes) {
        assertThat(packagesThatUse("picocli", classes)).hasSizeLessThanOrEqualTo(1);
    }

    @ArchTest
    static final ArchRule jline_isBehindOneDoor = noClasses()
            .that(not(resideInAPackage("io.vfioreplay.tool.shell")))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.jline..")
            .because("the commands of the shell also run from scripts and in tests, where there is no terminal");

    @ArchTest
    static void jackson_isImportedByOnePackage(JavaClasses classes) {
        assertThat(packagesThatUse("com.fasterxml.jackson", classes)).hasSizeLessThanOrEqualTo(1);
    }

    @ArchTest
    static void zstandard_isImportedByOnePackage(JavaClasses classes) {
        assertThat(packagesThatUse("com.github.luben", classes)).hasSizeLessThanOrEqualTo(1);
    }

    private static Set<String> packagesThatUse(String library, JavaClasses classes) {
        Set<String> packages = new TreeSet<>();
        for (JavaClass user : classes.that(not(resideInAPackage(BENCH)))) {
            for (Dependency dependency : user.getDirectDependenciesFromSelf()) {
                if (dependency.getTargetClass().getPackageName().startsWith(library)) {
                    packages.add(user.getPackageName());
                }
            }
        }
        return packages;
    }
}
