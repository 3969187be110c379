package io.vfioreplay.engine.capture.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vfioreplay.engine.capture.qemu.LogLine.Kind;
import io.vfioreplay.hardware.event.Envelope;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Invariants checked: each framing that QEMU ever wrote is told from what is none. */
final class LogLineTest {

    /** The line, what it is, its thread, its time, the name, and the text behind. A dash is what it has not. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                // The log backend with time stamps, to 10.1
                "1516@1795394122.573230:vfio_save_setup  (d)|EVENT|1516|1795394122573230000|vfio_save_setup| (d)",
                "1@0.000001:vfio_region_mmap Region d [0x0 - 0x1]|EVENT|1|1000|vfio_region_mmap|Region d [0x0 - 0x1]",
                "4294967295@9223372035.999999:vfio_reset_handler |EVENT|4294967295|9223372035999999000|vfio_reset_handler|",
                "1516@1795394122.573230:vfio_reset_handler|EVENT|1516|1795394122573230000|vfio_reset_handler|",
                "1516@1795394122.5:vfio_reset_handler |EVENT|1516|1795394122500000000|vfio_reset_handler|",
                "1516@1795394122.573230:vfio_new_event 5 x|OTHER_EVENT|1516|1795394122573230000|vfio_new_event|5 x",
                "1516@1795394122.573230:rcu x|OTHER_EVENT|1516|1795394122573230000|rcu|x",
                // From 10.2
                "2026-11-23T00:36:27.206714Z vfio_save_setup  (d)|EVENT|-|1795394187206714000|vfio_save_setup| (d)",
                "2026-11-23T00:36:27.206714Z monitor_qmp_cmd_in_band |OTHER_EVENT|-|1795394187206714000|"
                        + "monitor_qmp_cmd_in_band|",
                // Without
                "vfio_save_setup  (d)|EVENT|-|-|vfio_save_setup| (d)",
                "savevm_state_setup |EVENT|-|-|savevm_state_setup|",
                "vfio_new_event x|OTHER_EVENT|-|-|vfio_new_event|x",
                // Messages
                "2026-11-23T00:36:27.206714Z qemu-system-x86_64: Text: x|MESSAGE|-|1795394187206714000|"
                        + "qemu-system-x86_64|Text: x",
                "qemu-system-x86_64: Text|MESSAGE|-|-|qemu-system-x86_64|Text",
                "/usr/bin/qemu-system-aarch64: Text|MESSAGE|-|-|/usr/bin/qemu-system-aarch64|Text",
                "qemu-kvm: Text|MESSAGE|-|-|qemu-kvm|Text",
                "/usr/libexec/qemu-kvm: Text|MESSAGE|-|-|/usr/libexec/qemu-kvm|Text",
                "2026-11-23T00:36:27.206714Z /usr/libexec/qemu-kvm: Text|MESSAGE|-|1795394187206714000|"
                        + "/usr/libexec/qemu-kvm|Text",
                "kvm: Text|MESSAGE|-|-|kvm|Text",
                "qemu: hardware error: d: Device in error state 0x6|MESSAGE|-|-|qemu|"
                        + "hardware error: d: Device in error state 0x6",
                "qemu:|MESSAGE|-|-|qemu|",
                // Other texts
                "|TEXT|-|-||",
                "  size: 0xff, offset: 0x70000000000, flags: 0x3|TEXT|-|-||  size: 0xff, offset: 0x70000000000, flags: 0x3",
                "EAX=00003400 EBX=00000000|TEXT|-|-||EAX=00003400 EBX=00000000",
                "CPU #0:|TEXT|-|-||CPU #0:",
                "bash: qemu: not found|TEXT|-|-||bash: qemu: not found",
                "2026-13-23T00:36:27.206714Z qemu: x|TEXT|-|-||2026-13-23T00:36:27.206714Z qemu: x",
                "5 words|TEXT|-|-||5 words",
                // What is left of a line
                "94.651202:vfio_save_setup  (d)|DAMAGED|-|-||94.651202:vfio_save_setup  (d)",
                "4394187.206714:vfio_save_setup  (d)|DAMAGED|-|-||4394187.206714:vfio_save_setup  (d)",
                "94:vfio_save_setup  (d)|DAMAGED|-|-||94:vfio_save_setup  (d)",
                "1516@1795394122:vfio_save_setup  (d)|DAMAGED|-|-||1516@1795394122:vfio_save_setup  (d)",
                "1516@1795394122.:vfio_save_setup  (d)|DAMAGED|-|-||1516@1795394122.:vfio_save_setup  (d)",
                "1516@.573230:vfio_save_setup  (d)|DAMAGED|-|-||1516@.573230:vfio_save_setup  (d)",
                "1516@|DAMAGED|-|-||1516@",
                "1516@1795394122.57|DAMAGED|-|-||1516@1795394122.57",
                "1516@9223372036.000000:vfio_save_setup  (d)|DAMAGED|-|-||1516@9223372036.000000:vfio_save_setup  (d)",
                "1516@99999999999.000000:vfio_save_setup  (d)|DAMAGED|-|-||1516@99999999999.000000:vfio_save_setup  (d)",
                "12345678901@1.000000:vfio_save_setup  (d)|DAMAGED|-|-||12345678901@1.000000:vfio_save_setup  (d)",
                "1516@1.0000000000:vfio_save_setup  (d)|DAMAGED|-|-||1516@1.0000000000:vfio_save_setup  (d)"
            })
    void read_takesEveryFramingApart(String line, Kind kind, String thread, String time, String name, String text) {
        LogLine read = read(line == null ? "" : line, 0);

        assertThat(read.kind()).isEqualTo(kind);
        assertThat(read.thread()).isEqualTo(thread.equals("-") ? LogLine.NO_THREAD : Long.parseLong(thread));
        assertThat(read.threadDigits()).isEqualTo(thread.equals("-") ? 0 : thread.length());
        assertThat(read.timeNanos()).isEqualTo(time.equals("-") ? Envelope.NO_TIME : Long.parseLong(time));
        assertThat(read.name()).isEqualTo(name == null ? "" : name);
        assertThat(read.text()).isEqualTo(text == null ? "" : text);
        assertThat(read.holeBytes()).isZero();
    }

    @Test
    void read_passesOverNulBytesAndCountsThem() {
        LogLine line = read("\0\0\0001516@1795394122.573230:vfio_save_setup  (d)", 0);

        assertThat(line.holeBytes()).isEqualTo(3);
        assertThat(line.kind()).isEqualTo(Kind.EVENT);
        assertThat(line.event()).isEqualTo(QemuEvent.VFIO_SAVE_SETUP);
        assertThat(line.thread()).isEqualTo(1516);
    }

    @Test
    void read_looksAtNothingAroundTheLine() {
        LogLine line = read("1516@1795394122.573230:vfio_save_setup  (d)", 5);

        assertThat(line.kind()).isEqualTo(Kind.EVENT);
        assertThat(line.text()).isEqualTo(" (d)");
    }

    @Test
    void read_forgetsTheLineBefore() {
        LogLine line = read("\0001516@1795394122.573230:vfio_save_setup  (d)", 0);
        byte[] next = "hello".getBytes(StandardCharsets.UTF_8);
        line.read(next, 0, next.length);

        assertThat(line.kind()).isEqualTo(Kind.TEXT);
        assertThat(line.thread()).isEqualTo(LogLine.NO_THREAD);
        assertThat(line.timeNanos()).isEqualTo(Envelope.NO_TIME);
        assertThat(line.holeBytes()).isZero();
        assertThat(line.name()).isEmpty();
        assertThatThrownBy(line::event).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void name_isCutWhenItIsVeryLong() {
        assertThat(read("vfio_" + "x".repeat(60_000) + " y", 0).name()).hasSize(128);
    }

    private static LogLine read(String text, int around) {
        byte[] bytes = ("7".repeat(around) + text + "7".repeat(around)).getBytes(StandardCharsets.UTF_8);
        LogLine line = new LogLine();
        line.read(bytes, around, bytes.length - around);
        return line;
    }
}
