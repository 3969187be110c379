package io.vfioreplay.engine.capture.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Event;
import io.vfioreplay.hardware.event.EventKind;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Invariants checked: what a log tells of v2 states, in the form of each version, is what happened to the device. */
final class StateLinesTest {

    @TempDir
    private Path directory;

    /** What was asked for and what came into force, as 9.1 and later write it; what became of the device. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // Confirmed
                "request RUNNING_P2P ERROR; now RUNNING_P2P; request RUNNING ERROR; now RUNNING | RUNNING_P2P, RUNNING",
                // Already there
                "request STOP_COPY STOP; now STOP_COPY; request STOP_COPY ERROR; other | STOP_COPY",
                "request STOP_COPY STOP; now STOP_COPY; request STOP_COPY ERROR | STOP_COPY",
                "request STOP_COPY STOP; now STOP_COPY; request STOP_COPY ERROR; request STOP ERROR; now STOP | STOP_COPY, STOP",
                // Failed and recovered
                "now STOP; request STOP_COPY STOP; now STOP | STOP, STOP_COPY!failed, STOP",
                "request PRE_COPY RUNNING; now RUNNING | PRE_COPY!failed, RUNNING",
                // Failed and reset
                "request STOP_COPY ERROR; now RUNNING | STOP_COPY!failed, reset",
                "request STOP_COPY STOP; now RUNNING | STOP_COPY!failed, reset",
                // Failed, and nothing came into force
                "now PRE_COPY; request STOP_COPY ERROR; other | PRE_COPY, STOP_COPY!failed",
                "now PRE_COPY; request STOP_COPY ERROR; request STOP ERROR; now STOP | PRE_COPY, STOP_COPY!failed, STOP",
                // The log ends behind a request
                "now PRE_COPY; request STOP_COPY ERROR | PRE_COPY, STOP_COPY!unanswered",
                // Only requests are in the log
                "request PRE_COPY RUNNING; other; request STOP_COPY ERROR; other | PRE_COPY?, STOP_COPY?",
                "request PRE_COPY RUNNING | PRE_COPY?",
                // Only confirmations are: RUNNING that nobody asked for is a reset
                "now PRE_COPY; now RUNNING | PRE_COPY, reset",
                // Another thread speaks of the device in between
                "now RUNNING; request PRE_COPY RUNNING; thread 7; other; thread 1516; now PRE_COPY | reset, PRE_COPY",
                "now STOP; request STOP_COPY ERROR; thread 7; other; thread 1516; other | STOP, STOP_COPY!failed",
                // States of later versions
                "now STOP; request WARP ERROR; now WARP; request STOP_COPY ERROR; now STOP_COPY | STOP, STOP_COPY",
                // Fields of later versions
                "request STOP_COPY STOP, because; now STOP_COPY, since 5 | STOP_COPY"
            })
    void requests_endAsTheLinesBehindThemSay(String steps, String states) {
        assertThat(states(steps)).isEqualTo(states);
    }

    /** The same with the texts of QEMU's errors, which may come in time, or at the end of the migration. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "now STOP; request STOP_COPY STOP;"
                        + " d: Failed setting device state to STOP_COPY. Setting device in recover state STOP: Input/output error;"
                        + " now STOP | STOP, STOP_COPY!EIO, STOP",
                "request STOP_COPY ERROR;"
                        + " d: Failed setting device state to STOP_COPY. Recover state is ERROR. Resetting device: Invalid argument;"
                        + " now RUNNING | STOP_COPY!EINVAL, reset",
                // The same lines as of a success, but for the text
                "request RUNNING ERROR;"
                        + " d: Failed setting device state to RUNNING. Recover state is ERROR. Resetting device: Input/output error;"
                        + " now RUNNING | RUNNING!EIO, reset",
                "request RUNNING ERROR; now RUNNING; other;"
                        + " d: Failed setting device state to RUNNING. Recover state is ERROR. Resetting device: Input/output error"
                        + " | RUNNING, RUNNING!EIO, reset",
                // Late, and told already
                "request STOP_COPY ERROR; now RUNNING; other;"
                        + " d: Failed setting device state to STOP_COPY. Recover state is ERROR. Resetting device: Input/output error"
                        + " | STOP_COPY!failed, reset",
                // Late, while another request is under way
                "request PRE_COPY RUNNING; now RUNNING; request RUNNING_P2P ERROR;"
                        + " d: Failed setting device state to PRE_COPY. Setting device in recover state RUNNING: Invalid argument;"
                        + " now RUNNING_P2P | PRE_COPY!failed, RUNNING, RUNNING_P2P",
                // The recovery failed too
                "request STOP_COPY STOP;"
                        + " d: Failed setting device state to STOP_COPY. Setting device in recover state STOP: Input/output error;"
                        + " d: Failed setting device in recover state. Resetting device: Input/output error;"
                        + " now RUNNING | STOP_COPY!EIO, reset",
                // The reset failed too
                "now PRE_COPY; request STOP_COPY ERROR;"
                        + " d: Failed setting device state to STOP_COPY. Recover state is ERROR. Resetting device: Input/output error;"
                        + " hardware error: d: Failed resetting device, err: Inappropriate ioctl for device"
                        + " | PRE_COPY, STOP_COPY!EIO, reset!ENOTTY",
                // The log ends behind the text
                "now PRE_COPY; request STOP_COPY ERROR;"
                        + " d: Failed setting device state to STOP_COPY. Recover state is ERROR. Resetting device: Input/output error"
                        + " | PRE_COPY, STOP_COPY!EIO",
                // Only requests are in the log
                "request PRE_COPY RUNNING;"
                        + " d: Failed setting device state to PRE_COPY. Setting device in recover state RUNNING: Invalid argument;"
                        + " other | PRE_COPY!EINVAL"
            })
    void errorText_tellsWhatTheLinesDoNot(String steps, String states) {
        assertThat(states(steps)).isEqualTo(states);
    }

    /** 8.0 to 9.0: one line after a success, and texts where there was none. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "set RUNNING_P2P; set RUNNING; set PRE_COPY; set STOP_COPY; set STOP"
                        + " | RUNNING_P2P, RUNNING, PRE_COPY, STOP_COPY, STOP",
                "set PRE_COPY;"
                        + " d: Failed setting device state to STOP_COPY, err: Input/output error. Recover state is ERROR. Resetting device;"
                        + " other | PRE_COPY, STOP_COPY!EIO, reset",
                "set PRE_COPY;"
                        + " d: Failed setting device state to STOP_COPY, err: Input/output error. Recover state is ERROR. Resetting device"
                        + " | PRE_COPY, STOP_COPY!EIO, reset",
                "set PRE_COPY;"
                        + " d: Failed setting device state to STOP_COPY, err: Invalid argument. Setting device in recover state STOP;"
                        + " other | PRE_COPY, STOP_COPY!EINVAL, STOP",
                "set PRE_COPY;"
                        + " d: Failed setting device state to STOP_COPY, err: Invalid argument. Setting device in recover state STOP;"
                        + " set RUNNING | PRE_COPY, STOP_COPY!EINVAL, STOP, RUNNING",
                "set PRE_COPY;"
                        + " d: Failed setting device state to STOP_COPY, err: Invalid argument. Setting device in recover state STOP;"
                        + " d: Failed setting device in recover state, err: Input/output error. Resetting device;"
                        + " other | PRE_COPY, STOP_COPY!EINVAL, STOP!EIO, reset",
                "set PRE_COPY;"
                        + " d: Failed setting device state to STOP_COPY, err: Input/output error. Recover state is ERROR. Resetting device;"
                        + " hardware error: d: Failed resetting device, err: Inappropriate ioctl for device"
                        + " | PRE_COPY, STOP_COPY!EIO, reset!ENOTTY",
                "set WARP; set STOP | STOP"
            })
    void singleLine_isASuccessAndATextAFailure(String steps, String states) {
        assertThat(states(steps)).isEqualTo(states);
    }

    /** 7.2: a line after a success; bits that no state has are kept. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1; 3; 2; 2; 0 | 0x1, 0x3, 0x2, 0x2, 0x0",
                "4; 1; 0 | 0x4, 0x1, 0x0",
                "17 | 0x11?",
                "4294967295 | 0xffffffff?"
            })
    void v1State_isANumber(String steps, String states) {
        assertThat(states("probe;" + steps)).isEqualTo(states);
    }

    @Test
    void unknownState_isRemarkedOn() {
        assertThat(Logged.of(directory, Script.log("request WARP ERROR")).words(EventKind.MARKER_PLACED))
                .contains("a device state that is not known: WARP");
    }

    @Test
    void duration_isThatFromTheRequestToItsConfirmation() {
        Event set = Logged.of(directory, """
                10@5.000100:vfio_migration_set_state  (d) new state STOP_COPY, recover state ERROR
                10@5.000350:vfio_migration_set_device_state  (d) state STOP_COPY
                """).of(EventKind.DEVICE_STATE_SET).get(0);

        assertThat(set.stamp().timeNanos()).isEqualTo(5_000_350_000L);
        assertThat(set.stamp().durationNanos()).isEqualTo(250_000);
        assertThat(set.stamp().record()).isEqualTo(2);
    }

    @Test
    void duration_isUnknownWhenTheClockWasSetBack() {
        Event set = Logged.of(directory, """
                10@5.000100:vfio_migration_set_state  (d) new state STOP_COPY, recover state ERROR
                10@4.000350:vfio_migration_set_device_state  (d) state STOP_COPY
                """).of(EventKind.DEVICE_STATE_SET).get(0);

        assertThat(set.stamp().durationNanos()).isEqualTo(Envelope.NO_DURATION);
    }

    @Test
    void devices_haveStatesOfTheirOwn() {
        Logged log = Logged.of(directory, """
                10@5.000001:vfio_migration_set_device_state  (a) state PRE_COPY
                10@5.000002:vfio_migration_set_device_state  (b) state PRE_COPY
                10@5.000003:vfio_migration_set_state  (a) new state STOP_COPY, recover state STOP
                10@5.000004:vfio_migration_set_state  (b) new state STOP_COPY, recover state STOP
                10@5.000005:vfio_migration_set_device_state  (b) state STOP
                10@5.000006:vfio_migration_set_device_state  (a) state STOP_COPY
                """);

        assertThat(log.states(0)).containsExactly("PRE_COPY", "STOP_COPY");
        assertThat(log.states(1)).containsExactly("PRE_COPY", "STOP_COPY!failed", "STOP");
    }

    private String states(String steps) {
        List<String> states = Logged.of(directory, Script.log(steps)).states();
        return String.join(", ", states);
    }
}
