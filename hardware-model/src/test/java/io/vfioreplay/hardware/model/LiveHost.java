package io.vfioreplay.hardware.model;

import io.vfioreplay.hardware.event.DmaDirection;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.event.FlatEventSink;
import io.vfioreplay.hardware.event.Flattener;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.ResetCause;
import io.vfioreplay.hardware.event.Stamp;
import io.vfioreplay.hardware.migration.DeviceState;
import io.vfioreplay.hardware.migration.DialectV1;
import io.vfioreplay.hardware.migration.Protocol;
import io.vfioreplay.hardware.migration.StateV1;
import io.vfioreplay.hardware.migration.StateV2;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * A device that is really there: its model, used by a seeded guest and a seeded VMM, with every request and answer told as an
 * event. What a recorder would see of such a device.
 */
final class LiveHost implements Effects {

    private static final int[] WIDTHS = {1, 2, 4, 8};
    private static final long SECOND = 1_000_000_000L;

    private final Random random;
    private final Flattener events;
    private final Protocol protocol;
    private final KnownDevice device;
    private final MigrationFront front;
    private final Deque<Runnable> completions = new ArrayDeque<>();
    private final ByteArrayOutputStream stream = new ByteArrayOutputStream();
    private final Set<Long> unknown = new TreeSet<>();
    private long position;
    private int loaded;

    LiveHost(KnownDeviceProvider provider, Protocol protocol, long seed, FlatEventSink sink) {
        this.random = new Random(seed);
        this.events = new Flattener(sink);
        this.protocol = protocol;
        this.device = provider.create(Evidence.NONE, this);
        boolean quiets = provider.features().has(StateV2.RUNNING_P2P);
        DialectV1 dialect = protocol == Protocol.V2 ? null : DialectV1.of(protocol);
        this.front = dialect == null
                ? new FrontV2(device, provider.features())
                : new FrontV1(device, quiets ? dialect : dialect.withoutNdma());
        events.deviceOpened(stamp(0), protocol, Payload.empty());
    }

    /** One thing that happens, and whatever the device does by itself then. */
    void step() {
        int choice = random.nextInt(20);
        if (choice < 5) {
            read();
        } else if (choice < 11) {
            write();
        } else if (choice < 14) {
            state();
        } else if (choice < 18) {
            data();
        } else if (choice < 19) {
            complete();
        } else if (random.nextInt(20) == 0) {
            device.reset();
            front.reset();
            completions.clear();
            events.deviceReset(stamp(0), ResetCause.REQUEST);
        }
    }

    @Override
    public void dmaIssued(long id, int target, DmaDirection direction, long address, long length) {
        // Told before the access that caused it: a recorder may see them in either order.
        completions.add(() -> {
            byte[] bytes = new byte[(int) Math.min(length, 4096)];
            random.nextBytes(bytes);
            Payload data = direction == DmaDirection.READ ? Payload.of(bytes) : Payload.empty();
            events.dmaIssued(stamp(0), id, target, direction, address, length);
            Stamp done = stamp(0);
            events.dmaCompleted(done, id, target, direction, address, length, data);
            device.dmaCompleted(id, true, data);
        });
    }

    @Override
    public void interruptRaised(int index, int vector) {
        completions.add(() -> events.interruptRaised(stamp(0), index, vector));
    }

    private Stamp stamp(int result) {
        long at = position++;
        return new Stamp(at, at * SECOND, Envelope.NO_DURATION, 0, 0, at + 1, result);
    }

    /** Where the device gave an answer that its model cannot know; the recording has zeros there. */
    Set<Long> unknown() {
        return unknown;
    }

    private Stamp next(Answer answer) {
        if (answer instanceof Answer.Unknown) {
            unknown.add(position);
        }
        return stamp(answer instanceof Answer.Refused refused ? refused.errno() : Envelope.OK);
    }

    private Access access(long time) {
        int width = WIDTHS[random.nextInt(WIDTHS.length)];
        int region = random.nextInt(8) == 0 ? Access.CONFIG : random.nextInt(3);
        long offset = random.nextInt(64) == 0 ? random.nextLong() : random.nextInt(96) / width * (long) width;
        return new Access(time, region, offset, width, EventSink.CPU);
    }

