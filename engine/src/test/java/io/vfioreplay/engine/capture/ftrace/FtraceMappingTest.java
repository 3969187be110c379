package io.vfioreplay.engine.capture.ftrace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vfioreplay.engine.capture.CaptureException;
import io.vfioreplay.hardware.event.EventKind;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a mapping can say, what is wrong with one that cannot be understood, and what the ready ones mean. */
final class FtraceMappingTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nothing                                                             |",
                "deviceReset result=a                                                | deviceReset [0] OK []",
                "deviceStateSet state=a                                              | deviceStateSet [17179869187, -1] UNOBSERVED []",
                "deviceStateRead state=a result=0                                    | deviceStateRead [17179869187, -1] OK []",
                "featureRequested feature=a operations=4                             | featureRequested [3, 4] UNOBSERVED []",
                "migrationRegisterRead offset=8 length=4 value=b                     | migrationRegisterRead [8, 4, 255] UNOBSERVED []",
                "migrationRegisterWritten offset=8 length=4 value=b                  | migrationRegisterWritten [8, 4, 255] UNOBSERVED []",
                "migrationWindowRead offset=0x1000 length=a data=b+1                 | migrationWindowRead [4096, 3] UNOBSERVED [0, 1, 0]",
                "migrationWindowWritten offset=0x1000 length=9 data=b                | migrationWindowWritten [4096, 9] UNOBSERVED []",
                "migrationDataRead requested=b count=n:s32 result=n:s32              | migrationDataRead [-1, 255, 0] ENOMSG []",
                "migrationDataWritten requested=b count=a result=a                   | migrationDataWritten [-1, 3, 3] OK []",
                "mmioRead region=a>>1 offset=b&0xf0 length=a-1 data=b                | mmioRead [1, 240, 2, -1] UNOBSERVED [-1, 0]",
                "mmioWritten region=0 offset=a<<4 length=1                           | mmioWritten [0, 48, 1, -1] UNOBSERVED []",
                "configRead offset=a length=1                                        | configRead [3, 1, -1] UNOBSERVED []",
                "configWritten offset=a length=1 data=b                              | configWritten [3, 1, -1] UNOBSERVED [-1]",
                "dmaIssued direction=READ address=h:hex size=a id=7                  | dmaIssued [7, -1, 0, 3054, 3] UNOBSERVED []",
                "dmaCompleted direction=WRITE address=h:hex size=a                   | dmaCompleted [0, -1, 1, 3054, 3] UNOBSERVED []",
                "dmaMapped address=h:hex size=a                                      | dmaMapped [3054, 3, 3, 3, 0] UNOBSERVED []",
                "dmaUnmapped address=h:hex size=a result=e                           | dmaUnmapped [3054, 3, 0] EIO []",
                "interruptRaised index=a vector=0                                    | interruptRaised [3, 0] UNOBSERVED []"
            })
    void action_becomesItsEvent(String action, String event) {
        Traced trace = traced(
                "driver x\non e -> " + action.strip() + "\n", "e: (f+0x1/0x2 [m]) a=3 b=0xff h=bee n=0xffffffd6, e=-5");

        List<String> lines = trace.lines().stream()
                .filter(line -> !line.startsWith("deviceOpened"))
                .map(line -> line.replace("d0 #1 ", ""))
                .toList();
        assertThat(lines).isEqualTo(event == null ? List.of() : List.of(event.strip()));
        assertThat(trace.summary().understood()).isEqualTo(1);
    }

    @Test
    void everyAction_isTested() throws NoSuchMethodException {
        String tested = String.join(
                "\n",
                FtraceMappingTest.class
                        .getDeclaredMethod("action_becomesItsEvent", String.class, String.class)
                        .getAnnotation(CsvSource.class)
                        .value());
        for (Action action : Action.values()) {
            assertThat(tested).contains(action.word() + " ");
        }
    }

    @Test
    void rules_areTriedInTheirOrder() {
        String mapping = """
                driver x
                on e if dir == TO_DEVICE and a > 4 -> mmioRead region=1 offset=a length=1
                on e if dir != TO_DEVICE and a <= 4 and a >= 4 -> mmioRead region=2 offset=a length=1
                on e if a < 3 -> mmioRead region=3 offset=a length=1
                """;

        assertThat(region(mapping, "e: a=5 dir=TO_DEVICE")).isEqualTo(1);
        assertThat(region(mapping, "e: a=4 dir=FROM_DEVICE")).isEqualTo(2);
        assertThat(region(mapping, "e: dir=FROM_DEVICE a=-1 ")).isEqualTo(-1);
        assertThat(region(mapping, "e: dir=FROM_DEVICE a=2")).isEqualTo(3);
        assertThat(traced(mapping, "e: dir=X a=100").summary().irrelevant()).isEqualTo(1);
    }

    private long region(String mapping, String line) {
        List<io.vfioreplay.hardware.event.Event> read = traced(mapping, line).of(EventKind.MMIO_READ);
        return read.isEmpty() ? -1 : read.get(0).values().get(0);
    }

    @Test
    void returns_areNotObservedWhereTheTraceHasNone() {
        String mapping = "driver x\non s with s_ret -> deviceStateSet state=new result=return.r\n";

        assertThat(traced(mapping, "s: new=3").states(0)).containsExactly("STOP_COPY UNOBSERVED");
    }

    @Test
    void returns_endWhatTheirOwnThreadBegan() {
        String mapping = "driver x\non s with s_ret -> deviceStateSet state=new result=return.r\n";
        String text = """
                 q-1 [000] 1.000000: s: new=3
                 q-2 [000] 1.100000: s: new=4
                 q-3 [000] 1.100000: s_ret: r=0
                 q-1 [000] 1.200000: s_ret: r=-22
                 q-1 [000] 1.300000: s: new=5
                 q-1 [000] 1.400000: s: new=6
                 q-1 [000] 1.500000: s_ret: r=0xfffffffffffffffb
                """;
        Traced trace = Traced.ofText(directory, text, with(mapping));

        assertThat(trace.lines())
                .filteredOn(line -> line.startsWith("deviceStateSet"))
                .extracting(line -> line.replaceAll("\\[\\d{10}", "["))
                .containsExactly(
                        "deviceStateSet [7, -1] d0 #4 EINVAL []",
                        "deviceStateSet [9, -1] d0 #5 UNOBSERVED []",
                        "deviceStateSet [0, -1] d0 #7 EIO []",
                        "deviceStateSet [8, -1] d1 #2 UNANSWERED []");
        assertThat(trace.of(EventKind.DEVICE_STATE_SET).get(0).stamp().durationNanos())
                .isEqualTo(200_000_000);
        assertThat(trace.summary().understood()).isEqualTo(7);
    }

    @Test
    void windows_joinStepsThatFollowEachOther() {
        String mapping = """
                driver x
                protocol v1-uapi
                on t if off < 32 -> migrationRegisterRead offset=off length=8 value=0
                on t if w == 0 -> migrationWindowRead offset=off length=n data=v
                on t -> migrationWindowWritten offset=off length=n data=v
                """;
        String text = """
                 q-1 [000] 1.000000: t: off=0x1000 n=8 w=0 v=0x0807060504030201
                 q-2 [000] 1.000001: t: off=0x1000 n=8 w=0 v=1
                 q-1 [000] 1.000002: t: off=0x1008 n=2 w=0 v=0x0a09
                 q-1 [000] 1.000003: t: off=0x100a n=1 w=1 v=3
                 q-2 [000] 1.000004: t: off=0x1009 n=1 w=0 v=4
                 q-2 [000] 1.000005: t: off=0x100a n=1 w=0 v=5
                 q-1 [000] 1.000006: t: off=8
                 q-1 [000] 1.000007: t: off=0x1000 n=1 w=1 v=6
                 q-1 [000] 2.000008: t: off=0x1001 n=1 w=1 v=7
                """;
        Traced trace = Traced.ofText(directory, text, with(mapping));

        assertThat(trace.lines().subList(1, trace.lines().size()))
                .containsExactly(
                        "migrationWindowRead [4096, 10] d0 #3 UNOBSERVED [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]",
                        "migrationWindowRead [4096, 8] d0 #2 UNOBSERVED [1, 0, 0, 0, 0, 0, 0, 0]",
                        "migrationWindowWritten [4106, 1] d0 #4 UNOBSERVED [3]",
                        "migrationWindowRead [4105, 2] d0 #6 UNOBSERVED [4, 5]",
                        "migrationRegisterRead [8, 8, 0] d0 #7 UNOBSERVED []",
                        "migrationWindowWritten [4096, 1] d0 #8 UNOBSERVED [6]",
                        "migrationWindowWritten [4097, 1] d0 #9 UNOBSERVED [7]");
    }

    @Test
    void windows_areCutWhereTheyWouldGrowTooLong() {
        String mapping = "driver x\non t -> migrationWindowRead offset=off length=8 data=1\n";
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < Chunk.BYTES_MAX / 8 + 2; i++) {
            text.append(" q-1 [000] 1.000000: t: off=").append(8 * i).append('\n');
        }
        Traced trace = Traced.ofText(directory, text.toString(), with(mapping));

        assertThat(trace.of(EventKind.MIGRATION_WINDOW_READ))
                .extracting(event -> event.payload().length())
                .containsExactly(Chunk.BYTES_MAX, 16);
    }

    @Test
    void vfioCore_understandsWhatItsProbesWrite() {
        String text = """
                 q-1 [000] 1.000000: vfio_ioctl: (vfio_device_fops_unl_ioctl+0x0/0x1 [vfio]) cmd=0x3b75 flags=0x20002 state=3
                 q-1 [000] 1.000001: vfio_ioctl_ret: (x <- vfio_device_fops_unl_ioctl) ret=-16
                 q-1 [000] 1.000002: vfio_ioctl: () cmd=0x3b75 flags=0x40006 state=0
                 q-1 [000] 1.000003: vfio_ioctl_ret: () ret=-25
                 q-1 [000] 1.000004: vfio_ioctl: () cmd=0x3b6f flags=0x0 state=0
                 q-1 [000] 1.000005: vfio_ioctl_ret: () ret=0
                 q-1 [000] 1.000006: vfio_read: () count=4 pos=0x70000000004
                 q-1 [000] 1.000007: vfio_read_ret: () n=4
                 q-1 [000] 1.000008: vfio_write: () count=4 pos=0x14 val=0xdeadbeefcafef00d
                 q-1 [000] 1.000009: vfio_write_ret: () n=4
                """;

        assertThat(Traced.ofText(directory, text).lines())
                .containsExactly(
                        "deviceOpened [4] d0 #1 OK [118, 102, 105, 111, 32, 111, 102, 32, 113, 32, 49]",
                        "deviceStateSet [17179869187, -1] d0 #2 EBUSY []",
                        "featureRequested [6, 4] d0 #4 ENOTTY []",
                        "deviceReset [0] d0 #6 OK []",
                        "configRead [4, 4, -1] d0 #8 OK []",
                        "mmioWritten [0, 20, 4, -1] d0 #10 OK [13, -16, -2, -54]");
    }

    @Test
    void mlx5vf_understandsWhatItsProbesWrite() {
        String text = """
                 q-1 [000] 1.000000: mlx5vf_set_state: (f+0x0/0x1 [mlx5_vfio_pci]) new=6
                 q-1 [000] 1.000001: mlx5vf_set_state_ret: (a <- b) fd_or_err=0xff110001020766c0
                 q-1 [000] 1.000002: mlx5vf_save_read: () len=1048576
                 q-1 [000] 1.000003: mlx5vf_save_read_ret: () n=-42
                 q-1 [000] 1.000004: mlx5vf_resume_write: () len=100
                 q-1 [000] 1.000005: mlx5vf_resume_write_ret: () n=60
                """;

        assertThat(Traced.ofText(directory, text).lines())
                .containsSubsequence(
                        "deviceStateSet [17179869190, -1] d0 #2 OK []",
                        "migrationDataRead [-1, 1048576, 0] d0 #4 ENOMSG []",
                        "migrationDataWritten [-1, 60, 60] d0 #6 OK []");
    }

    @Test
    void ready_hasTextsThatAPersonCanStartFrom() {
        assertThat(Mapping.ready()).hasSameSizeAs(Mapping.readyNames());
        for (String name : Mapping.readyNames()) {
            assertThat(Mapping.readyText(name)).get().asString().startsWith("# ");
        }
        assertThat(Mapping.readyText("../secret")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "on e -> nothing                            | 2:1: found the end, expected a line \"driver NAME\"",
                "driver                                     | 1:7: found the end of the line, expected a name",
                "protocol v9                                | 1:10: found \"v9\", expected v1-uapi, v1-rfc2, v1-rfc3 or v2",
                "device word 2                              | 1:13: found \"2\", expected \"1\"",
                "off e                                      | 1:1: found \"off\", expected driver, protocol, device or on",
                "on 7 -> nothing                            | 1:4: found \"7\", expected the name of an event",
                "on e nothing                               | 1:6: found \"nothing\", expected \"->\"",
                "on e -> deviceReset size=1                 | 1:21: found \"size\", expected result",
                "on e -> deviceStateSet                     | 1:23: found the end of the line, expected state=...",
                "on e -> deviceStateSet state=1 state=2     | 1:39: found the end of the line, expected state once only",
                "on e -> deviceStateSet state=              | 1:30: found the end of the line, expected a field or a number",
                "on e -> deviceStateSet state=return.x      | 1:30: found \"return\", expected a field of the event: the rule has no \"with\"",
                "on e -> deviceStateSet state=a:oct         | 1:32: found \"oct\", expected number, hex or s32",
                "on e -> deviceStateSet state=a&b           | 1:32: found \"b\", expected a number",
                "on e -> deviceStateSet state=0xzz          | 1:30: found \"0xzz\", expected a number",
                "on e if a ~ 1 -> nothing                   | 1:11: found \"~\", expected one of == != <= >= < >",
                "on e if a>>4 == X -> nothing               | 1:17: found \"X\", expected a number",
                "on e if a < X -> nothing                   | 1:13: found \"X\", expected a number",
                "on e -> dmaMapped address=1 size=2 id=3    | 1:36: found \"id\", expected one of address, size, or result",
                "on e -> dmaIssued direction=BOTH           | 1:29: found \"BOTH\", expected READ or WRITE"
            })
    void parse_saysWhereAndWhatIsWrong(String text, String message) {
        assertThatThrownBy(() -> Mapping.parse("my.map", text.strip()))
                .isInstanceOf(MappingSyntaxException.class)
                .hasMessage("my.map:" + message.strip());
    }

    @Test
    void parse_namesTheActionsWhereThereIsNoSuch() {
        assertThatThrownBy(() -> Mapping.parse("my.map", "driver x\n\non e -> mmioTouched"))
                .hasMessageStartingWith("my.map:3:9: found \"mmioTouched\", expected one of nothing, deviceReset, ");
    }

    @Test
    void read_saysThatThereIsNoFile() {
        assertThatThrownBy(() -> Mapping.read(directory.resolve("none.map"))).isInstanceOf(CaptureException.class);
    }

    private Traced traced(String mapping, String event) {
        return Traced.ofText(directory, " q-1 [000] ..... 1.000000: " + event + "\n", with(mapping));
    }

    private static FtraceOptions with(String mapping) {
        return FtraceOptions.defaults().withMappings(List.of(Mapping.parse("test.map", mapping)));
    }
}
