package io.vfioreplay.engine.simulate;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.event.MappingKind;
import io.vfioreplay.hardware.event.Party;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.ResetCause;
import io.vfioreplay.hardware.event.Stamp;
import io.vfioreplay.hardware.migration.DeviceState;
import io.vfioreplay.hardware.migration.DialectV1;
import io.vfioreplay.hardware.migration.Protocol;
import io.vfioreplay.hardware.migration.StateV1;
import io.vfioreplay.hardware.migration.StateV2;
import io.vfioreplay.hardware.model.Access;
import io.vfioreplay.hardware.model.Answer;
import io.vfioreplay.hardware.model.FrontV1;
import io.vfioreplay.hardware.model.FrontV2;
import io.vfioreplay.hardware.model.KnownDevice;
import io.vfioreplay.hardware.model.MigrationFront;

/**
 * A device as its VMM and its guest see it: each request is answered by the model, unless mischief has it, and recorded with its
 * answer; what the device does by itself is recorded behind that.
 */
final class Rig {

    /** The feature word of v1 of a device that offers NDMA. */
    private static final int FEATURE_NDMA = 8;

    private static final int READ_WRITE = 3;
    private static final int FIRST_FD = 20;
    private static final int CONFIG_HEAD_BYTES = 4;
    private static final long PEER_BASE = 0x10_0000_0000L;
    private static final long PEER_BYTES = 0x1_0000;

    final Host host;
    final int index;
    final Scenario.Device plan;
    final GuestDriver driver;
    final KnownDevice device;
    final MigrationFront front;
    final OwnDoings doings;

    /** The descriptor that the VMM holds, or {@link EventSink#NO_DATA_FD}. */
    int dataFd = EventSink.NO_DATA_FD;

    /** Nobody is there any more: nothing is answered. */
    boolean isDead;

    /** The guest writes something to read it back. */
    boolean isProbed;

    /** What is written next ends the stream. */
    boolean isLastPiece;

    private int fds;

    Rig(Host host, int index, Scenario.Device plan) {
        this.host = host;
        this.index = index;
        this.plan = plan;
        this.doings = new OwnDoings(this);
        this.device = plan.kind().create(doings);
        Protocol protocol = host.scenario.protocol();
        if (protocol == Protocol.V2) {
            this.front = new FrontV2(device, plan.features());
        } else {
            DialectV1 dialect = DialectV1.of(protocol);
            this.front = new FrontV1(device, plan.hasP2p() ? dialect : dialect.withoutNdma());
        }
        this.driver = GuestDriver.of(this);
    }

    /** Whether the device has the grace states of its protocol. */
    boolean hasGrace() {
        return plan.hasP2p() && (host.scenario.isV2() || host.scenario.isRfc());
    }

    void open() {
        host.events.deviceOpened(
                ok(), host.scenario.protocol(), Payload.ofUtf8(plan.kind().label() + index));
        if (plan.kind() == DeviceKind.SAMPLE) {
            host.events.protocolNegotiated(ok(), Party.SERVER, 0, 1, Payload.ofUtf8("{}"));
        }
        plan.kind()
                .regionSizes()
                .forEach((region, size) -> host.events.regionDescribed(ok(), region, READ_WRITE, size));
        if (plan.kind().regionSizes().containsKey(Access.CONFIG)) {
            read(Access.CONFIG, 0, CONFIG_HEAD_BYTES, EventSink.CPU);
        }
        describeFeatures();
        MappingKind ram = host.scenario.vantage() == Vantage.VFIO_USER ? MappingKind.BY_MESSAGE : MappingKind.SHARED;
        host.events.dmaMapped(ok(), GuestMemory.BASE, GuestMemory.BYTES, ram, READ_WRITE, 0);
        if (host.scenario.guest().peers()) {
            for (Rig peer : host.rigs) {
                if (peer != this) {
                    host.events.dmaMapped(ok(), peerBase(peer.index), PEER_BYTES, MappingKind.PEER_MMIO, READ_WRITE, 0);
                }
            }
        }
        state();
    }

