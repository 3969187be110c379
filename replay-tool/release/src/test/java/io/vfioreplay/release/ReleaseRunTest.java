package io.vfioreplay.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user unpacks the archive and runs it, with nothing but the Java that runs this test. */
final class ReleaseRunTest {

    private static final Map<String, String> JAVA = Map.of("JAVA_HOME", System.getProperty("java.home"));

    @TempDir
    static Path directory;

    private static Path unpacked;

    @BeforeAll
    static void unpack() throws Exception {
        unpacked = Release.unpack(Files.createDirectory(directory.resolve("my tools (new)")));
    }

    @AfterAll
    static void letItBeDeleted() throws Exception {
        Release.makeWritable(unpacked);
    }

    @Test
    void demo_runsThroughSymbolicLinksAndWritesNothingBesideItself() throws Exception {
        Map<String, Long> before = Release.sizes(unpacked);
        Path link = Files.createSymbolicLink(directory.resolve("link"), unpacked.resolve("bin"));
        Path again = Files.createSymbolicLink(directory.resolve("replay it"), Path.of("link/vfio-replay"));
        Run run = run(Files.createDirectory(directory.resolve("empty")), again, JAVA, "demo");
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("MIGRATED WITH DIFFERENCES   blame: transport");
        assertThat(link).isDirectory();
        assertThat(directory.resolve("empty")).isEmptyDirectory();
        assertThat(Release.sizes(unpacked)).isEqualTo(before);
    }

    @Test
    void version_isThatOfTheArchive() throws Exception {
        Run run = run(directory, unpacked.resolve("bin/vfio-replay"), JAVA, "--version");
        assertThat(run.out()).contains(Release.VERSION);
        assertThat(run.code()).isZero();
    }

    @Test
    void sql_findsTheLibraryOfItsDatabase() throws Exception {
        Path launcher = unpacked.resolve("bin/vfio-replay");
        Path work = Files.createDirectory(directory.resolve("sql"));
        assertThat(run(work, launcher, JAVA, "demo", "--save", ".").code()).isZero();
        Run run = run(work, launcher, JAVA, "sql", "source.pcap.gz", "SELECT count(*) AS n FROM events", "--csv");
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).isEqualToIgnoringNewLines("n113");
    }

    @Test
    void launcher_saysWhenThereIsNoJava() throws Exception {
        Run run = run(directory, unpacked.resolve("bin/vfio-replay"), Map.of("JAVA_HOME", "/no/java"), "demo");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("JAVA_HOME is /no/java, but there is no bin/java in it");
    }

    @Test
    void launcher_saysWhenTheJavaIsTooOld() throws Exception {
        Path old = Files.createDirectories(directory.resolve("old java/bin")).resolve("java");
        Files.writeString(old, "#!/bin/sh\necho 'openjdk version \"11.0.2\" 2019-01-15' >&2\n");
        Files.setPosixFilePermissions(old, PosixFilePermissions.fromString("rwxr-xr-x"));
        Map<String, String> environment =
                Map.of("JAVA_HOME", directory.resolve("old java").toString(), "PATH", "/usr/bin:/bin");
        Run run = run(directory, unpacked.resolve("bin/vfio-replay"), environment, "demo");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("is Java 11.0.2, and Java 17 or later is needed: set JAVA_HOME to one");
    }

    private static Run run(Path from, Path launcher, Map<String, String> environment, String... arguments)
            throws Exception {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        return Run.of(from, environment, command);
    }
}
