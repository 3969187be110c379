package io.vfioreplay.bench;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.FileReader;
import java.io.FileWriter;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Scanner;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Same journal, same answer: nothing below the edges asks the machine it runs on. */
@AnalyzeClasses(packages = "io.vfioreplay", importOptions = DoNotIncludeTests.class)
final class DeterminismTest {

    /** The edges, where the machine and the user are. */
    private static final DescribedPredicate<JavaClass> EDGES =
            resideInAnyPackage("io.vfioreplay.tool..", "io.vfioreplay.bench..");

    /** The tool, and what the benchmarks module adds to it: the measurements, and the torture run with its writers. */
    private static final Set<String> ENTRY_POINTS = Set.of(
            "io.vfioreplay.tool.Main", "io.vfioreplay.bench.BenchMain", "io.vfioreplay.bench.torture.TortureMain");

    private static final Set<Class<?>> DECODERS = Set.of(
            FileReader.class,
            FileWriter.class,
            InputStreamReader.class,
            OutputStreamWriter.class,
            PrintStream.class,
            PrintWriter.class,
            Scanner.class);

    @ArchTest
    static final ArchRule time_isReadAtTheEdgesOnly = noClasses()
            .that(not(EDGES))
            .should()
            .accessTargetWhere(describe(
                    "reads a clock or waits for one",
                    access -> calls(access, System.class, "nanoTime")
                            || calls(access, System.class, "currentTimeMillis")
                            || calls(access, Thread.class, "sleep")
                            || asksJavaTimeForNow(access)))
            .allowEmptyShould(true)
            .because("time is part of an event, so that a replay has the time of the recording");

    @ArchTest
    static final ArchRule chance_entersAsASeed = noClasses()
            .that(not(EDGES))
            .should()
            .accessTargetWhere(describe(
                    "draws a number that no seed repeats",
                    access -> calls(access, Math.class, "random")
                            || calls(access, ThreadLocalRandom.class, "current")
                            || calls(access, UUID.class, "randomUUID")
                            || access.getTargetOwner().isAssignableTo(SecureRandom.class)
                            || (constructs(access, Random.class)
                                    && parameters(access).isEmpty())))
            .allowEmptyShould(true)
            .because("a failure that cannot be repeated cannot be repaired");

    @ArchTest
    static final ArchRule text_namesItsCharsetAndLocale = noClasses()
            .that(not(EDGES))
            .should()
            .accessTargetWhere(describe(
                    "takes the machine's charset or locale",
                    access -> calls(access, Charset.class, "defaultCharset")
                            || calls(access, Locale.class, "getDefault")
                            || turnsBytesIntoTextWithoutCharset(access)
                            || changesCaseWithoutLocale(access)))
            .allowEmptyShould(true)
            .because("a journal is read on other machines than the one that wrote it");

    @ArchTest
    static final ArchRule process_isEndedAndPrintedToByEntryPointsOnly = noClasses()
            .that(describe("are no entry point", type -> !ENTRY_POINTS.contains(type.getFullName())))
            .should()
            .accessTargetWhere(describe(
                    "ends the process or touches its streams",
                    access -> calls(access, System.class, "exit")
                            || calls(access, Runtime.class, "exit")
                            || calls(access, Runtime.class, "halt")
                            || (access.getTargetOwner().isEquivalentTo(System.class)
                                    && Set.of("out", "err", "in").contains(access.getName()))))
            .allowEmptyShould(true)
            .because("everything else can then be called, tested and embedded");

    private static boolean asksJavaTimeForNow(JavaAccess<?> access) {
        boolean clock = access.getTargetOwner().getFullName().equals("java.time.Clock");
        return (access.getTargetOwner().getPackageName().equals("java.time")
                        && access.getName().equals("now"))
                || (clock && access.getName().startsWith("system"))
                || (clock && access.getName().startsWith("tick"));
    }

    private static boolean turnsBytesIntoTextWithoutCharset(JavaAccess<?> access) {
        boolean text = access.getTargetOwner().isEquivalentTo(String.class)
                && (access.getName().equals("getBytes")
                        || (access.getName().equals("<init>")
                                && parameters(access).contains("[B")));
        boolean stream = DECODERS.stream().anyMatch(decoder -> constructs(access, decoder))
                && !parameters(access).contains("java.io.Writer");
        return (text || stream) && !parameters(access).contains("java.nio.charset.Charset");
    }

    private static boolean changesCaseWithoutLocale(JavaAccess<?> access) {
        return (calls(access, String.class, "toLowerCase") || calls(access, String.class, "toUpperCase"))
                && parameters(access).isEmpty();
    }

    private static boolean calls(JavaAccess<?> access, Class<?> owner, String name) {
        return access.getTargetOwner().isEquivalentTo(owner) && access.getName().equals(name);
    }

    private static boolean constructs(JavaAccess<?> access, Class<?> type) {
        return calls(access, type, "<init>");
    }

    /** The names of the parameters' types, empty for a field. */
    private static List<String> parameters(JavaAccess<?> access) {
        return access.getTarget() instanceof CodeUnitAccessTarget target
                ? target.getRawParameterTypes().stream().map(JavaClass::getName).toList()
                : List.of();
    }
}
