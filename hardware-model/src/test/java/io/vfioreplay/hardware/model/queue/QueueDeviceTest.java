package io.vfioreplay.hardware.model.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vfioreplay.hardware.event.DmaDirection;
import io.vfioreplay.hardware.event.Errno;
import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.migration.DeviceAction;
import io.vfioreplay.hardware.model.Access;
import io.vfioreplay.hardware.model.Answer;
import io.vfioreplay.hardware.model.DeviceBench;
import io.vfioreplay.hardware.model.Evidence;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Checked: every register, the way of a descriptor, the restart by any access in every state, and what a bad image does. Not
 * verified: any hardware, since there is none of this kind.
 */
final class QueueDeviceTest {

    private static final int CONTROL = 0x04;
    private static final int STATUS = 0x08;
    private static final int BASE_LOW = 0x0c;
    private static final int BASE_HIGH = 0x10;
    private static final int SIZE = 0x14;
    private static final int HEAD = 0x18;
    private static final int TAIL = 0x1c;
    private static final int INTERRUPT_STATUS = 0x20;
    private static final int INTERRUPT_MASK = 0x24;
    private static final int DROPPED = 0x28;
    private static final int COMPLETED = 0x2c;
    private static final int READ = 0;
    private static final int WRITE = 1;
    private static final int NOTIFY = 2;

    private final DeviceBench bench = new DeviceBench(new QueueDeviceProvider());

