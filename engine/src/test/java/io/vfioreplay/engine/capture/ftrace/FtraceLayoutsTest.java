package io.vfioreplay.engine.capture.ftrace;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.hardware.event.EventKind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every layout in which ftrace and trace-cmd write a line, and texts that only look like one. */
final class FtraceLayoutsTest {

    private static final String READ = "mtty_read: (mtty_read+0x4/0x190 [mtty]) pos=0x10 count=4\n";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                " qemu-system-x86-762     [001] ..... 12.345678: ",
                "qemu-762 [001] 12.345678: ",
                "          <...>-762     [001] d.h1. 12.345678: ",
                " CPU 0/KVM-762 [001] .N... 12.345678: ",
                " a-1 [b] c-762     [001] .....    12.345678: ",
                " qemu-system-x86-762     (    761) [001] ..... 12.345678: ",
                " <idle>-762 (-------) [001] ..... 12.345678: ",
                " qemu-762   [001] 12.345678000: "
            })
    void readInto_readsAnEventBehindAnyPrefix(String prefix) {
        Traced trace = Traced.ofText(directory, prefix + READ);

        assertThat(trace.lines().subList(1, 2)).containsExactly("mmioRead [0, 16, 4, -1] d0 #1 UNOBSERVED []");
        assertThat(trace.events().get(1).stamp().timeNanos()).isEqualTo(12_345_678_000L);
        assertThat(trace.summary().devices().get(0)).startsWith("mtty of ").endsWith(" 762");
    }

    @Test
    void readInto_readsAReportOfTraceCmd() {
        String report = """
                version = 6
                cpus=2
                CPU 1 is empty
                CPU:0 [5 EVENTS DROPPED]
                            qemu-762   [000]   217.975284: mtty_read:            (ffffffffc0a2e004) pos=0x10 count=4
                            qemu-762   [000]   217.975298: sched_switch:         prev_comm=qemu prev_pid=762
                            bash-800   [000]   217.976000: print:                tracing_mark_write: hello there
                            bash-800   [000]   217.976001: print:                vfio_x: not a mark
                """;
        Traced trace = Traced.ofText(directory, report);

        assertThat(trace.of(EventKind.MMIO_READ)).hasSize(1);
        assertThat(trace.of(EventKind.EVENTS_LOST).get(0).values()).containsExactly(5L, 1L);
        assertThat(trace.of(EventKind.MARKER_PLACED).get(0).payload().utf8()).isEqualTo("hello there");
        assertThat(trace.summary().kinds().toString())
                .isEqualTo("{(header)=3, (lost)=1, mtty_read=1, print=1, sched_switch=1, tracing_mark_write=1}");
        assertThat(FtraceCapture.fits(report.getBytes(StandardCharsets.UTF_8))).isTrue();
    }

    @Test
    void readInto_skipsWhatOtherTracersWrite() {
        Traced trace = Traced.ofText(directory, """
                 a-1 [000] ..... 1.000000: vfs_read <-ksys_read
                 a-1 [000] ..... 1.000000: <stack trace>
                 => vfs_read
                 => ksys_read
                 0)               |  f() {
                 12) ! 165.586 us  |    }
                 12.345678 |   0)   1.402 us    |  f();
                 ------------------------------------------
                 0)  qemu-sy-1951  =>  qemu-sy-1954
                ##### CPU 1 buffer started ####

                """);

        assertThat(trace.events()).isEmpty();
        assertThat(trace.summary().kinds().toString())
                .isEqualTo("{(function)=1, (function_graph)=5, (header)=2, (stack trace)=3}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1516@1795394122.573230:vfio_migration_set_device_state  (UUID) state PRE_COPY\n",
                "vfio_region_write  (NAME:region0+0x0, 0x1, 1)\n",
                "VERSION 20070824\nPCIDEV 0018 8086100e b 0 0 0 0 0 0 0 0\nR 4 1.000000 1 0xfebc0000 0x0 0x0 0\n",
                "qemu-system-x86  762 [001] 12.345678: kvm:kvm_exit: reason EPT\n",
                "# tracer: mmiotrace\n#\nVERSION 20070824\n",
                "# a comment\n# another\n",
                ""
            })
    void fits_isFalseForOtherTexts(String text) {
        assertThat(FtraceCapture.fits(text.getBytes(StandardCharsets.UTF_8))).isFalse();
    }

    @Test
    void fits_isFalseForALogThatMentionsAnEvent() {
        String log =
                "1@1795394122.573230:handle_qmp_command mon 0x1 req: {}\n".repeat(3) + " q-1 [000] 1.000000: " + READ;

        assertThat(FtraceCapture.fits(log.getBytes(StandardCharsets.UTF_8))).isFalse();
    }

    @Test
    void fits_doesNotMindALineThatTheHeadCuts() {
        String head = " q-1 [000] 1.000000: " + READ + " q-1 [0";

        assertThat(FtraceCapture.fits(head.getBytes(StandardCharsets.UTF_8))).isTrue();
        assertThat(FtraceCapture.fits("# tracer: nop\n#\n# entr".getBytes(StandardCharsets.UTF_8)))
                .isTrue();
    }

    @Test
    void clock_isThatOfTheFirstTime() {
        Path wall = Traced.write(directory, "# tracer: nop\n q-1 [000] ..... 1795394122.573230: " + READ);
        assertThat(FtraceCapture.open(wall, FtraceOptions.defaults()).clock()).isEqualTo(TraceClock.WALL);

        Path uptime = Traced.write(directory, " q-1 [000] ..... 217.975284: " + READ);
        assertThat(FtraceCapture.open(uptime, FtraceOptions.defaults()).clock()).isEqualTo(TraceClock.MONOTONIC);
    }

    @Test
    void readInto_handsMarkedLinesOnWithTheirContinuation() {
        List<String> given = new ArrayList<>();
        FtraceOptions options = FtraceOptions.defaults().withMarkedLines((origin, bytes, from, to) -> {
            given.add(origin + " " + new String(bytes, from, to - from, StandardCharsets.UTF_8));
            return !origin.isContinuation();
        });
        Traced trace = Traced.ofText(
                directory,
                " q-7 [000] ..... 1.000000: tracing_mark_write: vfio_populate  region x:\n  size: 0xff, flags: 0x3\n"
                        + " q-8 [000] ..... 2.000000: tracing_mark_write: savevm_state_setup \n"
                        + " q-8 [000] ..... 3.000000: " + READ,
                options);

        assertThat(given)
                .containsExactly(
                        "Origin[tid=7, timeNanos=1000000000, line=1, isContinuation=false] vfio_populate  region x:",
                        "Origin[tid=7, timeNanos=1000000000, line=2, isContinuation=true]   size: 0xff, flags: 0x3",
                        "Origin[tid=8, timeNanos=2000000000, line=3, isContinuation=false] savevm_state_setup ");
        assertThat(trace.summary().understood()).isEqualTo(3);
        assertThat(trace.summary().irrelevant()).isEqualTo(1);
        assertThat(trace.of(EventKind.MMIO_READ)).hasSize(1);
    }

    @Test
    void readInto_doesNotTakeADamagedLineForAContinuation() {
        Traced trace = Traced.ofText(
                directory,
                " q-7 [000] ..... 1.000000: tracing_mark_write: vfio_a b\n q-7 [000] ..... 1.0000x0: " + READ);

        assertThat(trace.summary().damaged()).isEqualTo(1);
    }

    @Test
    void readInto_countsSelectedThreadsOnlyAndGroupsThem() {
        TreeMap<String, Set<Integer>> groups = new TreeMap<>();
        groups.put("source", Set.of(1, 2));
        groups.put("destination", Set.of(3));
        String line = " q-%d [000] ..... 1.000000: " + READ;
        Traced trace = Traced.ofText(
                directory,
                line.formatted(1) + line.formatted(3) + line.formatted(2) + line.formatted(4),
                FtraceOptions.defaults().withThreads(new Threads(groups)));

        assertThat(trace.summary().devices()).containsExactly("mtty of source", "mtty of destination");
        assertThat(trace.of(EventKind.MMIO_READ))
                .extracting(event -> event.stamp().device())
                .containsExactly(0, 1, 0);
        assertThat(trace.summary().irrelevant()).isEqualTo(1);
    }
}
