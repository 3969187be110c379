package io.vfioreplay.hardware.model;

import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.migration.DeviceAction;
import io.vfioreplay.hardware.state.StateTree;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/**
 * Calls a device with anything in any order, as a hostile guest and a hostile client may, and tells what it answered. The
 * same seed gives the same calls.
 */
public final class RandomCalls {

    private static final long EPOCH_NANOS = 1_700_000_000_000_000_000L;
    private static final long[] ODD_NUMBERS = {-1, Long.MIN_VALUE, Long.MAX_VALUE, Integer.MAX_VALUE, 1L << 32, 1L << 40
    };
    private static final DeviceAction[] ACTIONS = DeviceAction.values();

    private final Random random;
    private final int regionMax;
    private final int bytesMax;

    /**
     * Calls of one seed.
     *
     * @param regionMax the highest index of an ordinary region
     * @param bytesMax offsets and lengths are mostly below this
     */
    public RandomCalls(long seed, int regionMax, int bytesMax) {
        random = new Random(seed);
        this.regionMax = regionMax;
        this.bytesMax = bytesMax;
    }

    /** Makes so many calls and returns what was answered, a line each. */
    public List<String> drive(KnownDevice device, int calls) {
        List<String> answers = new ArrayList<>();
        for (int i = 0; i < calls; i++) {
            answers.add(call(device));
        }
        return answers;
    }

    /** Everything that later answers depend on, as the model describes it. */
    public static String state(KnownDevice device) {
        StateTree.Builder tree = StateTree.builder();
        device.describe(tree, "device0/model/");
        return tree.build().rendering();
    }

    /** The bytes of an answer in hexadecimal digits, the whole answer where it has none. */
    public static String text(Answer answer) {
        return answer instanceof Answer.Bytes bytes
                ? HexFormat.of().formatHex(bytes.bytes().toByteArray())
                : answer.toString();
    }

    private String call(KnownDevice device) {
        return switch (random.nextInt(20)) {
            case 0, 1, 2, 3, 4 -> text(device.read(access(length())));
            case 5, 6, 7, 8, 9, 10 -> write(device);
            case 11, 12, 13 -> text(device.readData(number()));
            case 14, 15, 16 -> text(device.writeData(payload(length())));
            case 17, 18 -> text(device.perform(ACTIONS[random.nextInt(ACTIONS.length)]));
            default -> other(device);
        };
    }

    private String write(KnownDevice device) {
        Payload data = payload(length());
        return text(device.write(access(data.length()), data));
    }

    private String other(KnownDevice device) {
        device.dmaCompleted(random.nextInt(10), random.nextBoolean(), payload(random.nextInt(8)));
        if (random.nextInt(20) == 0) {
            device.reset();
        }
        return device.pendingBytes() + " " + device.initialBytes() + " " + device.dataSize();
    }

    private Access access(int length) {
        int region = random.nextInt(20) == 0 ? random.nextInt() : random.nextInt(regionMax + 1);
        return new Access(EPOCH_NANOS + random.nextInt(), region, number(), length, 0);
    }

    private long number() {
        return random.nextInt(20) == 0 ? ODD_NUMBERS[random.nextInt(ODD_NUMBERS.length)] : random.nextInt(bytesMax);
    }

    private int length() {
        int[] usual = {1, 1, 2, 4, 8, random.nextInt(bytesMax)};
        return usual[random.nextInt(usual.length)];
    }

    private Payload payload(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return Payload.of(bytes);
    }
}
