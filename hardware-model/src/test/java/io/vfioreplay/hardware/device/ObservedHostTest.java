package io.vfioreplay.hardware.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.hardware.device.ObservedStream.Liveness;
import io.vfioreplay.hardware.event.DmaDirection;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.event.GapCause;
import io.vfioreplay.hardware.event.MappingKind;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.ResetCause;
import io.vfioreplay.hardware.event.Stamp;
import io.vfioreplay.hardware.event.TrackingScope;
import io.vfioreplay.hardware.event.Unflattener;
import io.vfioreplay.hardware.migration.DeviceState;
import io.vfioreplay.hardware.migration.Protocol;
import io.vfioreplay.hardware.migration.StateV2;
import io.vfioreplay.hardware.state.Sha256;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Checked: belief, sessions, streams, and that any event at all can be folded. Registers have their own test. */
final class ObservedHostTest {

    private static final int EIO = 5;
    private static final int EINVAL = 22;
    private static final Stamp OK = Stamp.at(0, 0);

    private final ObservedHost host = new ObservedHost();

    @BeforeEach
    void open() {
        host.deviceOpened(OK, Protocol.V2, Payload.ofUtf8("nic"));
        host.migrationFeaturesRead(OK, 5);
    }

    @Test
    void believedState_isRunningAfterOpenAndTheRequestedOneAfterSuccess() {
        assertThat(belief()).isEqualTo("RUNNING");
        set(StateV2.PRE_COPY, Envelope.OK);
        assertThat(belief()).isEqualTo("PRE_COPY");
        host.deviceReset(OK, ResetCause.REQUEST);
        assertThat(belief()).isEqualTo("RUNNING");
    }

    @Test
    void believedState_isAnyStateOfThePathAfterAFailure() {
        set(StateV2.RESUMING, EIO);
        assertThat(belief()).isEqualTo("STOP|RUNNING|RESUMING|ERROR?");
        host.deviceStateRead(OK, StateV2.STOP.asDeviceState(), -1);
        assertThat(belief()).isEqualTo("STOP");
        set(StateV2.STOP_COPY, Envelope.UNANSWERED);
        assertThat(belief()).isEqualTo("STOP|STOP_COPY|ERROR?");
        set(StateV2.RUNNING, EIO);
        assertThat(belief()).isEqualTo("STOP|RUNNING|STOP_COPY|ERROR?");
    }

    @Test
    void believedState_staysWhenTheTableRefusesTheRequest() {
        set(StateV2.STOP_COPY, Envelope.OK);
        set(StateV2.PRE_COPY, EINVAL);
        set(StateV2.RUNNING_P2P, EINVAL);
        assertThat(belief()).isEqualTo("STOP_COPY");
        assertThat(saved().liveness()).isEqualTo(Liveness.OPEN);
    }

    @Test
    void believedState_coversAllFeatureSetsWhileNoneWasRead() {
        ObservedHost fresh = new ObservedHost();
        fresh.deviceStateSet(OK, StateV2.RUNNING.asDeviceState(), -1);
        fresh.deviceStateSet(OK.withResult(EIO), StateV2.STOP.asDeviceState(), -1);
        assertThat(fresh.device(0).orElseThrow().believedState().label()).isEqualTo("STOP|RUNNING|RUNNING_P2P|ERROR?");
    }

    @Test
    void believedState_isUnknownWhileNothingWasSeen() {
        ObservedHost fresh = new ObservedHost();
        fresh.deviceStateSet(OK.withResult(EIO), StateV2.STOP.asDeviceState(), -1);
        assertThat(fresh.device(0).orElseThrow().believedState()).isEqualTo(StateBelief.UNKNOWN);
    }

    @Test
    void believedState_ofV1IsTheOldStateOrErrorAfterAFailure() {
        host.deviceOpened(OK, Protocol.V1_UAPI, Payload.ofUtf8("old"));
        assertThat(belief()).isEqualTo("0x1");
        host.deviceStateSet(OK.withResult(EIO), DeviceState.of(Protocol.V1_UAPI, 3), -1);
        assertThat(belief()).isEqualTo("0x1|0x6?");
    }

    @Test
    void reset_changesNothingWhenRefusedAndMakesRunningPossibleWhenUnanswered() {
        set(StateV2.STOP_COPY, Envelope.OK);
        host.deviceReset(OK.withResult(EINVAL), ResetCause.REQUEST);
        assertThat(belief()).isEqualTo("STOP_COPY");
        host.deviceReset(OK.withResult(Envelope.UNANSWERED), ResetCause.REQUEST);
        assertThat(belief()).isEqualTo("RUNNING|STOP_COPY?");
        assertThat(saved().liveness()).isEqualTo(Liveness.UNCERTAIN);
    }

