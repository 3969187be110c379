package io.vfioreplay.tool.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The files that {@code check} and {@code regress} write for systems of continuous integration. */
final class ReportFilesTest {

    private static final Path SHIPPED = Path.of("src", "test", "resources", "regress", "vfio-user");
    private static final Path BROKEN = SHIPPED.resolve("py-migration.vfj.tar.zst");

    @TempDir
    private Path temp;

    @Test
    void check_writesAResultForEveryFinding() throws IOException {
        Path file = temp.resolve("findings.sarif");
        ToolRun run = ToolRun.of("check", BROKEN, "--sarif", file);
        assertThat(run.code()).isEqualTo(ExitCode.FOUND);
        SarifDocument document = SarifDocument.of(Files.readString(file));
        assertThat(document.ruleIds()).hasSize((int)
                run.out().lines().filter(line -> line.contains(" at position ")).count());
        assertThat(document.text()).contains("py-migration.vfj.tar.zst").contains("position ");
    }

    @Test
    void check_writesATestForEveryRule() throws Exception {
        Path file = temp.resolve("rules.xml");
        ToolRun run = ToolRun.of("check", BROKEN, "--junit", file);
        Element suite = suite(file);
        assertThat(suite.getAttribute("name")).isEqualTo(BROKEN.toString());
        assertThat(number(suite, "failures")).isPositive();
        assertThat(number(suite, "skipped"))
                .isEqualTo(run.out()
                        .replaceAll("(?s).*not observable in this recording:", "")
                        .strip()
                        .split("\\s+")
                        .length);
        assertThat(number(suite, "tests")).isGreaterThan(number(suite, "failures") + number(suite, "skipped"));
        assertCounts(suite);
    }

    @Test
    void check_isTheSameTwice() throws IOException {
        Path recording = SHIPPED.resolve("py-migration.vfj.tar.zst");
        Path first = temp.resolve("1");
        Path second = temp.resolve("2");
        ToolRun.of("check", recording, "--junit", first, "--sarif", temp.resolve("a"));
        ToolRun.of("check", recording, "--junit", second, "--sarif", temp.resolve("b"));
        assertThat(first).hasSameTextualContentAs(second);
        assertThat(temp.resolve("a")).hasSameTextualContentAs(temp.resolve("b"));
    }

    @Test
    void regress_writesATestForEveryCase() throws Exception {
        Path directory = caseNamed("a<b> & \u00fcber");
        Files.write(directory.resolve("broken.log"), new byte[] {1, 2, 3});
        Path file = temp.resolve("tests.xml");
        assertThat(ToolRun.of("regress", directory, "--junit", file).code()).isEqualTo(ExitCode.UNUSABLE);
        Element suite = suite(file);
        assertThat(number(suite, "tests")).isEqualTo(2);
        assertThat(number(suite, "failures")).isEqualTo(1);
        assertThat(number(suite, "errors")).isEqualTo(1);
        assertThat(((Element) suite.getElementsByTagName("testcase").item(0)).getAttribute("name"))
                .isEqualTo("a<b> & \u00fcber");
        assertCounts(suite);
    }

    @Test
    void regress_writesAResultForEveryDifference() throws IOException {
        Path directory = caseNamed("a b\u00fc%");
        Path file = temp.resolve("differences.sarif");
        ToolRun.of("regress", directory, "--sarif", file);
        assertThat(SarifDocument.of(Files.readString(file)).ruleIds()).containsExactly("REGRESS-NEW");
        ToolRun.of("regress", directory, "--accept");
        Path expectation = directory.resolve("a b\u00fc%.expected.json");
        Files.writeString(expectation, Files.readString(expectation).replace("events\" : \"", "events\" : \"9"));
        ToolRun.of("regress", directory, "--sarif", file);
        SarifDocument different = SarifDocument.of(Files.readString(file));
        assertThat(different.ruleIds()).containsOnly("REGRESS-DIFFERENT");
        assertThat(different.text()).contains("a%20b%C3%BC%25.vfj.tar.zst").contains("reason=divergence");
    }

