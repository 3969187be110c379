package io.vfioreplay.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is in the archive, and that nothing else is. */
final class ReleaseContentsTest {

    private static final Pattern LIBRARY = Pattern.compile("(?m)^(\\S+\\.jar)\\s+(\\S.*?)\\s{3,}https://\\S+$");
    private static final Pattern LICENCE =
            Pattern.compile("\"(?:id|expression)\" : \"([^\"]+)\"|\"name\" : \"([^\"]+)\",\\s+\"url\"");

    @Test
    void archive_hasWhatIsExpectedAndNothingElse() throws Exception {
        Set<String> expected = new TreeSet<>(Set.of(
                "bin/vfio-replay",
                "vfio-replay.jar",
                "vfio-replay.cdx.json",
                "README.md",
                "CHANGELOG.md",
                "LICENSE",
                "THIRD-PARTY",
                "lib/java.sh",
                "lib/vfio-replay-engine-" + Release.VERSION + ".jar",
                "lib/vfio-replay-hardware-model-" + Release.VERSION + ".jar",
                "lib/vfio-replay-journal-" + Release.VERSION + ".jar"));
        libraries().forEach(jar -> expected.add("lib/" + jar));
        Set<String> found = Release.files().stream()
                .filter(name -> !name.startsWith("third-party/"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(found)
                .as(
                        "a library that is not in replay-tool/release/src/THIRD-PARTY: look at its licence, and write it there")
                .isEqualTo(expected);
    }

    /** Every licence but Apache-2.0, whose text is LICENSE, asks for its own text with its own copyright. */
    @Test
    void everyLicence_hasItsText() throws Exception {
        List<String> files = Release.files();
        for (String library : Files.readAllLines(Path.of("src/THIRD-PARTY"))) {
            Matcher line = LIBRARY.matcher(library);
            if (line.matches() && !line.group(2).equals("Apache-2.0")) {
                String name = line.group(1).replaceFirst("\\.jar$", "-jar");
                String project = line.group(1).replaceFirst("(_jdbc)?-[0-9].*", "");
                assertThat(files)
                        .as("the text of the licence of " + line.group(1))
                        .anyMatch(file -> file.startsWith("third-party/" + name + "/META-INF/")
                                || file.equals("third-party/" + project + "/LICENSE"));
            }
        }
    }

    @Test
    void billOfMaterials_namesEveryLibraryAndNoLicenceThatWeCannotKeep() throws Exception {
        String bom = Files.readString(Release.BOM);
        for (String jar : libraries()) {
            String version = jar.replaceFirst(".*?-([0-9].*)\\.jar", "$1");
            String name = jar.substring(0, jar.length() - version.length() - 5);
            assertThat(bom).contains("pkg:maven/").contains("/" + name + "@" + version + "?type=jar");
        }
        assertThat(bom).doesNotContain("junit", "assertj", "archunit", "chronicle-analytics", "\"serialNumber\"");
        List<String> licences = new ArrayList<>();
        Matcher licence = LICENCE.matcher(bom);
        while (licence.find()) {
            licences.add(licence.group(1) == null ? licence.group(2) : licence.group(1));
        }
        assertThat(licences).isNotEmpty().noneMatch(each -> each.contains("GPL"));
    }

    /** What differs between two machines, or two builds, is in no entry: owner, time, order. */
    @Test
    void everyEntry_isTheSameWhereverItIsBuilt() throws Exception {
        assertThat(Release.listing()).allSatisfy(line -> assertThat(line).matches("[-d]rw.{7} 0/0 .*"));
        assertThat(Release.listing().stream()
                        .map(line -> line.replaceFirst(".* (\\d{4}-\\d\\d-\\d\\d \\S+) .*", "$1"))
                        .distinct())
                .containsExactly("2026-01-01 00:00:00");
    }

    @Test
    void checksums_areThoseOfTheFilesBesideThem() throws Exception {
        List<String> expected = new ArrayList<>();
        for (Path file : List.of(Release.ARCHIVE, Release.BOM)) {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
            expected.add(HexFormat.of().formatHex(hash) + "  " + file.getFileName());
        }
        assertThat(Files.readAllLines(Release.DIRECTORY.resolve("SHA256SUMS"))).isEqualTo(expected);
    }

    private static Set<String> libraries() throws Exception {
        Set<String> jars = new TreeSet<>();
        Matcher line = LIBRARY.matcher(Files.readString(Path.of("src/THIRD-PARTY")));
        while (line.find()) {
            jars.add(line.group(1));
        }
        return jars;
    }
}