    @Test
    void saved_keepsOneSessionFromPreCopyToStopCopy() {
        set(StateV2.PRE_COPY, Envelope.OK);
        read(8, "precopy!");
        set(StateV2.STOP_COPY, Envelope.OK);
        read(8, "stopcopy");
        read(8, "end");
        assertThat(saved().sessions()).isEqualTo(1);
        assertThat(saved().bytes(StateV2.PRE_COPY)).isEqualTo(8);
        assertThat(saved().bytes(StateV2.STOP_COPY)).isEqualTo(11);
        assertThat(saved().sha256(StateV2.STOP_COPY)).contains(sha256("stopcopyend"));
        assertThat(saved().sha256()).isEqualTo(sha256("precopy!stopcopyend"));
        assertThat(saved().hasEnded()).isTrue();
        set(StateV2.STOP, Envelope.OK);
        assertThat(saved().liveness()).isEqualTo(Liveness.CLOSED);
        assertThat(saved().bytes()).isEqualTo(19);
    }

    @Test
    void saved_beginsAnewWithEverySession() {
        set(StateV2.PRE_COPY, Envelope.OK);
        read(8, "lost");
        set(StateV2.RUNNING, Envelope.OK);
        set(StateV2.PRE_COPY, Envelope.OK);
        assertThat(saved().sessions()).isEqualTo(2);
        assertThat(saved().bytes()).isZero();
        assertThat(saved().hasEnded()).isFalse();
    }

    @Test
    void saved_survivesAFailureThatLeftTheDeviceInItsState() {
        set(StateV2.PRE_COPY, Envelope.OK);
        read(4, "data");
        set(StateV2.STOP, EIO);
        assertThat(saved().liveness()).isEqualTo(Liveness.UNCERTAIN);
        host.deviceStateRead(OK, StateV2.PRE_COPY.asDeviceState(), -1);
        assertThat(saved().liveness()).isEqualTo(Liveness.OPEN);
        assertThat(saved().sessions()).isEqualTo(1);
        assertThat(saved().bytes()).isEqualTo(4);
    }

    @Test
    void loaded_hashesWhatArrivedAndEndsWithTheCommit() {
        set(StateV2.RESUMING, Envelope.OK);
        host.migrationDataWritten(OK, -1, 4, 4, Payload.ofUtf8("abcd"));
        host.migrationDataWritten(OK.withResult(EIO), -1, 4, 4, Payload.ofUtf8("lost"));
        host.migrationDataWritten(OK, -1, 2, 2, Payload.ofUtf8("ef"));
        set(StateV2.STOP, Envelope.OK);
        ObservedStream loaded = device().migration().loaded();
        assertThat(loaded.sha256()).isEqualTo(sha256("abcdef"));
        assertThat(loaded.liveness()).isEqualTo(Liveness.CLOSED);
        assertThat(device().tree().value("stream/loaded/RESUMING/bytes")).contains("6");
        assertThat(device().counts().refused(EventKind.MIGRATION_DATA_WRITTEN)).isEqualTo(1);
    }

    @Test
    void saved_saysSoWhenBytesWereNotSeen() {
        set(StateV2.STOP_COPY, Envelope.OK);
        host.migrationDataRead(OK, 7, 100, 100, Payload.empty());
        assertThat(saved().bytes()).isEqualTo(100);
        assertThat(saved().sha256()).isEqualTo("?");
    }

