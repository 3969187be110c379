package io.vfioreplay.engine.regress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vfioreplay.engine.regress.CaseFinder.Found;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CaseFinderTest {

    @TempDir
    private Path temp;

    @Test
    void find_pairsWhatBelongsTogether() throws IOException {
        touch("a/source/trace.log", "a/destination/trace.log", "f05-source.pcap.gz", "f05-destination.pcap");
        touch("lonely-source.pcap", "b/one.vfj.tar.zst.txt", "b/notes.txt", "b/two.log.zst", ".hidden.pcap");
        assertThat(CaseFinder.find(temp).cases())
                .extracting(RegressionCase::name)
                .containsExactly("a", "b/two", "f05", "lonely-source");
        assertThat(CaseFinder.find(temp).cases())
                .extracting(one -> one.destination().isPresent())
                .containsExactly(true, false, true, false);
    }

    @Test
    void find_keepsTheExpectationBesideTheCase() throws IOException {
        touch("a/source.pcap", "a/destination.pcap", "b/c.pcap");
        assertThat(CaseFinder.find(temp).cases())
                .extracting(RegressionCase::expectation)
                .containsExactly(temp.resolve("a.expected.json"), temp.resolve("b/c.expected.json"));
    }

    @Test
    void find_callsADirectoryThatIsACaseByItsName() throws IOException {
        touch("case/source.pcap", "case/destination.pcap");
        List<RegressionCase> cases = CaseFinder.find(temp.resolve("case")).cases();
        assertThat(cases).extracting(RegressionCase::name).containsExactly("case");
        assertThat(cases.get(0).expectation()).isEqualTo(temp.resolve("case/case.expected.json"));
    }

    @Test
    void find_takesTheExpectationThatLiesInACase() throws IOException {
        touch("b/case/source.pcap", "b/case/destination.pcap", "b/case/expected.json");
        assertThat(CaseFinder.find(temp).cases())
                .extracting(RegressionCase::expectation)
                .containsExactly(temp.resolve("b/case/expected.json"));
        assertThat(CaseFinder.find(temp.resolve("b/case")).cases())
                .extracting(RegressionCase::expectation)
                .containsExactly(temp.resolve("b/case/expected.json"));
    }

    @Test
    void find_takesNoExpectationFromWhereSeveralCasesLie() throws IOException {
        touch("a-source.pcap", "a-destination.pcap", "b.pcap", "expected.json");
        assertThat(CaseFinder.find(temp).cases())
                .extracting(RegressionCase::expectation)
                .containsExactly(temp.resolve("a.expected.json"), temp.resolve("b.expected.json"));
        assertThat(CaseFinder.find(temp).orphans()).isEmpty();
    }

    @Test
    void find_refusesTwoExpectationsOfOneCase() throws IOException {
        touch("a/source.pcap", "a/destination.pcap", "a/expected.json", "a.expected.json");
        assertThatThrownBy(() -> CaseFinder.find(temp))
                .isInstanceOf(UnusableCasesException.class)
                .hasMessageContaining("keep one of them");
    }

    @Test
    void find_tellsTheExpectationOfACaseThatLostItsRecordings() throws IOException {
        touch("a.pcap", "gone/expected.json", "other/expected.json");
        Files.writeString(temp.resolve("gone/expected.json"), "{ \"format\" : \"vfio-replay expectation 1\" }");
        assertThat(CaseFinder.find(temp).orphans()).containsOnlyKeys("gone");
    }

    @Test
    void find_tellsExpectationsWithoutARecording() throws IOException {
        touch("a.pcap", "a.expected.json", "b/gone.expected.json");
        assertThat(CaseFinder.find(temp).orphans()).containsOnlyKeys("b/gone");
    }

    @Test
    void find_refusesTwoCasesOfOneName() throws IOException {
        touch("a.pcap", "a.pcap.gz");
        assertThatThrownBy(() -> CaseFinder.find(temp))
                .isInstanceOf(UnusableCasesException.class)
                .hasMessageContaining("two cases are called a");
    }

    @Test
    void find_refusesTwoSourcesOfOneCase() throws IOException {
        touch("a-source.pcap", "a-source.pcap.gz", "a-destination.pcap");
        assertThatThrownBy(() -> CaseFinder.find(temp)).hasMessageContaining("both the source of one case");
    }

    @Test
    void find_looksIntoNoHiddenDirectoryForAnything() throws IOException {
        touch("a.pcap", ".old/b.pcap", ".old/b.expected.json", "c/.old.expected.json", "c/d.pcap");
        assertThat(CaseFinder.find(temp).orphans()).isEmpty();
    }

    @Test
    void find_entersNoDirectoryTwice() throws IOException {
        touch("z/a.pcap", "z/gone.expected.json");
        link("loop", ".");
        link("z/loop", "..");
        link("another", "z");
        Found found = CaseFinder.find(temp);
        assertThat(found.cases()).extracting(RegressionCase::name).containsExactly("z/a");
        assertThat(found.orphans()).containsOnlyKeys("z/gone");
    }

    @Test
    void find_followsLinksToWhatLiesElsewhere() throws IOException {
        touch("elsewhere/files/a.pcap", "elsewhere/more/b.pcap", "elsewhere/more/b.expected.json", "cases/own.pcap");
        link("cases/a.pcap", "../elsewhere/files/a.pcap");
        link("cases/more", "../elsewhere/more");
        link("cases/nowhere", "not-there");
        Found found = CaseFinder.find(temp.resolve("cases"));
        assertThat(found.cases()).extracting(RegressionCase::name).containsExactly("a", "more/b", "own");
        assertThat(found.orphans()).isEmpty();
    }

    @Test
    void find_looksForExpectationsElsewhereByTheSameRule() throws IOException {
        touch("cases/a.pcap", "kept/a.expected.json", "kept/gone.expected.json", "kept/.old/b.expected.json");
        link("kept/loop", ".");
        assertThat(CaseFinder.find(temp.resolve("cases"), temp.resolve("kept")).orphans())
                .containsOnlyKeys("gone");
    }

    private void link(String name, String to) throws IOException {
        Files.createSymbolicLink(temp.resolve(name), Path.of(to));
    }

    private void touch(String... names) throws IOException {
        for (String name : names) {
            Path file = temp.resolve(name);
            Files.createDirectories(file.getParent());
            Files.createFile(file);
        }
    }
}
