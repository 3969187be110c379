package io.vfioreplay.hardware.model;

import io.vfioreplay.hardware.event.ControlOrigin;
import io.vfioreplay.hardware.event.DamageKind;
import io.vfioreplay.hardware.event.DmaDirection;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Errno;
import io.vfioreplay.hardware.event.GapCause;
import io.vfioreplay.hardware.event.PartialEventSink;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.ResetCause;
import io.vfioreplay.hardware.migration.DeviceState;
import io.vfioreplay.hardware.migration.DialectV1;
import io.vfioreplay.hardware.migration.FeatureSet;
import io.vfioreplay.hardware.migration.Protocol;
import io.vfioreplay.hardware.migration.StateV1;
import io.vfioreplay.hardware.migration.StateV2;
import io.vfioreplay.hardware.state.SnapshotReader;
import io.vfioreplay.hardware.state.SnapshotWriter;
import io.vfioreplay.hardware.state.StateTree;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A device whose model is fed with what happened, and whose answers are compared with what was recorded. One thread at a time.
 *
 * <p>ours: where the recording leaves open what became of the device (it begins in the middle, events are lost, a request was
 * never answered, a state request failed that the model carries out) the model answers nothing until the device is opened or
 * begins to load a state: no wrong answer is ever a guess.
 */
final class PredictedDevice implements PartialEventSink {

    private static final String VERSION = "predicted-1 ";
    private static final int STATE_WIDTH = 4;

    private final KnownDeviceProvider provider;
    private final Evidence evidence;
    private final Predictions predictions;
    private final ExpectedStream expected;
    private final PredictedEffects effects;
    private final boolean streamIsKnown;
    private KnownDevice device;
    private MigrationFront front;
    private Protocol protocol = Protocol.V2;
    private @Nullable String doubt = "the recording begins in the middle";

    PredictedDevice(KnownDeviceProvider provider, Evidence evidence, Predictions predictions, ExpectedStream expected) {
        this.provider = provider;
        this.evidence = evidence;
        this.predictions = predictions;
        this.expected = expected;
        this.streamIsKnown = provider.knowsStream(evidence);
        this.effects = new PredictedEffects(predictions);
        this.device = provider.create(evidence, effects);
        this.front = newFront();
    }

    /** The version of the model. */
    String version() {
        return device.version();
    }

    /** Why the model answers nothing at the moment, or empty. */
    Optional<String> doubt() {
        return Optional.ofNullable(doubt);
    }

    void describe(StateTree.Builder tree, String prefix) {
        if (doubt != null) {
            tree.put(prefix + "unknown", doubt);
            return;
        }
        front.describe(tree, prefix + "migration/");
        device.describe(tree, prefix);
    }

    byte[] snapshot() {
        SnapshotWriter out = new SnapshotWriter(VERSION + device.version());
        out.putInt(protocol.code()).putBytes((doubt == null ? "" : doubt).getBytes(StandardCharsets.UTF_8));
        out.putBytes(device.snapshot()).putBytes(front.snapshot()).putLong(expected.position());
        effects.writeTo(out);
        return out.toByteArray();
    }

    void restore(byte[] snapshot) {
        SnapshotReader in = new SnapshotReader(VERSION + device.version(), snapshot);
        protocol = Protocol.ofCode(in.intValue())
                .orElseThrow(() -> new IllegalArgumentException("a snapshot of no protocol"));
        String why = new String(in.bytes(snapshot.length), StandardCharsets.UTF_8);
        front = newFront();
        device.restore(in.bytes(snapshot.length));
        front.restore(in.bytes(snapshot.length));
        expected.continueAt(in.longValue());
        effects.readFrom(in);
        in.end();
        doubt = why.isEmpty() ? null : why;
    }

    @Override
    public void deviceOpened(Envelope event, Protocol openedProtocol, Payload name) {
        if (event.succeeded()) {
            protocol = openedProtocol;
            renew();
        }
    }

    @Override
    public void deviceReset(Envelope event, ResetCause cause) {
        if (event.result() == Envelope.UNANSWERED) {
            doubt = "a reset was never answered";
        } else if (event.succeeded()) {
            device.reset();
            front.reset();
            effects.forget();
        }
    }

    @Override
    public void deviceStateSet(Envelope event, DeviceState requested, int dataFd) {
        boolean loads = isLoading(requested);
        if (doubt != null && loads && event.succeeded()) {
            renew();
        }
        if (doubt != null) {
            return;
        }
        if (event.result() == Envelope.UNANSWERED) {
            doubt = "a request for " + requested + " was never answered";
            return;
        }
        if (loads) {
            expected.rewind();
        }
        boolean wasSaving = isSaving();
        if (isLoading(front.state()) && !loads && expected.missing() > 0) {
            String loaded = expected.length() - expected.missing() + " bytes loaded before it";
            predictions.settled(event, false, () -> text(requested), expected.length() + " bytes", loaded);
        }
        boolean isForeign = requested.protocol() != protocol;
        Answer answer =
                carriedOut(event, () -> isForeign ? MigrationFront.REFUSED : front.setState(requested.number()));
        predictions.done(event, answer, () -> text(requested));
        if (isSaving() && !wasSaving) {
            expected.begin();
        }
        boolean isAgreed = answer instanceof Answer.Refused == event.result() > 0;
        if (!isAgreed) {
            doubt = "the request for " + requested + " went another way than the model's";
        }
    }

