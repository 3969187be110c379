package io.vfioreplay.engine.capture.qmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vfioreplay.engine.capture.CaptureException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shapes in which people have transcripts, and what becomes of each thing that a VMM can say. */
final class QmpShapesTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    private Path directory;

    @Test
    void bareMessages_areOfOneVmmAndHaveTheTimesOfTheirEvents() {
        Told told = told(
                "{\"QMP\": {\"version\": {}, \"capabilities\": []}}",
                "{\"execute\": \"migrate\", \"arguments\": {\"uri\": \"tcp:b:1\"}}",
                "{\"return\": {}}",
                "{\"timestamp\": {\"seconds\": 1700000000, \"microseconds\": 5}, \"event\": \"MIGRATION\", \"data\": {\"status\": \"active\"}}",
                "{\"timestamp\": {\"seconds\": 1700000001, \"microseconds\": 0}, \"event\": \"STOP\"}",
                "{\"execute\": \"query-migrate\"}",
                "{\"return\": {\"status\": \"failed\", \"error-desc\": \"no room\"}}",
                "");

        assertThat(told.lines())
                .containsExactly(
                        "4 1700000000.000005 migrationStatusReported SOURCE 'active'",
                        "5 1700000001.000000 vcpusStopped 'source: STOP'",
                        "7 - errorReported SOURCE 'no room'",
                        "7 - migrationStatusReported SOURCE 'failed'");
        assertThat(told.summary().understood()).isEqualTo(6);
        assertThat(told.summary().irrelevant()).isEqualTo(2);
    }

    @Test
    void replies_areKnownByTheirLooksWhenTheCommandsWereNotRecorded() {
        assertThat(told(
                                "{\"return\": {\"running\": true, \"status\": \"running\"}}",
                                "{\"return\": {\"status\": \"inmigrate\", \"running\": false}}",
                                "{\"return\": {\"status\": \"active\", \"ram\": {}}}",
                                "{\"return\": {\"status\": \"active\", \"ram\": {}}}",
                                "{\"return\": {\"status\": \"asleep\"}}")
                        .lines())
                .containsExactly("3 - migrationStatusReported DESTINATION 'active'");
    }

    @Test
    void libvirtLog_isReadOnceThoughItShowsMessagesTwice() {
        String at = "2026-11-23 00:37:41.321+0000: 1234: info : ";
        Told told = told(
                "2026-11-23 00:37:41.300+0000: 1234: info : libvirt version: 9.0.0",
                at
                        + "qemuMonitorSend:914 : QEMU_MONITOR_SEND_MSG: mon=0x7f10 msg={\"execute\":\"migrate\",\"id\":\"libvirt-1\"}",
                " fd=-1",
                at
                        + "qemuMonitorIOWrite:433 : QEMU_MONITOR_IO_WRITE: mon=0x7f10 buf={\"execute\":\"migrate\",\"id\":\"libvirt-1\"}",
                " len=49 ret=49 errno=0",
                at + "qemuMonitorIOProcess:345 : QEMU_MONITOR_IO_PROCESS: mon=0x7f10 buf={\"id\":\"libvirt-1\",\"err",
                at
                        + "qemuMonitorJSONIOProcessLine:222 : Line [{\"id\":\"libvirt-1\",\"error\":{\"class\":\"GenericError\",\"desc\":\"no such host\"}}]",
                at
                        + "qemuMonitorJSONIOProcessLine:237 : QEMU_MONITOR_RECV_REPLY: mon=0x7f10 reply={\"id\":\"libvirt-1\",\"error\":{\"class\":\"GenericError\",\"desc\":\"no such host\"}}",
                at
                        + "qemuMonitorJSONIOProcessLine:232 : QEMU_MONITOR_RECV_EVENT: mon=0x7f20 event={\"timestamp\":{\"seconds\":1795394261,\"microseconds\":400000},\"event\":\"RESUME\"}");

        assertThat(told.lines())
                .containsExactly(
                        "7 1795394261.321000 errorReported SOURCE 'migrate was refused: GenericError: no such host' in 0",
                        "9 1795394261.400000 vcpusStarted 'mon=0x7f20 (destination): RESUME'");
        assertThat(told.summary().kinds())
                .containsEntry("(other text)", 3L)
                .containsEntry("(part of a buffer)", 1L)
                .containsEntry("(repeated)", 2L)
                .containsEntry("error of migrate", 1L);
    }

    @Test
    void event_isToldOnceThoughTheLogShowsItTwice() {
        String event = event(1, "STOP", "{}");
        String later = event(2, "STOP", "{}");
        String at = "2026-11-23 00:37:41.321+0000: 1: info : f:1 : ";

        Told told = told(
                at + "QEMU_MONITOR_IO_PROCESS: mon=0x1 buf=" + event, at + "RECV_EVENT: mon=0x1 event=" + event, later);
        assertThat(told.lines())
                .containsExactly(
                        "1 1700000001.000000 vcpusStopped 'mon=0x1: STOP'",
                        "3 1700000002.000000 vcpusStopped 'mon=0x1: STOP'");
        assertThat(told.summary().kinds()).containsEntry("(repeated)", 1L);
    }

    @Test
    void virshEvents_areOfTheirDomain() {
        assertThat(told(
                                "event MIGRATION at 1700000000.000005 for domain 'vm1': {\"status\":\"setup\"}",
                                "2026-11-23T00:37:41.5+01:00: event MIGRATION for domain 'vm1': {\"status\":\"active\"}",
                                "event STOP at 1795394262.000000 for domain 'vm1': (null)",
                                "event VFIO_MIGRATION at 1795394262.000001 for domain 'vm1': {\"device-id\":\"vf0\",\"device-state\":\"stop-copy\"}")
                        .lines())
                .containsExactly(
                        "1 1700000000.000005 migrationStatusReported SOURCE 'setup'",
                        "2 1795390661.500000 migrationStatusReported SOURCE 'active'",
                        "3 1795394262.000000 vcpusStopped 'vm1 (source): STOP'",
                        "4 1795394262.000001 deviceOpened #0 v2 'vf0 of vm1'",
                        "4 1795394262.000001 deviceStateSet #0 v2:STOP_COPY -1");
    }

    @Test
    void qmpShell_givesCommandsInItsOwnWords() {
        assertThat(told(
                                "Welcome to the QMP low-level shell!",
                                "(QEMU) migrate uri=tcp:b:1",
                                "{\"return\": {}}",
                                "(QEMU) migrate_cancel",
                                "{\"return\": {}}",
                                "(QEMU) ")
                        .lines())
                .containsExactly("5 - cancelRequested SOURCE");
    }

    @Test
    void side_isThatOfTheFirstOrderAndUnknownWithoutEvidence() {
        String status = "{\"return\": {\"status\": \"active\"}}";
        assertThat(told(status).lines()).containsExactly("1 - migrationStatusReported RECORDED 'active'");
        assertThat(told("{\"execute\": \"migrate-incoming\"}", "{\"return\": {}}", "{\"execute\": \"migrate\"}", status)
                        .lines())
                .isEmpty();
        assertThat(told("{\"execute\": \"migrate-incoming\"}", "{\"return\": {}}", status)
                        .lines())
                .containsExactly("3 - migrationStatusReported DESTINATION 'active'");
        assertThat(told("1700000000 a <- " + status, "1700000001 b -> {\"execute\": \"migrate\"}")
                        .lines())
                .containsExactly("1 1700000000.000000 migrationStatusReported DESTINATION 'active'");
        assertThat(told(
                                "1700000000 a <- " + status,
                                "1700000001 b -> {\"execute\": \"migrate\"}",
                                "1700000001 c -> {\"execute\": \"stop\"}")
                        .lines())
                .containsExactly("1 1700000000.000000 migrationStatusReported RECORDED 'active'");
    }

    @Test
    void resume_speaksForADestinationOnlyBehindAMigrationWithoutStop() {
        String active = event(1, "MIGRATION", "{\"status\": \"active\"}");
        String stop = event(2, "STOP", "{}");
        String resume = event(3, "RESUME", "{}");

        assertThat(told(active, resume).lines())
                .allMatch(line -> line.toLowerCase(Locale.ROOT).contains("destination"));
        assertThat(told(active, stop, resume).lines().get(2)).endsWith("vcpusStarted 'RESUME'");
        assertThat(told(resume, active).lines().get(0)).endsWith("vcpusStarted 'RESUME'");
    }

    @Test
    void infoMigrate_countsWhereNobodyElseToldIt() {
        String asks = "{\"execute\": \"human-monitor-command\", \"arguments\": {\"command-line\": \"info migrate\"}}";
        String failed =
                "{\"return\": \"globals:\\r\\nMigration status: failed (Broken pipe)\\r\\ntotal time: 0 ms\\r\\n\"}";
        String query = "{\"execute\": \"query-migrate\"}";
        String told = "{\"return\": {\"status\": \"failed\", \"error-desc\": \"Broken pipe\"}}";

        assertThat(told(asks, failed, query, told).lines())
                .containsExactly(
                        "2 - errorReported RECORDED 'Broken pipe'", "2 - migrationStatusReported RECORDED 'failed'");
        assertThat(told(query, told, asks, failed).lines())
                .containsExactly(
                        "2 - errorReported RECORDED 'Broken pipe'", "2 - migrationStatusReported RECORDED 'failed'");
        assertThat(told(asks, "{\"return\": \"Status: \\t\\tcompleted\\r\\n\"}").lines())
                .containsExactly("2 - migrationStatusReported RECORDED 'completed'");
    }

    @Test
    void status_isToldAgainWhenAnotherMigrationBegins() {
        String migrate = "{\"execute\": \"migrate\"}";
        String done = "{\"return\": {}}";
        String query = "{\"execute\": \"query-migrate\"}";
        String failed = "{\"return\": {\"status\": \"failed\", \"error-desc\": \"no\"}}";

        assertThat(told(migrate, done, query, failed, query, failed, migrate, done, query, failed)
                        .lines())
                .containsExactly(
                        "4 - errorReported SOURCE 'no'",
                        "4 - migrationStatusReported SOURCE 'failed'",
                        "10 - errorReported SOURCE 'no'",
                        "10 - migrationStatusReported SOURCE 'failed'");
    }

    @Test
    void cancel_isARequestUnlessItWasRefusedAndUnansweredWhenTheVmmIsGone() {
        String cancel = "1700000000 src -> {\"execute\": \"migrate_cancel\"}";

        assertThat(told(cancel, "1700000001 src <- {\"return\": {}}").lines())
                .containsExactly("2 1700000001.000000 cancelRequested RECORDED in 1000000");
        assertThat(told(cancel, "1700000001 src <- {\"error\": {\"class\": \"C\", \"desc\": \"D\"}}")
                        .lines())
                .containsExactly(
                        "2 1700000001.000000 errorReported RECORDED 'migrate_cancel was refused: C: D' in 1000000");
        assertThat(told(cancel, "1700000001 src -- exit=-9").lines())
                .containsExactly(
                        "1 1700000000.000000 cancelRequested RECORDED UNANSWERED",
                        "2 1700000001.000000 vmmExited RECORDED -9");
        assertThat(told("1700000000 src -> {\"execute\": \"quit\"}").lines()).isEmpty();
    }

    @Test
    void replies_findTheirCommandByItsId() {
        assertThat(told(
                                "{\"execute\": \"query-migrate\", \"id\": 1}",
                                "{\"execute\": \"migrate-cancel\", \"id\": \"b\"}",
                                "{\"return\": {}, \"id\": \"b\"}",
                                "{\"return\": {\"status\": \"cancelled\"}, \"id\": 1}")
                        .lines())
                .containsExactly("3 - cancelRequested RECORDED", "4 - migrationStatusReported RECORDED 'cancelled'");
    }

    @Test
    void exit_isToldOncePerProcess() {
        assertThat(told(
                                "{\"return\": {}}",
                                "1700000000 dst -- exit=1",
                                "1700000001 dst -- exit=1",
                                "1700000002 dst -- spawn pid=7 qemu -incoming tcp:0:1 -S",
                                "1700000003 dst -- qmp closed ([Errno 32] Broken pipe) exit=2",
                                "1700000004 dst -- exit=2")
                        .lines())
                .containsExactly(
                        "2 1700000000.000000 vmmExited DESTINATION 1", "5 1700000003.000000 vmmExited DESTINATION 2");
    }

    @Test
    void device_isNamedByItsIdAndDamagedWhenItsStateIsNone() {
        Told told = told(
                event(
                        1,
                        "VFIO_MIGRATION",
                        "{\"device-id\": \"\", \"qom-path\": \"/m/0\", \"device-state\": \"running-p2p\"}"),
                event(2, "VFIO_MIGRATION", "{\"device-id\": \"v\", \"device-state\": \"pre-copy-p2p-prepare\"}"),
                event(3, "VFIO_MIGRATION", "{\"device-id\": \"v\", \"device-state\": \"error\"}"),
                event(4, "MIGRATION", "{}"));

        assertThat(told.lines())
                .containsExactly(
                        "1 1700000001.000000 deviceOpened #0 v2 '/m/0'",
                        "1 1700000001.000000 deviceStateSet #0 v2:RUNNING_P2P -1",
                        "3 1700000003.000000 captureDamaged FIELD 316 137 'found device-state \"error\", expected a state of v2'",
                        "4 1700000004.000000 captureDamaged FIELD 454 91 'found an event MIGRATION without status, expected a word'");
        assertThat(told.summary().understood()).isEqualTo(2);
        assertThat(told.summary().damaged()).isEqualTo(2);
    }

    @Test
    void damage_saysWhereAndReadingGoesOn() {
        Told told = told(
                "{\"return\": {}}",
                "1700000000 src <- {\"return\": {x}}",
                "1700000001 src <- banana",
                "{\"return\": {\"status\": \"active\"}}");

        assertThat(told.lines())
                .containsExactly(
                        "2 1700000000.000000 captureDamaged FRAMING 45 3 'found \"x}}\", expected JSON'",
                        "3 1700000001.000000 captureDamaged FRAMING 67 6 'found \"banana\", expected JSON'",
                        "4 - migrationStatusReported RECORDED 'active'");
        assertThat(told.summary().firstDamage()).contains("line 2, byte 45: found \"x}}\", expected JSON");
    }

    @Test
    void damage_isACutWhenTheFileEndsInsideALine() throws IOException {
        Path file = directory.resolve("torn");
        Files.writeString(file, "{\"return\": {}}\n{\"return\": {\"status\"");

        Told told = Told.by(file);

        assertThat(told.lines())
                .containsExactly(
                        "2 - captureDamaged CUT 35 0 'found the end of the text, expected the rest of a JSON value'");
        assertThat(told.summary().damaged()).isEqualTo(1);
        Files.writeString(file, "{\"return\": {}}\n{\"return\": {\"status\": \"active\"}}");
        assertThat(Told.by(file).summary().damaged()).isZero();
        Files.writeString(file, "{\"return\": {}}\n1700000000 src -- exit=1");
        assertThat(Told.by(file).lines())
                .containsExactly("2 1700000000.000000 captureDamaged CUT 39 0 'the file ends inside a remark'");
    }

    @Test
    void damage_isNoneWhenALongReplyIsOfAnotherCommand() {
        String longReply = "{\"return\": [\"" + "x".repeat(70_000) + "\"]}";

        Told other = told("{\"execute\": \"query-qmp-schema\"}", longReply, "{\"return\": {\"status\": \"active\"}}");
        assertThat(other.lines()).containsExactly("3 - migrationStatusReported RECORDED 'active'");
        assertThat(told("{\"execute\": \"query-migrate\"}", longReply).lines())
                .containsExactly(
                        "2 - captureDamaged CUT 65565 0 'found the end of the text, expected the rest of a JSON value'");
    }

    @Test
    void compressedFile_isReadUpToItsDamage() throws IOException {
        String line = "{\"return\": {\"status\": \"active\"}}\n";
        byte[] zipped = gzip(line.repeat(10_000));
        Path file = directory.resolve("some.gz");
        Files.write(file, zipped);
        assertThat(Told.by(file).lines()).containsExactly("1 - migrationStatusReported RECORDED 'active'");

        Files.write(file, Arrays.copyOf(zipped, zipped.length - 5));
        Told cut = Told.by(file);
        assertThat(cut.events()).hasSize(2);
        assertThat(cut.lines().get(0)).isEqualTo("1 - migrationStatusReported RECORDED 'active'");
        assertThat(cut.lines().get(1))
                .contains("captureDamaged CONTAINER 330000")
                .contains("ends early");
        assertThat(cut.summary().damaged()).isZero();
        assertThat(cut.summary().firstDamage())
                .hasValueSatisfying(why -> assertThat(why).contains("ends early"));
        assertThat(cut.summary().events()).isEqualTo(2);

        byte[] shortest = gzip(line);
        Files.write(file, Arrays.copyOf(shortest, 15));
        CaptureException broken = catchThrowableOfType(CaptureException.class, () -> QmpTranscript.open(file));
        assertThat(broken.code()).isEqualTo(CaptureException.Code.BROKEN_COMPRESSION);
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return zipped.toByteArray();
    }

    @Test
    void open_refusesAFileWithoutAMessage() throws IOException {
        Path file = directory.resolve("none");
        Files.writeString(file, "hello\n");
        CaptureException none = catchThrowableOfType(CaptureException.class, () -> QmpTranscript.open(file));
        assertThat(none.code()).isEqualTo(CaptureException.Code.UNKNOWN_FORMAT);
        assertThat(none).hasMessageContaining("none of its 1 lines");

        Files.writeString(file, "");
        CaptureException empty = catchThrowableOfType(CaptureException.class, () -> QmpTranscript.open(file));
        assertThat(empty.code()).isEqualTo(CaptureException.Code.EMPTY);
    }

    private static String event(int second, String name, String data) {
        return "{\"timestamp\": {\"seconds\": 170000000" + second + ", \"microseconds\": 0}, \"event\": \"" + name
                + "\", \"data\": " + data + "}";
    }

    private Told told(String... lines) {
        try {
            Path file = directory.resolve("lines.txt");
            Files.writeString(file, String.join("\n", List.of(lines)) + "\n");
            return Told.by(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