    private void describeFeatures() {
        boolean isShown = !host.scenario.has(Fault.FEATURES_UNREAD) && plan.kind() != DeviceKind.MTTY;
        if (host.scenario.isV2()) {
            if (isShown || !host.scenario.has(Fault.FEATURES_UNREAD)) {
                host.events.migrationFeaturesRead(ok(), plan.features().flags());
            }
        } else if (isShown) {
            // A serial card that says anything but its v2 features is taken for another one.
            host.events.migrationFeaturesRead(ok(), hasGrace() ? FEATURE_NDMA : 0);
        }
    }

    /** Where the memory of a peer is mapped. */
    static long peerBase(int index) {
        return PEER_BASE + index * PEER_BYTES;
    }

    void close() {
        host.events.deviceClosed(ok());
    }

    /** The VMM asks for a reset; the result. */
    int reset() {
        int result = host.mischief.resetAnswer(this);
        if (result == Envelope.OK) {
            device.reset();
            front.reset();
            doings.forget();
        }
        host.events.deviceReset(stamp(result > 0 ? result : Envelope.OK), ResetCause.REQUEST);
        return result;
    }

    /** The device resets itself, and nobody is told. */
    void resetUnseen() {
        device.reset();
        front.reset();
        doings.forget();
    }

    /** The VMM reads the state. */
    DeviceState state() {
        DeviceState seen = host.mischief.shownState(this, front.state());
        int result = isDead ? Envelope.UNANSWERED : Envelope.OK;
        host.events.deviceStateRead(stamp(result), seen, EventSink.NO_DATA_FD);
        return seen;
    }

    /** The VMM asks for a state, by its number; the result. */
    int set(int wanted) {
        boolean hadSession = hasSession();
        int result = isDead ? Envelope.UNANSWERED : host.mischief.stateAnswer(this, wanted);
        boolean isPretended = result == Mischief.PRETENDED;
        if (result == Envelope.OK) {
            result = errno(front.setState(wanted));
        }
        int answered = isPretended ? Envelope.OK : result;
        int opened = answered == Envelope.OK && !isPretended && !hadSession && hasSession() ? FIRST_FD + fds++ : -1;
        int shown = answered == Envelope.OK ? host.mischief.shownFd(this, wanted, opened) : -1;
        host.events.deviceStateSet(
                stamp(answered), DeviceState.of(host.scenario.protocol(), wanted), host.scenario.isV2() ? shown : -1);
        if (opened >= 0) {
            dataFd = opened;
        }
        if (result == Envelope.OK) {
            doings.stateChanged(mayDma());
            host.mischief.reached(this, wanted);
        }
        return answered;
    }

    private boolean hasSession() {
        return front.state().protocol() == Protocol.V2
                && StateV2.of(front.state().number())
                        .filter(state -> state.isSaving() || state == StateV2.RESUMING)
                        .isPresent();
    }

    private boolean mayDma() {
        int number = front.state().number();
        if (front.state().protocol() == Protocol.V2) {
            return number == StateV2.RUNNING.number() || number == StateV2.PRE_COPY.number();
        }
        return StateV1.has(number, StateV1.RUNNING) && !StateV1.has(number, StateV1.NDMA);
    }

    /** Somebody reads a region; the bytes, zeros where the model cannot tell, none when it was refused. */
    Payload read(int region, long offset, int length, int origin) {
        Answer answer = device.read(access(region, offset, length, origin));
        Payload data = host.mischief.shownRead(this, bytes(answer, length));
        if (region == Access.CONFIG) {
            host.events.configRead(stamp(errno(answer)), offset, length, origin, data);
        } else {
            host.events.mmioRead(stamp(errno(answer)), region, offset, length, origin, data);
        }
        doings.tell();
        return data;
    }

    /** Somebody writes to a region. */
    void write(int region, long offset, Payload data, int origin) {
        Answer answer = host.mischief.losesWrite(this)
                ? Answer.DONE
                : device.write(access(region, offset, data.length(), origin), data);
        host.events.mmioWritten(stamp(errno(answer)), region, offset, data.length(), origin, data);
        doings.tell();
    }

    /** The guest writes a number into a register. */
    void write(int region, long offset, int width, long value) {
        write(region, offset, Payload.ofLittleEndian(value, width), EventSink.CPU);
    }