    private void read() {
        Access access = access(position * SECOND);
        Answer answer = device.read(access);
        Payload data = answer instanceof Answer.Unknown ? Payload.of(new byte[access.length()]) : bytes(answer);
        if (access.region() == Access.CONFIG) {
            events.configRead(next(answer), access.offset(), access.length(), access.origin(), data);
        } else {
            events.mmioRead(next(answer), access.region(), access.offset(), access.length(), access.origin(), data);
        }
    }

    private void write() {
        Access access = access(position * SECOND);
        byte[] bytes = new byte[access.length()];
        random.nextBytes(bytes);
        Payload data =
                random.nextBoolean() ? Payload.of(bytes) : Payload.ofLittleEndian(random.nextInt(4), bytes.length);
        Answer answer = device.write(access, data);
        if (access.region() == Access.CONFIG) {
            events.configWritten(next(answer), access.offset(), access.length(), access.origin(), data);
        } else {
            events.mmioWritten(next(answer), access.region(), access.offset(), access.length(), access.origin(), data);
        }
    }

    private void state() {
        if (random.nextInt(4) == 0) {
            events.deviceStateRead(stamp(0), front.state(), EventSink.NO_DATA_FD);
            return;
        }
        int requested = random.nextInt(protocol == Protocol.V2 ? 9 : StateV1.VALUES);
        Answer answer = front.setState(requested);
        events.deviceStateSet(next(answer), DeviceState.of(protocol, requested), EventSink.NO_DATA_FD);
    }

    private void data() {
        if (protocol != Protocol.V2) {
            window();
        } else if (random.nextBoolean()) {
            int requested = random.nextInt(8192);
            Answer answer = front.readData(requested);
            Payload data = bytes(answer);
            stream.writeBytes(data.toByteArray());
            events.migrationDataRead(next(answer), EventSink.NO_DATA_FD, requested, data.length(), data);
        } else {
            Payload data = toLoad();
            Answer answer = front.writeData(data);
            events.migrationDataWritten(next(answer), EventSink.NO_DATA_FD, data.length(), data.length(), data);
        }
    }

    private void window() {
        int register = 8 * (1 + random.nextInt(3));
        switch (random.nextInt(4)) {
            case 0 -> {
                Answer answer = front.readRegister(register, Long.BYTES);
                events.migrationRegisterRead(
                        next(answer), register, Long.BYTES, bytes(answer).littleEndian());
            }
            case 1 -> {
                long value = random.nextInt(4096);
                Answer answer = front.writeRegister(register, Long.BYTES, value);
                events.migrationRegisterWritten(next(answer), register, Long.BYTES, value);
            }
            case 2 -> {
                int length = random.nextInt(4096);
                Answer answer = front.readWindow(WindowV1.START, length);
                stream.writeBytes(bytes(answer).toByteArray());
                events.migrationWindowRead(next(answer), WindowV1.START, length, bytes(answer));
            }
            default -> {
                Payload data = toLoad();
                Answer answer = front.writeWindow(WindowV1.START, data);
                events.migrationWindowWritten(next(answer), WindowV1.START, data.length(), data);
            }
        }
    }

    /** Mostly what the device handed out before, from its begin, in other pieces. */
    private Payload toLoad() {
        byte[] all = stream.toByteArray();
        loaded = loaded >= all.length || random.nextInt(30) == 0 ? 0 : loaded;
        int count = Math.min(random.nextInt(4096), all.length - loaded);
        Payload data = Payload.of(all, loaded, count);
        loaded += count;
        return data;
    }

    private void complete() {
        Runnable completion = completions.poll();
        if (completion != null) {
            completion.run();
        }
    }

    private static Payload bytes(Answer answer) {
        if (answer instanceof Answer.Within within) {
            return Payload.ofLittleEndian(within.low(), within.width());
        }
        return answer instanceof Answer.Bytes bytes ? bytes.bytes() : Payload.empty();
    }
}