    @Test
    void tree_showsWhatWasSeen() {
        host.regionDescribed(OK, 0, 3, 0x1000);
        host.mmioWritten(OK.withResult(Envelope.UNOBSERVED), 0, 0, 4, EventSink.CPU, Payload.ofLittleEndian(1, 4));
        host.mmioRead(OK.withResult(EINVAL), 1, 0, 4, EventSink.CPU, Payload.empty());
        host.dmaMapped(OK, 0x1000, 0x2000, MappingKind.SHARED, 3, 0);
        host.interruptsConfigured(OK, 2, 0, 4, 0x24, 4);
        host.interruptsConfigured(OK, 2, 1, 1, 0x24, 0);
        host.dmaCompleted(OK, 1, EventSink.RAM, DmaDirection.WRITE, 0x1000, 9, Payload.ofUtf8("123456789"));
        host.dirtyTrackingStarted(OK, TrackingScope.DEVICE, 4096, Payload.empty());
        host.eventsLost(OK, 3, GapCause.CAPTURE, Payload.empty());
        assertThat(host.tree().rendering()).isEqualTo("""
                vfio-replay state 1
                device0/bar0/0x0/writes=1
                device0/bar0/0x0/written=0x00000001
                device0/bar0/described=size=0x1000 flags=0x3
                device0/dirty/device/active=true
                device0/dirty/device/lastReportPages=0
                device0/dirty/device/reportedPages=0
                device0/dirty/device/reports=0
                device0/dirty/device/starts=1
                device0/dma/write/bytes=9
                device0/dma/write/completed=1
                device0/dma/write/crc32c=0xe3069283
                device0/dma/write/issued=0
                device0/dma/write/last=RAM 0x1000 9 bytes
                device0/events/deviceOpened/done=1
                device0/events/dirtyTrackingStarted/done=1
                device0/events/dmaCompleted/done=1
                device0/events/dmaMapped/done=1
                device0/events/eventsLost/done=1
                device0/events/interruptsConfigured/done=2
                device0/events/migrationFeaturesRead/done=1
                device0/events/mmioRead/lastErrno=22
                device0/events/mmioRead/refused=1
                device0/events/mmioWritten/done=1
                device0/events/regionDescribed/done=1
                device0/features=0x5
                device0/interrupts/msix/assigned=0,2-3
                device0/interrupts/msix/lastFlags=0x24
                device0/interrupts/msix/masked=none
                device0/interrupts/msix/requests=2
                device0/mappings/0x1000+0x2000=SHARED flags=0x3 fileOffset=0x0
                device0/mappings/count=1
                device0/name=nic
                device0/open=true
                device0/protocol=v2
                device0/state=RUNNING
                host/lostEvents=3
                """);
        assertThat(device().tree()).isEqualTo(host.tree().under("device0"));
    }

    /** Any row that a damaged journal may hold is folded: no exception, bounded memory, the same digest twice. */
    @Test
    void accept_foldsAnyEventAtAll() {
        assertThat(foldRandomEvents(5)).isEqualTo(foldRandomEvents(5)).isNotEqualTo(foldRandomEvents(6));
    }

    private static String foldRandomEvents(int seed) {
        Random random = new Random(seed);
        ObservedHost folded = new ObservedHost();
        Unflattener rows = new Unflattener(folded);
        long[] extremes = {0, 1, 2, 3, 4, 7, 64, 4096, -1, Long.MIN_VALUE, Long.MAX_VALUE, Integer.MIN_VALUE};
        long[] values = new long[EventKind.FIELDS_MAX];
        int[] results = {Envelope.OK, Envelope.OK, Envelope.UNOBSERVED, Envelope.UNANSWERED, EINVAL};
        for (int i = 0; i < 30_000; i++) {
            EventKind kind = EventKind.values()[random.nextInt(EventKind.values().length)];
            for (int field = 0; field < kind.fields().size(); field++) {
                values[field] = value(kind, field, extremes[random.nextInt(extremes.length)], random);
            }
            byte[] bytes = new byte[random.nextInt(20) * random.nextInt(3)];
            random.nextBytes(bytes);
            int device = random.nextInt(50) == 0 ? Integer.MAX_VALUE : random.nextInt(4) - 1;
            Stamp stamp = Stamp.at(i, device).withResult(results[random.nextInt(results.length)]);
            rows.accept(stamp, kind, values, Payload.of(bytes));
        }
        assertThat(folded.devices()).hasSize(3);
        return folded.tree().digest();
    }

    private static long value(EventKind kind, int field, long any, Random random) {
        return switch (kind.fields().get(field).type()) {
            case STATE -> DeviceState.of(Protocol.V2, random.nextInt(10)).packed();
            case PROTOCOL -> 1 + random.nextInt(4);
            case CHOICE -> random.nextInt(kind.fields().get(field).choices().size());
            case DECIMAL, HEX, ORIGIN, TARGET -> any;
        };
    }

    private void set(StateV2 state, int result) {
        host.deviceStateSet(OK.withResult(result), state.asDeviceState(), EventSink.NO_DATA_FD);
    }

    private void read(long requested, String data) {
        host.migrationDataRead(OK, EventSink.NO_DATA_FD, requested, data.length(), Payload.ofUtf8(data));
    }

    private ObservedDevice device() {
        return host.device(0).orElseThrow();
    }

    private ObservedStream saved() {
        return device().migration().saved();
    }

    private String belief() {
        return device().believedState().label();
    }

    private static String sha256(String text) {
        return Sha256.hexOf(Payload.ofUtf8(text).toByteArray());
    }
}