    @Override
    public void deviceStateRead(Envelope event, DeviceState state, int dataFd) {
        if (doubt != null) {
            return;
        }
        Answer answer = Answer.of(front.state().number() & 0xffff_ffffL, STATE_WIDTH);
        predictions.data(event, answer, Payload.ofLittleEndian(state.number(), STATE_WIDTH), () -> "deviceStateRead");
        if (event.result() == Envelope.OK && !state.equals(front.state())) {
            doubt = "the device is in another state than the model";
        }
    }

    @Override
    public void mmioRead(Envelope event, int region, long offset, int length, int origin, Payload data) {
        read(event, new Access(event.timeNanos(), region, offset, length, origin), "mmioRead", data);
    }

    @Override
    public void mmioWritten(Envelope event, int region, long offset, int length, int origin, Payload data) {
        write(event, new Access(event.timeNanos(), region, offset, length, origin), "mmioWritten", data);
    }

    @Override
    public void configRead(Envelope event, long offset, int length, int origin, Payload data) {
        read(event, new Access(event.timeNanos(), Access.CONFIG, offset, length, origin), "configRead", data);
    }

    @Override
    public void configWritten(Envelope event, long offset, int length, int origin, Payload data) {
        write(event, new Access(event.timeNanos(), Access.CONFIG, offset, length, origin), "configWritten", data);
    }

    @Override
    public void migrationDataRead(Envelope event, int dataFd, long requested, long count, Payload data) {
        if (isUndecided(event, "a read of migration data")) {
            return;
        }
        Answer answer = shown(event, dataFd, count, carriedOut(event, () -> front.readData(requested)));
        Supplier<String> request = () -> "migrationDataRead requested=" + requested;
        if (data.length() == count) {
            predictions.data(event, answer, data, request);
        } else if (answer instanceof Answer.Bytes bytes) {
            boolean isLong = bytes.bytes().length() == count;
            predictions.settled(event, isLong, request, AnswerText.of(answer), count + " bytes");
        }
        if (answer instanceof Answer.Bytes bytes && event.result() == Envelope.OK) {
            expected.saved(isStopCopy(), requested, bytes.bytes());
        }
    }

    /** Where there is no data_fd there is no ENOMSG either, and nothing for now is an answer without data. */
    private static Answer shown(Envelope event, int dataFd, long count, Answer answer) {
        boolean isEmpty = event.result() == Envelope.OK && count == 0 && dataFd == NO_DATA_FD;
        boolean hasNothingNow = answer instanceof Answer.Refused refused && refused.errno() == Errno.ENOMSG;
        return isEmpty && hasNothingNow ? new Answer.Bytes(Payload.empty()) : answer;
    }

    @Override
    public void migrationDataWritten(Envelope event, int dataFd, long declared, long count, Payload data) {
        if (isUndecided(event, "a write of migration data")) {
            return;
        }
        if (data.length() != count) {
            doubt = "the recording does not hold the data that was loaded";
            return;
        }
        Payload right = event.result() == Envelope.OK ? expected.next(data) : data;
        Answer answer = carriedOut(event, () -> front.writeData(right));
        if (right == data) {
            predictions.done(event, answer, () -> "migrationDataWritten count=" + count);
        } else {
            predictions.data(event, new Answer.Bytes(right), data, () -> "migrationDataWritten count=" + count);
        }
    }

    @Override
    public void migrationRegisterRead(Envelope event, int offset, int width, long value) {
        if (streamIsKnown && !isUndecided(event, "a read of a migration register")) {
            Answer answer = carriedOut(event, () -> front.readRegister(offset, width));
            int bytes = Math.max(0, Math.min(width, Long.BYTES));
            predictions.read(
                    event,
                    answer,
                    Payload.ofLittleEndian(value, bytes),
                    () -> "migrationRegisterRead offset=0x%x width=%d".formatted(offset, width));
        }
    }

    @Override
    public void migrationRegisterWritten(Envelope event, int offset, int width, long value) {
        if (streamIsKnown && !isUndecided(event, "a write of a migration register")) {
            predictions.done(
                    event,
                    carriedOut(event, () -> front.writeRegister(offset, width, value)),
                    () -> "migrationRegisterWritten offset=0x%x width=%d".formatted(offset, width));
        }
    }

    @Override
    public void migrationWindowRead(Envelope event, long offset, int length, Payload data) {
        if (streamIsKnown && !isUndecided(event, "a read of the data window")) {
            Answer answer = carriedOut(event, () -> front.readWindow(offset, length));
            if (data.length() == length || event.result() > 0) {
                predictions.data(
                        event,
                        answer,
                        data,
                        () -> "migrationWindowRead offset=0x%x length=%d".formatted(offset, length));
            }
        }
    }