    @ParameterizedTest
    @EnumSource(QueueRegister.class)
    void register_readsAsTheTableSaysAfterReset(QueueRegister register) {
        int expected = register == QueueRegister.ID ? 0x3145_5551 : 0;
        assertThat(bench.register(register.offset())).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource(
            value = QueueRegister.class,
            names = {"ID", "STATUS", "HEAD", "DROPPED", "COMPLETED"})
    void register_staysAsItIsWhenReadOnly(QueueRegister register) {
        int before = bench.register(register.offset());
        bench.register(register.offset(), -1);
        assertThat(bench.register(register.offset())).isEqualTo(before);
    }

    /** Offset, what is written to the disabled device, what is read back. */
    @ParameterizedTest
    @CsvSource({
        "0x04, 0x1, 0x1",
        "0x04, 0xfffffff9, 0x1",
        "0x04, 0x3, 0x0",
        "0x0c, 0xffffffff, 0xfffffff0",
        "0x10, 0xffffffff, 0xffffffff",
        "0x14, 0x2, 0x2",
        "0x14, 0x400, 0x400",
        "0x14, 0x0, 0x0",
        "0x14, 0x1, 0x0",
        "0x14, 0x3, 0x0",
        "0x14, 0x800, 0x0",
        "0x14, 0x80000000, 0x0",
        "0x1c, 0x1, 0x0",
        "0x20, 0xffffffff, 0x0",
        "0x24, 0xffffffff, 0x3",
        "0x30, 0xffffffff, 0x0",
        "0xffc, 0xffffffff, 0x0"
    })
    void register_keepsTheBitsThatItHas(String offset, String written, String read) {
        bench.register(Long.decode(offset), Long.decode(written).intValue());
        assertThat(bench.register(Long.decode(offset)))
                .isEqualTo(Long.decode(read).intValue());
    }

    @ParameterizedTest
    @ValueSource(ints = {BASE_LOW, BASE_HIGH, SIZE})
    void register_isNotWrittenWhileTheRingIsInUse(int offset) {
        bench.register(CONTROL, 1);
        bench.register(offset, 16);
        assertThat(bench.register(offset)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 1", "0, 0, 2", "0, 0, 8", "0, 2, 4", "0, 4094, 4", "0, 4096, 4", "0, -4, 4", "1, 0, 4", "0, 0, 0"
    })
    void access_isRefusedWhenItIsNoWordOfBar0(int region, long offset, int length) {
        assertThat(bench.read(region, offset, length)).isEqualTo(new Answer.Refused(Errno.EINVAL));
        assertThat(bench.write(region, offset, new byte[length])).isEqualTo(new Answer.Refused(Errno.EINVAL));
    }

    @Test
    void access_isRefusedWhenItsDataHasAnotherLength() {
        Access access = new Access(0, 0, CONTROL, 4, EventSink.CPU);
        assertThat(bench.device().write(access, Payload.of(new byte[8]))).isEqualTo(new Answer.Refused(Errno.EINVAL));
    }

    @Test
    void configSpace_isNotModelled() {
        assertThat(bench.read(Access.CONFIG, 0, 4)).isInstanceOf(Answer.Unknown.class);
        assertThat(bench.write(Access.CONFIG, 4, new byte[2])).isInstanceOf(Answer.Unknown.class);
    }

    @Test
    void doorbell_fetchesMovesAndInterrupts() {
        enable(4);
        bench.register(TAIL, 1);
        assertThat(bench.last())
                .isEqualTo(new DeviceBench.Dma(1, EventSink.RAM, DmaDirection.READ, 0x1_0000_1000L, 16));
        assertThat(bench.register(STATUS)).isEqualTo(1);

        bench.complete(descriptor(0x7000, 512, WRITE | NOTIFY));
        assertThat(bench.last()).isEqualTo(new DeviceBench.Dma(2, EventSink.RAM, DmaDirection.WRITE, 0x7000, 512));
        assertThat(bench.register(HEAD)).isZero();
        assertThat(bench.interrupts()).isEmpty();

        bench.complete(new byte[0]);
        assertThat(bench.interrupts()).containsExactly(0);
        assertThat(bench.register(HEAD)).isEqualTo(1);
        assertThat(bench.register(COMPLETED)).isEqualTo(1);
        assertThat(bench.register(INTERRUPT_STATUS)).isEqualTo(1);
        assertThat(bench.register(STATUS)).isZero();
        bench.register(INTERRUPT_STATUS, 1);
        assertThat(bench.register(INTERRUPT_STATUS)).isZero();
    }

    @Test
    void doorbell_goesOnToTheEndOfTheRingAndAround() {
        enable(2);
        for (int i = 1; i <= 5; i++) {
            bench.register(TAIL, i % 2);
            assertThat(bench.last().address()).isEqualTo(0x1_0000_1000L + (i - 1L) % 2 * 16);
            bench.complete(descriptor(0x7000, 1, READ));
            bench.complete(new byte[1]);
        }
        assertThat(bench.register(COMPLETED)).isEqualTo(5);
        assertThat(bench.interrupts()).isEmpty();
    }

    @Test
    void doorbell_isDroppedBeyondTheRing() {
        enable(4);
        bench.register(TAIL, 4);
        bench.register(TAIL, -1);
        assertThat(bench.register(DROPPED)).isEqualTo(2);
        assertThat(bench.begun()).isEmpty();
    }

    @Test
    void interrupt_waitsWhileItIsMasked() {
        enable(4);
        bench.register(INTERRUPT_MASK, 1);
        work(NOTIFY);
        assertThat(bench.interrupts()).isEmpty();
        assertThat(bench.register(INTERRUPT_STATUS)).isEqualTo(1);
        bench.register(INTERRUPT_MASK, 0);
        assertThat(bench.interrupts()).containsExactly(0);
    }

    /** Length and flags of a descriptor. */
    @ParameterizedTest
    @CsvSource({"0, 0", "-1, 0", "1048577, 0", "1, 4", "1, -1"})
    void descriptor_isDroppedWhenItMakesNoSense(int length, int flags) {
        enable(4);
        bench.register(TAIL, 1);
        bench.complete(descriptor(0x7000, length, flags));
        assertThat(bench.register(DROPPED)).isEqualTo(1);
        assertThat(bench.register(HEAD)).isEqualTo(1);
        assertThat(bench.begun()).hasSize(1);
    }

    @Test
    void descriptor_leavesTheDeviceUnknownWhenItsBytesWereNotSeen() {
        enable(4);
        bench.register(TAIL, 2);
        bench.complete(new byte[0]);
        assertThat(bench.read(0, HEAD, 4)).isInstanceOf(Answer.Unknown.class);
        assertThat(bench.register(TAIL)).isEqualTo(2);
        assertThat(bench.tree().value("registers/HEAD")).contains("?");
        bench.perform(DeviceAction.STOP, DeviceAction.BEGIN_SAVING, DeviceAction.CAPTURE);
        assertThat(bench.device().readData(10)).isInstanceOf(Answer.Unknown.class);
        bench.register(CONTROL, 2);
        assertThat(bench.register(HEAD)).isZero();
    }

    @Test
    void dma_haltsTheQueueWhenItFails() {
        enable(4);
        bench.register(TAIL, 2);
        bench.device().dmaCompleted(1, false, Payload.empty());
        assertThat(bench.interrupts()).containsExactly(0);
        assertThat(bench.register(STATUS)).isEqualTo(3);
        assertThat(bench.register(INTERRUPT_STATUS)).isEqualTo(2);
        assertThat(bench.begun()).hasSize(1);
        bench.register(CONTROL, 0);
        assertThat(bench.register(STATUS)).isEqualTo(1);
        bench.register(CONTROL, 1);
        assertThat(bench.begun()).hasSize(2);
    }

    @Test
    void dma_isIgnoredWhenTheDeviceDidNotStartIt() {
        enable(4);
        bench.register(TAIL, 1);
        String before = bench.tree().digest();
        for (long id : new long[] {0, 2, -1, Long.MAX_VALUE}) {
            bench.device().dmaCompleted(id, true, Payload.of(descriptor(0, 1, 0)));
        }
        assertThat(bench.tree().digest()).isEqualTo(before);
    }

    /** What is done to a device with work in its ring; none of it outlasts an access. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "QUIESCE",
                "STOP",
                "QUIESCE STOP",
                "STOP BEGIN_SAVING CAPTURE",
                "STOP BEGIN_SAVING CAPTURE END_SAVING",
                "BEGIN_SAVING START_PRE_COPY QUIESCE",
                "STOP BEGIN_LOADING"
            })
    void queue_restartsAtAnyAccessInEveryState(String actions) {
        for (int origin : new int[] {EventSink.CPU, 3}) {
            for (boolean isRead : new boolean[] {true, false}) {
                DeviceBench stopped = stoppedWithWork(actions);
                assertThat(stopped.begun()).hasSize(1);
                Access access = new Access(0, 0, isRead ? HEAD : 0x800, 4, origin);
                if (isRead) {
                    stopped.device().read(access);
                } else {
                    stopped.device().write(access, Payload.of(new byte[4]));
                }
                assertThat(stopped.begun())
                        .as("%s, origin %d, read %s", actions, origin, isRead)
                        .hasSize(2);
            }
        }
    }

    @Test
    void queue_isNotRestartedByWhatDoesNotReachItsRegisters() {
        DeviceBench stopped = stoppedWithWork("STOP");
        stopped.read(Access.CONFIG, 0, 4);
        stopped.read(0, 4096, 4);
        stopped.read(2, 0, 4);
        stopped.device().pendingBytes();
        stopped.device().dmaCompleted(1, true, Payload.of(descriptor(0, 1, 0)));
        assertThat(stopped.begun()).hasSize(1);
        assertThat(stopped.tree().value("queue/stopped")).contains("true");
    }

    @Test
    void queue_goesOnFromTheDescriptorWhenTheDeviceRunsAgain() {
        enable(4);
        bench.register(TAIL, 1);
        bench.complete(descriptor(0x7000, 8, READ));
        bench.perform(DeviceAction.QUIESCE, DeviceAction.STOP, DeviceAction.RUN);
        assertThat(bench.begun()).hasSize(2);
        bench.perform(DeviceAction.ALLOW_DMA);
        assertThat(bench.last())
                .isEqualTo(new DeviceBench.Dma(3, EventSink.RAM, DmaDirection.READ, 0x1_0000_1000L, 16));
    }

    @Test
    void stream_hasNothingBeforeTheCapture() {
        bench.perform(DeviceAction.BEGIN_SAVING, DeviceAction.START_PRE_COPY);
        assertThat(bench.device().readData(100)).isEqualTo(new Answer.Refused(Errno.ENOMSG));
        assertThat(bench.device().pendingBytes()).isZero();
        assertThat(bench.device().initialBytes()).isZero();
        bench.perform(DeviceAction.STOP, DeviceAction.CAPTURE);
        assertThat(bench.device().pendingBytes()).isEqualTo(bench.device().dataSize());
        assertThat(bench.drain(7)).hasSize((int) bench.device().dataSize());
        assertThat(bench.device().readData(100)).isEqualTo(Answer.of(new byte[0]));
        bench.perform(DeviceAction.END_SAVING);
        assertThat(bench.device().readData(100)).isEqualTo(new Answer.Refused(Errno.ENODEV));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 64, 1000})
    void image_makesAnotherDeviceTheSame(int chunk) {
        byte[] image = image();
        DeviceBench other = new DeviceBench(new QueueDeviceProvider());
        other.perform(DeviceAction.STOP, DeviceAction.BEGIN_LOADING);
        assertThat(other.load(image, chunk)).isEqualTo(Answer.DONE);
        other.perform(DeviceAction.LOAD);
        assertThat(other.tree().digest()).isEqualTo(bench.tree().digest());
        other.perform(DeviceAction.RUN);
        assertThat(other.last().address()).isEqualTo(0x1_0000_1010L);
    }

    @Test
    void image_isRefusedWhenItIsDamagedAnywhere() {
        byte[] image = image();
        for (int at = 0; at < image.length; at++) {
            byte[] damaged = image.clone();
            damaged[at] ^= 1;
            assertRefused(damaged);
            assertRefused(Arrays.copyOf(image, at));
        }
        byte[] reordered = image.clone();
        System.arraycopy(image, 32, reordered, 16, 16);
        System.arraycopy(image, 16, reordered, 32, 16);
        assertRefused(reordered);
    }

    @Test
    void image_isTakenAfterAllWhenItsRestFollowsARefusedLoad() {
        byte[] image = image();
        DeviceBench other = new DeviceBench(new QueueDeviceProvider());
        other.perform(DeviceAction.STOP, DeviceAction.BEGIN_LOADING);
        other.load(Arrays.copyOf(image, 60), 60);
        assertThat(other.device().perform(DeviceAction.LOAD)).isEqualTo(new Answer.Refused(Errno.EINVAL));
        other.load(Arrays.copyOfRange(image, 60, 64), 4);
        assertThat(other.device().perform(DeviceAction.LOAD)).isEqualTo(Answer.DONE);
    }

    @Test
    void image_isRefusedBeyondItsLengthAndOutsideOfLoading() {
        byte[] image = image();
        assertThat(bench.load(image, 64)).isEqualTo(new Answer.Refused(Errno.ENODEV));
        bench.perform(DeviceAction.BEGIN_LOADING);
        assertThat(bench.load(Arrays.copyOf(image, 65), 64)).isEqualTo(new Answer.Refused(12));
        assertThat(bench.device().perform(DeviceAction.LOAD)).isEqualTo(Answer.DONE);
    }

    @Test
    void reset_givesARunningDeviceThatKnowsNothing() {
        image();
        bench.device().reset();
        assertThat(bench.tree().digest())
                .isEqualTo(new DeviceBench(new QueueDeviceProvider()).tree().digest());
    }

    @Test
    void restore_refusesWhatIsNoSnapshot() {
        assertThatThrownBy(() -> bench.device().restore(new byte[10])).isInstanceOf(IllegalArgumentException.class);
        byte[] snapshot = bench.device().snapshot();
        assertThatThrownBy(() -> bench.device().restore(Arrays.copyOf(snapshot, snapshot.length + 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void provider_recognisesTheMagicOfTheStream() {
        QueueDeviceProvider provider = new QueueDeviceProvider();
        Evidence none = Evidence.NONE;
        assertThat(provider.recognises(none)).isFalse();
        assertThat(provider.recognises(new Evidence(
                        "x",
                        none.regionSizes(),
                        none.featureFlags(),
                        none.configHead(),
                        "",
                        "",
                        Payload.of(image()),
                        0,
                        0)))
                .isTrue();
    }

    private void enable(int size) {
        enable(bench, size);
    }

    private static void enable(DeviceBench bench, int size) {
        bench.register(BASE_LOW, 0x1000);
        bench.register(BASE_HIGH, 1);
        bench.register(SIZE, size);
        bench.register(CONTROL, 1);
    }

    private void work(int flags) {
        bench.register(TAIL, 1);
        bench.complete(descriptor(0x7000, 1, flags));
        bench.complete(new byte[1]);
    }

    /** The image of a device that has one descriptor behind it and two before it; its stream is over. */
    private byte[] image() {
        enable(4);
        work(NOTIFY);
        bench.register(TAIL, 3);
        bench.register(INTERRUPT_MASK, 2);
        bench.perform(DeviceAction.STOP, DeviceAction.BEGIN_SAVING, DeviceAction.CAPTURE);
        byte[] image = bench.drain(100);
        bench.perform(DeviceAction.END_SAVING);
        return image;
    }

    private static DeviceBench stoppedWithWork(String actions) {
        DeviceBench stopped = new DeviceBench(new QueueDeviceProvider());
        enable(stopped, 4);
        stopped.register(TAIL, 1);
        for (String action : List.of(actions.split(" "))) {
            stopped.perform(DeviceAction.valueOf(action));
        }
        return stopped;
    }

    private static void assertRefused(byte[] image) {
        DeviceBench other = new DeviceBench(new QueueDeviceProvider());
        other.perform(DeviceAction.STOP, DeviceAction.BEGIN_LOADING);
        other.load(image, 64);
        assertThat(other.device().perform(DeviceAction.LOAD)).isEqualTo(new Answer.Refused(Errno.EINVAL));
    }

    private static byte[] descriptor(long address, int length, int flags) {
        return ByteBuffer.allocate(16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(address)
                .putInt(length)
                .putInt(flags)
                .array();
    }
}
