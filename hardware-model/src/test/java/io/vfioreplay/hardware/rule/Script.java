package io.vfioreplay.hardware.rule;

import io.vfioreplay.hardware.event.ControlOrigin;
import io.vfioreplay.hardware.event.DamageKind;
import io.vfioreplay.hardware.event.DmaDirection;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.event.Flattener;
import io.vfioreplay.hardware.event.GapCause;
import io.vfioreplay.hardware.event.MappingKind;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.ResetCause;
import io.vfioreplay.hardware.event.Stamp;
import io.vfioreplay.hardware.event.TrackingScope;
import io.vfioreplay.hardware.migration.DeviceState;
import io.vfioreplay.hardware.migration.Protocol;
import io.vfioreplay.hardware.migration.StateV2;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/** A short sequence of events, 100 ns apart, of device 0 unless another is named, for the sentences of the tests. */
final class Script {

    static final int NO_FD = EventSink.NO_DATA_FD;
    static final long PAGE = 0x1000;

    private final Set<Visibility> visible;
    private final List<Step> steps = new ArrayList<>();
    private Protocol protocol = Protocol.V2;
    private long time = 900;
    private int device;
    private int result = Envelope.OK;
    private long duration = Envelope.NO_DURATION;

    private record Step(long time, int device, int result, long duration, BiConsumer<EventSink, Envelope> call) {}

    private Script(Set<Visibility> visible) {
        this.visible = visible;
    }

    /** A recording that sees everything, of a device that was just opened. */
    static Script kernel() {
        return new Script(EnumSet.allOf(Visibility.class)).opened(Protocol.V2);
    }

    /** The messages of a vfio-user socket, of a device that was just connected to. */
    static Script socket() {
        return new Script(Visibility.vfioUser()).opened(Protocol.V2);
    }

    /** A recording that sees everything, of a v1 device that was just opened. */
    static Script v1(Protocol protocol) {
        return new Script(EnumSet.allOf(Visibility.class)).opened(protocol);
    }

    /** A recording that begins in the middle. */
    static Script middle() {
        return new Script(EnumSet.allOf(Visibility.class));
    }

    /** A recording that sees everything, of as many v1 devices that offer NDMA where their protocol has it. */
    static Script v1(Protocol protocol, int devices) {
        Script script = middle();
        for (int i = 0; i < devices; i++) {
            script.on(i).opened(protocol);
            if (protocol != Protocol.V1_UAPI) {
                script.features(WatchedV1.FEATURE_NDMA);
            }
        }
        return script.on(0);
    }

