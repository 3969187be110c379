package io.vfioreplay.hardware.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.hardware.event.DmaDirection;
import io.vfioreplay.hardware.event.Errno;
import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.migration.DeviceAction;
import io.vfioreplay.hardware.state.Sha256;
import io.vfioreplay.hardware.state.StateTree;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A guest, its peers and its client, who call a device with anything in any order, and often enough with what makes sense that
 * the device gets somewhere. Every answer is checked for its form and goes, with every effect, into one digest. The same seed
 * gives the same calls, as far as the device gives the same effects.
 */
final class HostileGuest implements Effects {

    private static final DeviceAction[] ACTIONS = DeviceAction.values();
    private static final List<DeviceAction> RUNNING = List.of(DeviceAction.RUN, DeviceAction.ALLOW_DMA);
    private static final List<DeviceAction> SAVING =
            List.of(DeviceAction.STOP, DeviceAction.BEGIN_SAVING, DeviceAction.CAPTURE);
    private static final List<DeviceAction> SENDING = List.of(DeviceAction.BEGIN_SAVING, DeviceAction.START_PRE_COPY);
    private static final List<DeviceAction> LOADING =
            List.of(DeviceAction.END_SAVING, DeviceAction.STOP, DeviceAction.BEGIN_LOADING);
    private static final List<DeviceAction> LOADED =
            List.of(DeviceAction.LOAD, DeviceAction.RUN, DeviceAction.ALLOW_DMA);
    private static final List<List<DeviceAction>> SEQUENCES = List.of(RUNNING, SAVING, SENDING, LOADING, LOADED);

    private static final int[] NUMBERS = {0, 1, 1, 1, 2, 3, 4, 8, 16, 64, 256, 4096, -1, Integer.MIN_VALUE};
    private static final long[] ODD_NUMBERS = {-1, Long.MIN_VALUE, Long.MAX_VALUE, Integer.MAX_VALUE, 1L << 32, 1L << 40
    };
    /** What a driver writes to BAR0 to get a device of ours to work: offset, value. */
    private static final Map<String, int[][]> DRIVERS = Map.of(
            "queue", new int[][] {{0x04, 0}, {0x0c, 0x1000}, {0x14, 16}, {0x04, 1}, {0x1c, 9}},
            "ndma", new int[][] {{0x04, 1}, {0x108, 64}, {0x10c, 0x1fe0}, {0x110, -1}, {0x114, 0}, {0x114, 1}});

    private static final int STREAM_MAX = 1 << 18;
    private static final int RECENT = 16;

    private final KnownDeviceProvider provider;
    private final Evidence evidence;
    private final Random random;
    private final Sha256 digest = new Sha256();
    private final StreamBuffer carried = new StreamBuffer(STREAM_MAX);
    private final long[] recentIds = new long[RECENT];
    private final long[] recentLengths = new long[RECENT];
    private KnownDevice device;
    private int issued;
    private int loaded;

    HostileGuest(KnownDeviceProvider provider, Evidence evidence, long seed) {
        this.provider = provider;
        this.evidence = evidence;
        this.random = new Random(seed);
        this.device = provider.create(evidence, this);
    }

    KnownDevice device() {
        return device;
    }

    /** How many DMA the device began. */
    int issued() {
        return issued;
    }

    /** How often a state was loaded. */
    int loaded() {
        return loaded;
    }

    /** Makes so many calls. */
    void call(int calls) {
        for (int i = 0; i < calls; i++) {
            call();
        }
    }

    /** Goes on with a new device that was given the snapshot of the old one; nobody may notice. */
    void restore(String where) {
        byte[] snapshot = device.snapshot();
        int before = issued;
        device = provider.create(evidence, this);
        device.restore(snapshot);
        assertThat(issued).as(where).isEqualTo(before);
        assertThat(device.snapshot()).as(where).isEqualTo(snapshot);
    }

    /** The digest of all answers, all effects and the state of the device. */
    String digest() {
        StateTree.Builder tree = StateTree.builder();
        device.describe(tree, "device0/model/");
        add(tree.build().rendering());
        add(device.snapshot());
        return digest.hex();
    }