    @Override
    public void migrationWindowWritten(Envelope event, long offset, int length, Payload data) {
        if (isUndecided(event, "a write of the data window")) {
            return;
        }
        if (data.length() != length || !streamIsKnown) {
            doubt = streamIsKnown
                    ? "the recording does not hold the data that was loaded"
                    : "what was loaded is not the stream of the model";
            return;
        }
        predictions.done(
                event,
                carriedOut(event, () -> front.writeWindow(offset, data)),
                () -> "migrationWindowWritten offset=0x%x length=%d".formatted(offset, length));
    }

    @Override
    public void dmaIssued(Envelope event, long id, int target, DmaDirection direction, long address, long length) {
        if (doubt == null && device.predictsDma()) {
            effects.dmaRecorded(event, id, new PredictedEffects.Dma(target, direction, address, length));
        }
    }

    @Override
    public void dmaCompleted(
            Envelope event, long id, int target, DmaDirection direction, long address, long length, Payload data) {
        if (doubt == null) {
            boolean isRead = direction == DmaDirection.READ;
            effects.completed(id)
                    .ifPresent(own -> device.dmaCompleted(own, event.succeeded(), isRead ? data : Payload.empty()));
        }
    }

    @Override
    public void interruptRaised(Envelope event, int index, int vector) {
        if (doubt == null) {
            effects.interruptRecorded(event, index, vector);
        }
    }

    @Override
    public void migrationControlTouched(Envelope event, ControlOrigin origin) {
        if (origin != ControlOrigin.KERNEL) {
            doubt = "somebody else touched the device's migration registers";
        }
    }

    @Override
    public void eventsLost(Envelope event, long count, GapCause cause, Payload text) {
        doubt = "events are missing";
    }

    @Override
    public void captureDamaged(Envelope event, DamageKind damage, long byteOffset, long length, Payload text) {
        if (doubt == null && isLoading(front.state()) && expected.missing() > 0) {
            String wanted = expected.missing() + " more bytes of the stream";
            predictions.settled(event, false, () -> "migrationDataWritten", wanted, "damaged: " + text.utf8());
        }
        doubt = "a message of the recording is damaged";
    }

    private void renew() {
        effects.forget();
        device = provider.create(evidence, effects);
        front = newFront();
        doubt = null;
    }

    private MigrationFront newFront() {
        FeatureSet features = provider.features();
        if (protocol == Protocol.V2) {
            long flags = evidence.featureFlags().orElse(features.flags());
            return new FrontV2(device, FeatureSet.ofFlags(flags).orElse(features));
        }
        DialectV1 dialect = DialectV1.of(protocol);
        return new FrontV1(device, features.has(StateV2.RUNNING_P2P) ? dialect : dialect.withoutNdma());
    }

    private void read(Envelope event, Access access, String what, Payload data) {
        if (isUndecided(event, "a read")) {
            if (event.result() != Envelope.UNANSWERED && doubt != null) {
                predictions.read(event, new Answer.Unknown(doubt), data, () -> what);
            }
            return;
        }
        Answer answer = carriedOut(event, () -> device.read(access));
        if (data.length() == access.length() || event.result() > 0) {
            predictions.read(event, answer, data, () -> text(what, access));
        }
    }

    private void write(Envelope event, Access access, String what, Payload data) {
        if (isUndecided(event, "a write")) {
            return;
        }
        if (data.length() != access.length()) {
            doubt = "the recording does not hold what was written";
            return;
        }
        predictions.done(event, carriedOut(event, () -> device.write(access, data)), () -> text(what, access));
    }

    private static String text(String what, Access access) {
        String place = access.region() == Access.CONFIG ? "" : " region=" + Integer.toUnsignedString(access.region());
        return what + place + " offset=0x%x length=%d".formatted(access.offset(), access.length());
    }

    /** Whether nothing can be predicted; a request that was never answered leaves the device in doubt. */
    private boolean isUndecided(Envelope event, String what) {
        if (doubt == null && event.result() == Envelope.UNANSWERED) {
            doubt = what + " was never answered";
            return true;
        }
        return doubt != null;
    }

    /** The model's answer. Where the recording has an error and the model none, the model is left as it was. */
    private Answer carriedOut(Envelope event, Supplier<Answer> request) {
        if (event.result() <= 0) {
            return request.get();
        }
        byte[] deviceBefore = device.snapshot();
        byte[] frontBefore = front.snapshot();
        Answer answer = effects.ofFailed(request);
        if (!(answer instanceof Answer.Refused)) {
            device.restore(deviceBefore);
            front.restore(frontBefore);
        }
        return answer;
    }

    private static String text(DeviceState requested) {
        return "deviceStateSet requested=" + requested;
    }

    private static boolean isLoading(DeviceState requested) {
        int loading = requested.protocol() == Protocol.V2 ? StateV2.RESUMING.number() : StateV1.RESUMING;
        return requested.number() == loading;
    }

    private boolean isSaving() {
        DeviceState state = front.state();
        return state.protocol() == Protocol.V2
                && StateV2.of(state.number()).filter(StateV2::isSaving).isPresent();
    }

    private boolean isStopCopy() {
        return front.state().equals(StateV2.STOP_COPY.asDeviceState());
    }
}
