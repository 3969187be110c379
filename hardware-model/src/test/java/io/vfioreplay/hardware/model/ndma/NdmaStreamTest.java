package io.vfioreplay.hardware.model.ndma;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.hardware.event.Errno;
import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.migration.DeviceAction;
import io.vfioreplay.hardware.model.Answer;
import io.vfioreplay.hardware.model.DeviceBench;
import io.vfioreplay.hardware.model.Evidence;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Checked: pre-copy and stop-copy together are the state of the stopped device, whatever the guest does, the sizes of the pieces
 * are and is dropped in between; a quiet device starts no DMA. Not verified: streams of real mlx5 devices, which are opaque.
 */
final class NdmaStreamTest {

    private static final int START = 32;
    private static final int PAGE = 4112;
    private static final int STEPS = 400;

    private final DeviceBench bench = newBench();

    @Test
    void preCopy_sendsEverythingOnceAndThenWhatChanged() {
        bench.perform(DeviceAction.BEGIN_SAVING, DeviceAction.START_PRE_COPY);
        assertThat(bench.device().initialBytes()).isEqualTo(START + 16 * PAGE);
        assertThat(bench.device().pendingBytes()).isEqualTo(START + 16 * PAGE);
        assertThat(bench.drain(10_000)).hasSize(START + 16 * PAGE);
        assertThat(bench.device().initialBytes()).isZero();
        assertThat(bench.device().readData(100)).isEqualTo(new Answer.Refused(Errno.ENOMSG));

        bench.write(2, 0x3fff, new byte[] {1, 1});
        bench.write(2, 0x3000, new byte[] {2});
        assertThat(bench.device().pendingBytes()).isEqualTo(2 * PAGE);
        assertThat(bench.device().initialBytes()).isZero();
        assertThat(bench.drain(10_000)).hasSize(2 * PAGE);
        assertThat(bench.device().readData(100)).isEqualTo(new Answer.Refused(Errno.ENOMSG));
    }

    @Test
    void preCopy_countsAPageThatWasNotSentAsInitialOnly() {
        bench.perform(DeviceAction.BEGIN_SAVING, DeviceAction.START_PRE_COPY);
        bench.write(2, 0, new byte[] {1});
        assertThat(bench.device().pendingBytes()).isEqualTo(START + 16 * PAGE);
        bench.device().readData(START + 1);
        assertThat(bench.device().initialBytes()).isEqualTo(16 * PAGE - 1);
        bench.write(2, 0, new byte[] {1});
        assertThat(bench.device().initialBytes()).isEqualTo(16 * PAGE - 1);
        assertThat(bench.device().pendingBytes()).isEqualTo(17 * PAGE - 1);
    }

    @Test
    void stopCopy_endsForGood() {
        bench.perform(DeviceAction.STOP, DeviceAction.BEGIN_SAVING, DeviceAction.CAPTURE);
        assertThat(bench.drain(77)).hasSize((int) bench.device().dataSize());
        assertThat(DeviceBench.bytes(bench.device().readData(100)).length()).isZero();
        assertThat(bench.device().pendingBytes()).isZero();
        bench.perform(DeviceAction.END_SAVING);
        assertThat(bench.device().readData(100)).isEqualTo(new Answer.Refused(Errno.ENODEV));
    }

    @Test
    void stream_isNotToBeHadBeforeItsFirstPiece() {
        assertThat(bench.device().readData(1)).isEqualTo(new Answer.Refused(Errno.ENODEV));
        bench.perform(DeviceAction.BEGIN_SAVING);
        assertThat(bench.device().readData(1)).isEqualTo(new Answer.Refused(Errno.ENOMSG));
        assertThat(bench.device().pendingBytes()).isZero();
    }