    /** The same of one device that does not offer NDMA. */
    static Script withoutNdma(Protocol protocol) {
        return middle().opened(protocol).features(0);
    }

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        RuleChecker checker = new RuleChecker(visible, findings::add);
        EventSink events = checker.events();
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            step.call()
                    .accept(events, new Stamp(i, step.time(), step.duration(), step.device(), 0, i + 1, step.result()));
        }
        checker.finish();
        return findings;
    }

    /** The events from here on are those of another device, or of the host. */
    Script on(int nextDevice) {
        device = nextDevice;
        return this;
    }

    /** The events in words, one a line; what is seen on a socket alone begins with a line that says so. */
    List<String> events() {
        List<String> lines = new ArrayList<>();
        if (visible.equals(Visibility.vfioUser())) {
            lines.add("# seen on a vfio-user socket");
        }
        long previous = 0;
        for (Step step : steps) {
            String took = took(step, previous);
            Flattener rows = new Flattener((event, kind, values, payload) ->
                    lines.add(RuleExamplesTest.text(event, kind, values, payload) + took));
            step.call().accept(rows, new Stamp(0, 0, step.duration(), step.device(), 0, 1, step.result()));
            previous = step.time();
        }
        return lines;
    }

    private static String took(Step step, long previous) {
        if (step.duration() == Envelope.NO_DURATION) {
            return "";
        }
        boolean crosses = step.time() - step.duration() < previous;
        return " (took %d ns%s)".formatted(step.duration(), crosses ? ", began before the event above" : "");
    }

    /** The next event ends like this: an errno, or {@link Envelope#UNANSWERED}. */
    Script failing(int nextResult) {
        result = nextResult;
        return this;
    }

    /** Nothing happens for so many ns. */
    Script later(long nanos) {
        time += nanos;
        return this;
    }

    /** The next event began this many ns before its answer. */
    Script lasting(long nanos) {
        duration = nanos;
        return this;
    }

    Script then(BiConsumer<EventSink, Envelope> call) {
        time += 100;
        steps.add(new Step(time, device, result, duration, call));
        result = Envelope.OK;
        duration = Envelope.NO_DURATION;
        return this;
    }

    Script opened(Protocol opened) {
        protocol = opened;
        return then((sink, e) -> sink.deviceOpened(e, opened, Payload.empty()));
    }

    Script closed() {
        return then(EventSink::deviceClosed);
    }

    Script reset(ResetCause cause) {
        return then((sink, e) -> sink.deviceReset(e, cause));
    }

    Script features(long flags) {
        return then((sink, e) -> sink.migrationFeaturesRead(e, flags));
    }

    Script set(StateV2 state) {
        return set(state, NO_FD);
    }

    Script set(StateV2 state, int dataFd) {
        return then((sink, e) -> sink.deviceStateSet(e, state.asDeviceState(), dataFd));
    }

    Script set(DeviceState state) {
        return then((sink, e) -> sink.deviceStateSet(e, state, NO_FD));
    }

    /** Writes this word to the device_state of a v1 device. */
    Script word(int word) {
        return set(DeviceState.of(protocol, word));
    }

    Script get(StateV2 state) {
        return get(state, NO_FD);
    }

    Script get(StateV2 state, int dataFd) {
        return then((sink, e) -> sink.deviceStateRead(e, state.asDeviceState(), dataFd));
    }

    /** Reads the v1 {@code device_state}. */
    Script see(int word) {
        DeviceState state = DeviceState.of(protocol, word);
        return then((sink, e) -> sink.deviceStateRead(e, state, NO_FD));
    }

    /** Reads a v1 register at its own width. */
    Script register(int offset, long value) {
        int width = offset < RegisterV1.PENDING_BYTES ? Integer.BYTES : Long.BYTES;
        return then((sink, e) -> sink.migrationRegisterRead(e, offset, width, value));
    }

    Script pending(long value) {
        return register(RegisterV1.PENDING_BYTES, value);
    }

    /** Reads from the v1 window {@code count} bytes of this value. */
    Script data(int count, int value) {
        byte[] bytes = new byte[count];
        Arrays.fill(bytes, (byte) value);
        return then((sink, e) -> sink.migrationWindowRead(e, PAGE, count, Payload.of(bytes)));
    }

    Script changes() {
        return then((sink, e) -> sink.internalStateChanged(e, Payload.empty()));
    }

    Script externalChange() {
        return then((sink, e) -> sink.externalStateChanged(e, Payload.ofUtf8("MSI-X table")));
    }

    Script read(long count) {
        return read(NO_FD, count);
    }

    /** Asks for 4096 bytes and gets {@code count}. */
    Script read(int dataFd, long count) {
        return then((sink, e) -> sink.migrationDataRead(e, dataFd, PAGE, count, Payload.empty()));
    }

    Script write(int dataFd, long count) {
        return then((sink, e) -> sink.migrationDataWritten(e, dataFd, count, count, Payload.empty()));
    }

    Script closeFd(int dataFd) {
        return then((sink, e) -> sink.dataFdClosed(e, dataFd));
    }

    Script precopyInfo(long initial, long dirty, long flags) {
        return then((sink, e) -> sink.precopyInfoRead(e, initial, dirty, flags));
    }

    Script feature(int feature, int operations) {
        return then((sink, e) -> sink.featureRequested(e, feature, operations));
    }

    /** Starts logging of ranges given as iova, size, iova, size. */
    Script startLog(long... ranges) {
        byte[] bytes = new byte[ranges.length * Long.BYTES];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (ranges[i / Long.BYTES] >>> ((i % Long.BYTES) * Byte.SIZE));
        }
        return then((sink, e) -> sink.dirtyTrackingStarted(e, TrackingScope.DEVICE, PAGE, Payload.of(bytes)));
    }

    Script stopLog() {
        return then((sink, e) -> sink.dirtyTrackingStopped(e, TrackingScope.DEVICE));
    }

    Script report(long iova, long size) {
        return report(iova, size, PAGE);
    }

    Script report(long iova, long size, long pageSize) {
        return then(
                (sink, e) -> sink.dirtyPagesReported(e, TrackingScope.DEVICE, iova, size, pageSize, Payload.empty()));
    }

    Script startTracking() {
        return then((sink, e) -> sink.dirtyTrackingStarted(e, TrackingScope.CONTAINER, PAGE, Payload.empty()));
    }

    Script stopTracking() {
        return then((sink, e) -> sink.dirtyTrackingStopped(e, TrackingScope.CONTAINER));
    }

    /** Asks the container for its dirty pages; the answer is not visible. */
    Script dirty(long iova, long size) {
        return dirty(iova, size, PAGE, Payload.empty());
    }

    Script dirty(long iova, long size, long pageSize, Payload bitmap) {
        return then((sink, e) -> sink.dirtyPagesReported(e, TrackingScope.CONTAINER, iova, size, pageSize, bitmap));
    }

    Script unmap(long iova, long size, long flags) {
        return then((sink, e) -> sink.dmaUnmapped(e, iova, size, flags, Payload.empty()));
    }

    Script vcpusStarted() {
        return then((sink, e) -> sink.vcpusStarted(e, Payload.empty()));
    }

    Script vcpusStopped() {
        return then((sink, e) -> sink.vcpusStopped(e, Payload.empty()));
    }

    Script writeConfig(long offset) {
        return then((sink, e) -> sink.configWritten(e, offset, 2, EventSink.CPU, Payload.empty()));
    }

    /** Sets up this many vectors of MSI-X with eventfds, or takes all away. */
    Script interrupts(int count) {
        return then((sink, e) -> sink.interruptsConfigured(e, 2, 0, count, count == 0 ? 33 : 36, count));
    }

    Script map(long iova, long size, MappingKind backing) {
        return then((sink, e) -> sink.dmaMapped(e, iova, size, backing, 3, 0));
    }

    Script dmaWrite(int target, long address) {
        return then((sink, e) -> sink.dmaCompleted(e, 1, target, DmaDirection.WRITE, address, 64, Payload.empty()));
    }

    Script dmaIssued(int target, long address) {
        return then((sink, e) -> sink.dmaIssued(e, 1, target, DmaDirection.WRITE, address, 64));
    }

    Script faultBegan(long address) {
        return then((sink, e) -> sink.pageFaultBegan(e, address));
    }

    Script faultEnded(long address) {
        return then((sink, e) -> sink.pageFaultEnded(e, address));
    }

    Script control(ControlOrigin origin) {
        return then((sink, e) -> sink.migrationControlTouched(e, origin));
    }

    Script writeRegister(int offset, long value) {
        return then((sink, e) -> sink.migrationRegisterWritten(e, offset, Long.BYTES, value));
    }

    Script window(long offset, int length) {
        return then((sink, e) -> sink.migrationWindowRead(e, offset, length, Payload.empty()));
    }

    Script writeWindow(long offset, int length) {
        return then((sink, e) -> sink.migrationWindowWritten(e, offset, length, Payload.empty()));
    }

    Script lost() {
        return then((sink, e) -> sink.eventsLost(e, 1, GapCause.CAPTURE, Payload.empty()));
    }

    Script interrupt() {
        return then((sink, e) -> sink.interruptRaised(e, 1, 0));
    }

    Script mmio(int region) {
        return mmio(region, EventSink.CPU);
    }

    Script mmio(int region, int origin) {
        return then((sink, e) -> sink.mmioRead(e, region, 0, 4, origin, Payload.empty()));
    }

    Script config() {
        return then((sink, e) -> sink.configRead(e, 0, 4, EventSink.CPU, Payload.empty()));
    }

    Script damaged(DamageKind damage) {
        return then((sink, e) -> sink.captureDamaged(e, damage, 10, 20, Payload.ofUtf8("expected and found")));
    }
}