    @Override
    public void dmaIssued(long id, int target, DmaDirection direction, long address, long length) {
        recentIds[issued % RECENT] = id;
        recentLengths[issued % RECENT] = length;
        issued++;
        check(id >= 1 && target >= EventSink.RAM && length >= 0, "dma");
        add("dma " + id + " " + target + " " + direction + " " + address + " " + length);
    }

    @Override
    public void interruptRaised(int index, int vector) {
        check(index >= 0 && vector >= 0, "interrupt");
        add("interrupt " + index + " " + vector);
    }

    private void call() {
        switch (random.nextInt(24)) {
            case 0, 1, 2, 3 -> read();
            case 4, 5, 6, 7, 8, 9, 10 -> write();
            case 11, 12, 13, 14 -> complete();
            case 15, 16 -> readData(random.nextInt(8) == 0 ? oddNumber() : random.nextInt(6000));
            case 17 -> writeData(payload(random.nextInt(100)));
            case 18, 19 -> writeData(carried.read(random.nextInt(6000)));
            case 20 -> perform(ACTIONS[random.nextInt(ACTIONS.length)]);
            case 21 -> SEQUENCES.get(random.nextInt(SEQUENCES.size())).forEach(this::perform);
            case 22 -> seldom();
            default -> sizes();
        }
    }

    private void seldom() {
        int which = random.nextInt(60);
        if (which == 0) {
            device.reset();
        } else if (which <= 10) {
            migrate();
        } else {
            RUNNING.forEach(this::perform);
            drive();
        }
    }

    private void drive() {
        for (int[] step : DRIVERS.getOrDefault(provider.name(), new int[0][])) {
            Access access = new Access(0, 0, step[0], Integer.BYTES, EventSink.CPU);
            add(device.write(access, Payload.ofLittleEndian(step[1], Integer.BYTES)));
        }
    }

    /** Hands the device's state to itself. */
    private void migrate() {
        carried.drop();
        SAVING.forEach(this::perform);
        while (device.pendingBytes() > 0 && carried.remaining() < STREAM_MAX / 2) {
            readData(1 + random.nextInt(50_000));
        }
        LOADING.forEach(this::perform);
        while (carried.remaining() > 0) {
            writeData(carried.read(1 + random.nextInt(50_000)));
        }
        LOADED.forEach(this::perform);
    }

    private void read() {
        Access access = access(length());
        Answer answer = device.read(access);
        if (answer instanceof Answer.Bytes bytes) {
            check(bytes.bytes().length() == access.length(), "read of " + access);
        } else if (answer instanceof Answer.Within within) {
            check(within.width() == access.length() && within.low() <= within.high(), "read of " + access);
        } else {
            check(!(answer instanceof Answer.Done), "read of " + access);
        }
        add(answer);
    }

    private void write() {
        int length = length();
        boolean isNumber = length == Integer.BYTES && random.nextInt(8) != 0;
        Payload data = isNumber ? Payload.ofLittleEndian(number(), length) : payload(Math.min(length, 5000));
        Answer answer = device.write(access(length), data);
        check(!(answer instanceof Answer.Bytes) && !(answer instanceof Answer.Within), "write");
        add(answer);
    }

    private void complete() {
        int slot = random.nextInt(4) == 0 ? random.nextInt(RECENT) : Math.floorMod(issued - 1, RECENT);
        long id = random.nextInt(16) == 0 ? oddNumber() : recentIds[slot];
        int length = random.nextInt(16) == 0 ? random.nextInt(20) : (int) Math.min(recentLengths[slot], 5000);
        boolean isDescriptor = length == 16 && random.nextInt(4) != 0;
        device.dmaCompleted(id, random.nextInt(8) != 0, isDescriptor ? descriptor() : payload(length));
    }

    /** 16 bytes that a device may take for a piece of work. */
    private Payload descriptor() {
        byte[] bytes = new byte[16];
        bytes[0] = (byte) random.nextInt();
        bytes[8] = (byte) random.nextInt();
        bytes[12] = (byte) random.nextInt(5);
        return Payload.of(bytes);
    }