    private Access access(int region, long offset, int length, int origin) {
        host.pass(1);
        return new Access(host.stamp(index, Envelope.OK).timeNanos(), region, offset, length, origin);
    }

    /** What a transfer of migration data came to. */
    record Taken(int result, Payload data) {}

    private int dataAnswer() {
        return isDead ? Envelope.UNANSWERED : host.mischief.dataAnswer(this);
    }

    /** v2: the VMM reads migration data. */
    Taken readData(int requested) {
        int result = dataAnswer();
        Payload data = Payload.empty();
        if (result == Envelope.OK) {
            Answer answer = front.readData(requested);
            data = answer instanceof Answer.Bytes bytes ? bytes.bytes() : Payload.empty();
            result = host.mischief.readResult(this, errno(answer), data);
            data = result == Envelope.OK ? host.mischief.handedOut(this, data) : Payload.empty();
        }
        host.events.migrationDataRead(stamp(result), dataFd, requested, data.length(), data);
        return new Taken(result, data);
    }

    /** v2: the VMM writes migration data, of which the message says that there is so much. */
    int writeData(Payload data, long declared) {
        int result = dataAnswer();
        if (result == Envelope.OK) {
            result = errno(front.writeData(host.mischief.takenIn(this, data)));
        }
        host.events.migrationDataWritten(stamp(result), dataFd, declared, data.length(), data);
        return result;
    }

    /** v2: the VMM closes what it holds. */
    void closeFd() {
        if (dataFd >= 0) {
            host.events.dataFdClosed(ok(), dataFd);
            dataFd = EventSink.NO_DATA_FD;
        }
    }

    /** v2: how much pre-copy data is said to be left. */
    void readPrecopyInfo() {
        long initial = device.initialBytes();
        long shown = host.mischief.shownInitial(this, initial);
        host.events.precopyInfoRead(ok(), shown, Math.max(0, device.pendingBytes() - initial), 0);
    }

    /** v1: a register of the migration region is read. */
    Taken readRegister(int offset, int width) {
        boolean isRefusable = host.isSource() || isDead;
        int result = isRefusable ? dataAnswer() : Envelope.OK;
        Answer answer = result == Envelope.OK ? front.readRegister(offset, width) : Answer.DONE;
        int answered = result == Envelope.OK ? errno(answer) : result;
        Payload data = answer instanceof Answer.Bytes bytes ? bytes.bytes() : Payload.empty();
        host.events.migrationRegisterRead(stamp(answered), offset, width, data.littleEndian());
        return new Taken(answered, data);
    }

    /** v1: a register of the migration region is written. */
    int writeRegister(int offset, int width, long value) {
        int result = dataAnswer();
        int answered = result == Envelope.OK ? errno(front.writeRegister(offset, width, value)) : result;
        host.events.migrationRegisterWritten(stamp(answered), offset, width, value);
        return answered;
    }

    /** v1: migration data is read from the window. */
    Taken readWindow(long offset, int length) {
        Answer answer = front.readWindow(offset, length);
        Payload data = answer instanceof Answer.Bytes bytes ? bytes.bytes() : Payload.empty();
        host.events.migrationWindowRead(stamp(errno(answer)), offset, length, data);
        return new Taken(errno(answer), data);
    }

    /** v1: migration data is written into the window. */
    int writeWindow(long offset, Payload data) {
        int result = errno(front.writeWindow(offset, data));
        host.events.migrationWindowWritten(stamp(result), offset, data.length(), data);
        return result;
    }

    /** The device finishes the DMA that it has begun, and what follows from it. */
    void completeDma() {
        doings.complete();
    }

    Stamp ok() {
        return stamp(Envelope.OK);
    }

    Stamp stamp(int result) {
        return host.stamp(index, result);
    }

    private static int errno(Answer answer) {
        return answer instanceof Answer.Refused refused ? refused.errno() : Envelope.OK;
    }

    private static Payload bytes(Answer answer, int length) {
        if (answer instanceof Answer.Bytes bytes) {
            return bytes.bytes();
        }
        if (answer instanceof Answer.Within within) {
            return Payload.ofLittleEndian(within.low(), within.width());
        }
        return answer instanceof Answer.Refused ? Payload.empty() : Payload.of(new byte[length]);
    }
}