    @Test
    void dropUnread_leavesNothingButTheRestOfARecord() {
        bench.perform(DeviceAction.BEGIN_SAVING, DeviceAction.START_PRE_COPY);
        bench.device().readData(START + PAGE + 100);
        bench.perform(DeviceAction.DROP_UNREAD);
        assertThat(bench.device().pendingBytes()).isEqualTo(PAGE - 100);
        bench.perform(DeviceAction.STOP, DeviceAction.CAPTURE);
        assertThat(bench.device().pendingBytes()).isGreaterThan(15 * PAGE - 100);
    }

    @Test
    void capture_isAWholeStreamAgainWhenRepeated() {
        bench.perform(DeviceAction.STOP, DeviceAction.BEGIN_SAVING, DeviceAction.CAPTURE);
        byte[] first = bench.drain(1000);
        bench.perform(DeviceAction.DROP_UNREAD);
        assertThat(bench.device().pendingBytes()).isZero();
        bench.perform(DeviceAction.CAPTURE);
        assertThat(bench.drain(999)).isEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void stream_loadsToTheFinalStateWhateverIsReadWhen(long seed) {
        Random random = new Random(seed);
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        bench.perform(DeviceAction.BEGIN_SAVING, DeviceAction.START_PRE_COPY);
        for (int i = 0; i < STEPS; i++) {
            guestStep(bench, random);
            readSome(random, stream);
        }
        bench.perform(DeviceAction.QUIESCE);
        readSome(random, stream);
        bench.perform(DeviceAction.STOP);
        if (seed % 2 == 0) {
            bench.perform(DeviceAction.DROP_UNREAD);
        }
        bench.perform(DeviceAction.CAPTURE);
        stream.writeBytes(bench.drain(1 + random.nextInt(10_000)));
        bench.perform(DeviceAction.END_SAVING, DeviceAction.ALLOW_DMA);

        DeviceBench other = newBench();
        guestStep(other, random);
        other.perform(DeviceAction.STOP, DeviceAction.BEGIN_LOADING);
        assertThat(other.load(stream.toByteArray(), 1 + random.nextInt(10_000)))
                .as("seed %d", seed)
                .isEqualTo(Answer.DONE);
        other.perform(DeviceAction.LOAD);
        assertThat(other.tree()).as("seed %d", seed).isEqualTo(bench.tree());
        assertThat(other.tree().digest()).isEqualTo(bench.tree().digest());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void quiesce_letsNoDmaBeginUntilItIsAllowed(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 20; round++) {
            for (int i = 0; i < 30; i++) {
                guestStep(bench, random);
            }
            int begun = bench.begun().size();
            bench.perform(random.nextBoolean() ? DeviceAction.QUIESCE : DeviceAction.STOP);
            for (int i = 0; i < 30; i++) {
                guestStep(bench, random);
            }
            assertThat(bench.begun()).as("seed %d", seed).hasSize(begun);
            bench.perform(DeviceAction.RUN, DeviceAction.ALLOW_DMA);
        }
        assertThat(bench.begun()).as("seed %d", seed).hasSizeGreaterThan(100);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void snapshot_goesOnInAnotherDeviceAsInTheFirst(long seed) {
        Random random = new Random(seed);
        bench.perform(DeviceAction.BEGIN_SAVING, DeviceAction.START_PRE_COPY);
        for (int i = 0; i < 100; i++) {
            guestStep(bench, random);
            bench.device().readData(random.nextInt(1000));
        }
        DeviceBench other = newBench();
        other.device().restore(bench.device().snapshot());
        assertThat(other.begun()).isEmpty();
        assertThat(other.interrupts()).isEmpty();
        assertThat(other.tree()).isEqualTo(bench.tree());
        bench.begun().clear();
        bench.interrupts().clear();
        Random left = new Random(seed + 1000);
        Random right = new Random(seed + 1000);
        for (int i = 0; i < 100; i++) {
            guestStep(bench, left);
            guestStep(other, right);
            assertThat(other.begun()).isEqualTo(bench.begun());
            assertThat(other.interrupts()).isEqualTo(bench.interrupts());
            assertThat(other.drain(37 * i + 1)).isEqualTo(bench.drain(37 * i + 1));
        }
        assertThat(other.tree()).as("seed %d", seed).isEqualTo(bench.tree());
        assertThat(other.device().snapshot()).isEqualTo(bench.device().snapshot());
    }

    @Test
    void load_passesAStreamThatIsCutBetweenTwoRecordsAsMlx5Does() {
        byte[] image = image();
        int state = StreamRecord.STATE_BYTES;
        int end = StreamRecord.END_BYTES;
        for (int length :
                new int[] {0, START, START + PAGE, image.length - end - state, image.length - end, image.length}) {
            assertThat(loaded(Arrays.copyOf(image, length)))
                    .as("cut at %d", length)
                    .isEqualTo(Answer.DONE);
        }
        for (int length : new int[] {1, 31, START + 1, START + PAGE - 1, image.length - 1}) {
            assertThat(loaded(Arrays.copyOf(image, length)))
                    .as("cut at %d", length)
                    .isEqualTo(new Answer.Refused(Errno.EINVAL));
        }
    }

    @Test
    void load_isRefusedWhenNothingIsBeingLoaded() {
        assertThat(bench.device().perform(DeviceAction.LOAD)).isEqualTo(new Answer.Refused(Errno.EINVAL));
        assertThat(bench.device().writeData(Payload.of(new byte[1]))).isEqualTo(new Answer.Refused(Errno.ENODEV));
    }

    @Test
    void write_isRefusedAtTheRecordThatWasAltered() {
        byte[] image = image();
        Random random = new Random(11);
        for (int i = 0; i < 300; i++) {
            byte[] altered = image.clone();
            altered[random.nextInt(image.length)] ^= (byte) (1 << random.nextInt(8));
            assertThat(loaded(altered)).as("round %d", i).isInstanceOf(Answer.Refused.class);
        }
    }

    @Test
    void write_isRefusedWhenTheStreamIsForeign() {
        byte[] image = image();
        image[16] ^= 1;
        assertRefused(image, 14);
        assertRefused(new byte[16], 14);
        assertRefused(Arrays.copyOfRange(image(), START, START + PAGE), 14);
    }

    @Test
    void write_isRefusedWhenARecordIsTooLongOrUnknown() {
        assertRefused(with(new StreamRecord(9, 0, 0, Payload.empty())), 95);
        assertRefused(with(new StreamRecord(StreamRecord.PAGE, 0, 16, Payload.of(new byte[4096]))), Errno.EINVAL);
        assertRefused(with(new StreamRecord(StreamRecord.PAGE, 0, 0, Payload.of(new byte[1]))), Errno.EINVAL);
        assertRefused(with(new StreamRecord(StreamRecord.PAGE, 0, 0, Payload.of(new byte[4097]))), 12);
        assertRefused(with(new StreamRecord(StreamRecord.STATE, 0, 0, Payload.of(new byte[8]))), Errno.EINVAL);
        assertRefused(with(new StreamRecord(StreamRecord.END, 0, 0, Payload.of(new byte[8]))), Errno.EINVAL);
        byte[] state = new byte[RegisterFile.BYTES];
        Arrays.fill(state, (byte) -1);
        assertRefused(with(new StreamRecord(StreamRecord.STATE, 0, 0, Payload.of(state))), Errno.EINVAL);
    }

    @Test
    void write_skipsARecordThatMayBeSkipped() {
        assertThat(loaded(with(new StreamRecord(9, StreamRecord.OPTIONAL, 0, Payload.of(new byte[100])))))
                .isEqualTo(Answer.DONE);
    }

    @Test
    void load_owesEveryPageToAStreamThatBeganBefore() {
        byte[] image = image();
        DeviceBench other = newBench();
        other.perform(
                DeviceAction.STOP, DeviceAction.BEGIN_LOADING, DeviceAction.BEGIN_SAVING, DeviceAction.START_PRE_COPY);
        byte[] before = other.drain(1000);
        other.load(image, 1000);
        other.perform(DeviceAction.LOAD, DeviceAction.CAPTURE);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(before);
        all.writeBytes(other.drain(1000));
        other.perform(DeviceAction.END_SAVING);
        DeviceBench third = newBench();
        third.perform(DeviceAction.STOP, DeviceAction.BEGIN_LOADING);
        third.load(all.toByteArray(), 1000);
        third.perform(DeviceAction.LOAD);
        assertThat(third.tree()).isEqualTo(other.tree());
    }

    @Test
    void provider_recognisesTheFirstRecord() {
        NdmaDeviceProvider provider = new NdmaDeviceProvider();
        assertThat(provider.recognises(Evidence.NONE)).isFalse();
        assertThat(provider.recognises(evidence(image()))).isTrue();
        assertThat(provider.recognises(evidence(new byte[64]))).isFalse();
    }

    private static Evidence evidence(byte[] stream) {
        Evidence none = Evidence.NONE;
        Payload head = Payload.of(stream, 0, Evidence.STREAM_HEAD_MAX);
        return new Evidence("x", none.regionSizes(), none.featureFlags(), none.configHead(), "", "", head, 0, 0);
    }

    private static DeviceBench newBench() {
        DeviceBench bench = new DeviceBench(new NdmaDeviceProvider());
        bench.register(NdmaDeviceTest.CONTROL, 1);
        return bench;
    }

    /** The guest or its hardware does something. */
    private static void guestStep(DeviceBench bench, Random random) {
        switch (random.nextInt(4)) {
            case 0 -> {
                byte[] bytes = new byte[1 + random.nextInt(100)];
                random.nextBytes(bytes);
                bench.write(2, random.nextInt(0x1_0000 - bytes.length), bytes);
            }
            case 1 -> {
                int target = random.nextInt(3) + EventSink.RAM;
                int[] rest = {target, 1 + random.nextInt(64), random.nextInt(0x1_0000)};
                NdmaDeviceTest.command(bench, random.nextInt(4), random.nextInt(2), rest);
            }
            case 2 -> bench.register(NdmaDeviceTest.INTERRUPT_STATUS, random.nextInt(16));
            default -> complete(bench, random);
        }
    }

    private static void complete(DeviceBench bench, Random random) {
        if (bench.begun().isEmpty()) {
            return;
        }
        int back = random.nextInt(Math.min(4, bench.begun().size()));
        DeviceBench.Dma dma = bench.begun().get(bench.begun().size() - 1 - back);
        byte[] data = new byte[(int) dma.length()];
        random.nextBytes(data);
        bench.device().dmaCompleted(dma.id(), random.nextInt(10) != 0, Payload.of(data));
    }

    private void readSome(Random random, ByteArrayOutputStream stream) {
        if (bench.device().readData(random.nextInt(2000)) instanceof Answer.Bytes bytes) {
            stream.writeBytes(bytes.bytes().toByteArray());
        }
    }

    private static byte[] image() {
        DeviceBench source = newBench();
        Random random = new Random(3);
        for (int i = 0; i < 100; i++) {
            guestStep(source, random);
        }
        source.perform(DeviceAction.STOP, DeviceAction.BEGIN_SAVING, DeviceAction.CAPTURE);
        return source.drain(1 << 20);
    }

    /** The start of a stream, and this record. */
    private static byte[] with(StreamRecord record) {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        stream.writeBytes(StreamRecord.header().toByteArray());
        stream.writeBytes(record.toByteArray());
        return stream.toByteArray();
    }

    /** What writing a stream and loading it is answered. */
    private static Answer loaded(byte[] stream) {
        DeviceBench other = newBench();
        other.perform(DeviceAction.STOP, DeviceAction.BEGIN_LOADING);
        Answer written = other.load(stream, 1000);
        Answer answer = other.device().perform(DeviceAction.LOAD);
        return written.equals(Answer.DONE) ? answer : written;
    }

    private static void assertRefused(byte[] stream, int errno) {
        assertThat(loaded(stream)).isEqualTo(new Answer.Refused(errno));
    }
}