    private void perform(DeviceAction action) {
        Answer answer = device.perform(action);
        loaded += action == DeviceAction.LOAD && answer instanceof Answer.Done ? 1 : 0;
        check(answer instanceof Answer.Done || answer instanceof Answer.Refused, action.name());
        add(answer);
    }

    private void readData(long requested) {
        Answer answer = device.readData(requested);
        if (answer instanceof Answer.Bytes bytes) {
            check(bytes.bytes().length() <= Math.max(0, requested), "readData " + requested);
            carried.append(bytes.bytes());
        } else {
            check(answer instanceof Answer.Refused || answer instanceof Answer.Unknown, "readData " + requested);
        }
        add(answer);
    }

    private void writeData(Payload data) {
        Answer answer = device.writeData(data);
        check(answer instanceof Answer.Done || answer instanceof Answer.Refused, "writeData");
        add(answer);
    }

    private void sizes() {
        long pending = device.pendingBytes();
        long initial = device.initialBytes();
        long size = device.dataSize();
        check(initial >= 0 && initial <= pending && size >= 0, "sizes");
        add(pending + " " + initial + " " + size);
    }

    private Access access(int length) {
        int region = random.nextInt(3) == 0 ? random.nextInt(4) : 0;
        region = random.nextInt(16) == 0 ? random.nextInt(12) - 1 : region;
        int origin = random.nextInt(4) == 0 ? random.nextInt(3) : EventSink.CPU;
        long time = random.nextInt(8) == 0 ? oddNumber() : random.nextInt() & 0xffff_ffffL;
        return new Access(time, region, offset(), length, origin);
    }

    private long offset() {
        return switch (random.nextInt(10)) {
            case 0 -> oddNumber();
            case 1 -> random.nextInt(70_000);
            case 2 -> random.nextInt(64);
            case 3, 4, 5 -> 0x100 + 4L * random.nextInt(40);
            default -> 4L * random.nextInt(16);
        };
    }

    private int length() {
        return switch (random.nextInt(12)) {
            case 0 -> 1;
            case 1 -> 2;
            case 2 -> 8;
            case 3 -> random.nextInt(5000);
            case 4 -> random.nextBoolean() ? 0 : random.nextInt();
            default -> Integer.BYTES;
        };
    }

    private int number() {
        return random.nextInt(8) == 0 ? random.nextInt() : NUMBERS[random.nextInt(NUMBERS.length)];
    }

    private long oddNumber() {
        return random.nextInt(4) == 0 ? random.nextLong() : ODD_NUMBERS[random.nextInt(ODD_NUMBERS.length)];
    }

    private Payload payload(int length) {
        byte[] bytes = new byte[Math.max(0, length)];
        random.nextBytes(bytes);
        return Payload.of(bytes);
    }

    private void add(Answer answer) {
        if (answer instanceof Answer.Bytes bytes) {
            add(bytes.bytes().toByteArray());
        } else {
            if (answer instanceof Answer.Refused refused) {
                check(!Errno.name(refused.errno()).startsWith("errno"), "an errno without a name: " + refused);
            }
            add(answer.toString());
        }
    }

    private void add(String text) {
        add(text.getBytes(StandardCharsets.UTF_8));
    }

    private void add(byte[] bytes) {
        digest.update(Payload.ofLittleEndian(bytes.length, Integer.BYTES), Integer.BYTES);
        digest.update(bytes, 0, bytes.length);
    }

    private static void check(boolean isRight, String what) {
        if (!isRight) {
            throw new AssertionError("not well-formed: " + what);
        }
    }

    /** The bytes with some of them changed, cut or made longer. */
    static byte[] damaged(byte[] bytes, Random random) {
        int kind = random.nextInt(8);
        if (kind == 0) {
            return Arrays.copyOf(bytes, random.nextInt(bytes.length + 10));
        }
        byte[] copy = bytes.clone();
        for (int i = 0; i <= random.nextInt(3); i++) {
            int at = random.nextBoolean() ? random.nextInt(Math.min(200, copy.length)) : random.nextInt(copy.length);
            copy[at] = (byte) (random.nextBoolean() ? random.nextInt() : random.nextInt(3) - 1);
        }
        return copy;
    }
}