    @Test
    void regress_namesTheRecordingOfTheSide() throws Exception {
        Path directory = Files.createDirectory(temp.resolve("pair"));
        for (String name : List.of("f12-source.vfj.tar.zst", "f12-destination.vfj.tar.zst", "f12.expected.json")) {
            Files.copy(SHIPPED.resolve(name), directory.resolve(name));
        }
        Path expectation = directory.resolve("f12.expected.json");
        String accepted = Files.readString(expectation);
        Files.writeString(
                expectation,
                accepted.replace("\"9 M-12\" : \"warning\"", "\"9 M-12\" : \"note\"")
                        .replace("\"98 R-78\" : \"warning\"", "\"98 R-78\" : \"note\""));
        Path sarif = temp.resolve("sides.sarif");
        Path junit = temp.resolve("sides.xml");
        ToolRun.of("regress", directory, "--sarif", sarif, "--junit", junit);
        SarifDocument document = SarifDocument.of(Files.readString(sarif));
        assertThat(document.files()).containsExactly("f12-destination.vfj.tar.zst", "f12-source.vfj.tar.zst");
        assertThat(document.text()).contains("importance=essential", "requested=v2:STOP_COPY");
        Element test = (Element) suite(junit).getElementsByTagName("testcase").item(0);
        assertThat(((Element) test.getFirstChild()).getAttribute("message"))
                .startsWith("f12-destination.vfj.tar.zst: destination position 9, finding M-12");
        assertThat(test.getTextContent()).contains("f12-destination.vfj.tar.zst#9", "f12-source.vfj.tar.zst#98");
    }

    @Test
    void reports_ofForeignTextAreStillXml() throws Exception {
        byte[] bytes = Files.readAllBytes(Captures.copy("f05-destination.pcap", temp));
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("capabilities");
        bytes[at] = 0x1b;
        Path hostile = Files.write(temp.resolve("\u0001hostile.pcap"), bytes);
        Path file = temp.resolve("rules.xml");
        ToolRun.of("check", hostile, "--junit", file);
        assertThat(suite(file).getAttribute("name")).contains("\ufffdhostile");
    }

    @Test
    void reports_sayWhereTheyCannotBeWritten() {
        ToolRun run =
                ToolRun.of("check", SHIPPED.resolve("r02-source.vfj.tar.zst"), "--sarif", temp.resolve("no/file"));
        assertThat(run.code()).isEqualTo(ExitCode.UNUSABLE);
        assertThat(run.err()).contains("no/file cannot be written (No such file or directory)");
    }

    /** The validator that the tests above trust does refuse something. */
    @Test
    void suite_refusesWhatTheSchemaDoesNotKnow() throws IOException {
        Path file = temp.resolve("wrong.xml");
        Files.writeString(file, "<testsuites><testsuite name=\"a\" tests=\"1\"/></testsuites>");
        assertThatThrownBy(() -> suite(file)).hasMessageContaining("failures");
    }

    private Path caseNamed(String name) throws IOException {
        Path directory = Files.createDirectory(temp.resolve("journals"));
        Files.copy(SHIPPED.resolve("r02-source.vfj.tar.zst"), directory.resolve(name + ".vfj.tar.zst"));
        return directory;
    }

    /** The one suite of a document, which is valid by the schema beside this test. */
    private static Element suite(Path file) throws Exception {
        SchemaFactory schemas = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI);
        schemas.newSchema(ReportFilesTest.class.getResource("/junit.xsd"))
                .newValidator()
                .validate(new StreamSource(file.toFile()));
        Document document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
        NodeList suites = document.getElementsByTagName("testsuite");
        assertThat(suites.getLength()).isOne();
        return (Element) suites.item(0);
    }

    private static void assertCounts(Element suite) {
        assertThat(suite.getElementsByTagName("testcase").getLength()).isEqualTo(number(suite, "tests"));
        assertThat(suite.getElementsByTagName("failure").getLength()).isEqualTo(number(suite, "failures"));
        assertThat(suite.getElementsByTagName("error").getLength()).isEqualTo(number(suite, "errors"));
        assertThat(suite.getElementsByTagName("skipped").getLength()).isEqualTo(number(suite, "skipped"));
    }

    private static int number(Element element, String attribute) {
        return Integer.parseInt(element.getAttribute(attribute));
    }
}
