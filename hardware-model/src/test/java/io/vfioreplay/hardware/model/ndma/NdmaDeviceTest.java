package io.vfioreplay.hardware.model.ndma;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.hardware.event.DmaDirection;
import io.vfioreplay.hardware.event.Errno;
import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.migration.DeviceAction;
import io.vfioreplay.hardware.model.Access;
import io.vfioreplay.hardware.model.Answer;
import io.vfioreplay.hardware.model.DeviceBench;
import io.vfioreplay.hardware.model.DeviceBench.Dma;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checked: every register, the way of a command, and what a quiet and a stopped device do. Streams have a test of their own. */
final class NdmaDeviceTest {

    static final int CONTROL = 0x04;
    static final int STATUS = 0x08;
    static final int INTERRUPT_STATUS = 0x0c;
    static final int INTERRUPT_MASK = 0x10;
    static final int QUEUE = 0x100;
    static final int STRIDE = 0x20;
    static final int ADDRESS_LOW = 0x00;
    static final int ADDRESS_HIGH = 0x04;
    static final int LENGTH = 0x08;
    static final int OFFSET = 0x0c;
    static final int TARGET = 0x10;
    static final int DOORBELL = 0x14;
    static final int COMPLETED = 0x18;
    static final int FAILED = 0x1c;
    static final int READ = 0;
    static final int WRITE = 1;

    private final DeviceBench bench = new DeviceBench(new NdmaDeviceProvider());

    /** Offset, value after reset. */
    @ParameterizedTest
    @CsvSource({
        "0x00, 0x314d444e",
        "0x04, 0",
        "0x08, 0",
        "0x0c, 0",
        "0x10, 0",
        "0x14, 4",
        "0x18, 65536",
        "0x1c, 0",
        "0x100, 0",
        "0x104, 0",
        "0x108, 0",
        "0x10c, 0",
        "0x110, 0xffffffff",
        "0x114, 0",
        "0x118, 0",
        "0x11c, 0",
        "0x170, 0xffffffff",
        "0x180, 0",
        "0xffc, 0"
    })
    void register_readsAsTheTableSaysAfterReset(String offset, String value) {
        assertThat(bench.register(Long.decode(offset)))
                .isEqualTo(Long.decode(value).intValue());
    }

    /** Offset, what is written, what is read back. */
    @ParameterizedTest
    @CsvSource({
        "0x00, 0xffffffff, 0x314d444e",
        "0x04, 0x1, 0x1",
        "0x04, 0xfffffff9, 0x1",
        "0x04, 0x3, 0x0",
        "0x08, 0xffffffff, 0x0",
        "0x0c, 0xffffffff, 0x0",
        "0x10, 0xffffffff, 0xf",
        "0x14, 0xffffffff, 0x4",
        "0x18, 0xffffffff, 0x10000",
        "0x1c, 0xffffffff, 0x0",
        "0x160, 0xffffffff, 0xffffffff",
        "0x164, 0xffffffff, 0xffffffff",
        "0x168, 0xffffffff, 0xffffffff",
        "0x16c, 0xffffffff, 0xffffffff",
        "0x170, 0x7, 0x7",
        "0x178, 0xffffffff, 0x0",
        "0x17c, 0xffffffff, 0x0",
        "0x180, 0xffffffff, 0x0"
    })
    void register_keepsTheBitsThatItHas(String offset, String written, String read) {
        bench.register(Long.decode(offset), Long.decode(written).intValue());
        assertThat(bench.register(Long.decode(offset)))
                .isEqualTo(Long.decode(read).intValue());
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 1",
        "0, 0, 8",
        "0, 2, 4",
        "0, 4096, 4",
        "0, -4, 4",
        "0, 0, 0",
        "1, 0, 4",
        "2, 0, 0",
        "2, 0, 4097",
        "2, 65535, 2",
        "2, -1, 1"
    })
    void access_isRefusedWhenItIsNeitherARegisterNorInMemory(int region, long offset, int length) {
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

    @ParameterizedTest
    @CsvSource({"0, 1", "4095, 2", "65535, 1", "61440, 4096", "100, 4096"})
    void memory_keepsWhatIsWritten(int offset, int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) 0x5a);
        assertThat(bench.write(2, offset, bytes)).isEqualTo(Answer.DONE);
        assertThat(DeviceBench.bytes(bench.read(2, offset, length)).toByteArray())
                .isEqualTo(bytes);
    }

    @Test
    void doorbell_readsFromRamIntoMemoryAndInterrupts() {
        bench.register(CONTROL, 1);
        command(2, READ, EventSink.RAM, 4, 0x1ffe);
        assertThat(bench.begun()).containsExactly(new Dma(1, EventSink.RAM, DmaDirection.READ, 0x1_0000_0002L, 4));
        assertThat(bench.register(STATUS)).isEqualTo(1);
        bench.complete(new byte[] {1, 2, 3, 4});
        assertThat(bench.interrupts()).containsExactly(2);
        assertThat(bench.register(INTERRUPT_STATUS)).isEqualTo(4);
        assertThat(bench.register(STATUS)).isZero();
        assertThat(queue(2, COMPLETED)).isEqualTo(1);
        assertThat(DeviceBench.bytes(bench.read(2, 0x1ffe, 4)).toByteArray()).containsExactly(1, 2, 3, 4);
        bench.register(INTERRUPT_STATUS, -1);
        assertThat(bench.register(INTERRUPT_STATUS)).isZero();
    }

    @Test
    void doorbell_writesToAPeer() {
        bench.register(CONTROL, 1);
        command(0, WRITE, 7, 4096, 0);
        assertThat(bench.begun()).containsExactly(new Dma(1, 7, DmaDirection.WRITE, 0x1_0000_0000L, 4096));
    }

    /** Target, length, offset of a command that makes no sense. */
    @ParameterizedTest
    @CsvSource({"-2, 1, 0", "0, 0, 0", "0, 4097, 0", "0, -1, 0", "0, 2, 65535", "0, 1, -1"})
    void doorbell_countsACommandThatMakesNoSense(int target, int length, int offset) {
        bench.register(CONTROL, 1);
        command(1, WRITE, target, length, offset);
        assertThat(queue(1, FAILED)).isEqualTo(1);
        assertThat(bench.begun()).isEmpty();
    }

    @Test
    void doorbell_countsACommandThatFindsNoPlace() {
        for (int i = 0; i < 10; i++) {
            command(0, WRITE, 0, 1, 0);
        }
        assertThat(queue(0, DOORBELL)).isEqualTo(8);
        assertThat(queue(0, FAILED)).isEqualTo(2);
    }

    @Test
    void queue_hasOneDmaUnderWayAtATime() {
        command(0, WRITE, 0, 1, 0);
        command(0, WRITE, 0, 2, 0);
        command(1, WRITE, 0, 3, 0);
        assertThat(bench.begun()).isEmpty();
        bench.register(CONTROL, 1);
        assertThat(bench.begun()).extracting(Dma::length).containsExactly(1L, 3L);
        bench.device().dmaCompleted(1, true, Payload.empty());
        assertThat(bench.begun()).extracting(Dma::length).containsExactly(1L, 3L, 2L);
    }

    @Test
    void queue_goesOnAfterADmaThatFailed() {
        bench.register(CONTROL, 1);
        command(3, READ, 0, 4, 0);
        command(3, WRITE, 0, 4, 0);
        bench.device().dmaCompleted(1, false, Payload.empty());
        assertThat(queue(3, FAILED)).isEqualTo(1);
        assertThat(bench.begun()).hasSize(2);
        assertThat(bench.interrupts()).containsExactly(3);
    }

    @Test
    void interrupt_waitsWhileItIsMasked() {
        bench.register(CONTROL, 1);
        bench.register(INTERRUPT_MASK, 1);
        command(0, WRITE, 0, 4, 0);
        bench.complete(new byte[0]);
        assertThat(bench.interrupts()).isEmpty();
        bench.register(INTERRUPT_MASK, 0);
        assertThat(bench.interrupts()).containsExactly(0);
    }

    @Test
    void memory_isUnknownWhereTheBytesOfADmaWereNotSeen() {
        bench.register(CONTROL, 1);
        command(0, READ, EventSink.RAM, 16, 0x1000);
        bench.complete(new byte[0]);
        assertThat(bench.read(2, 0x1800, 1)).isInstanceOf(Answer.Unknown.class);
        assertThat(bench.read(2, 0xfff, 1)).isInstanceOf(Answer.Bytes.class);
        assertThat(bench.tree().value("memory/1")).contains("?");
        bench.perform(DeviceAction.BEGIN_SAVING, DeviceAction.START_PRE_COPY);
        assertThat(bench.device().readData(32 + 4112)).isInstanceOf(Answer.Bytes.class);
        assertThat(bench.device().readData(1)).isInstanceOf(Answer.Unknown.class);
        assertThat(bench.device().readData(4111)).isInstanceOf(Answer.Unknown.class);
        assertThat(bench.device().readData(1)).isInstanceOf(Answer.Bytes.class);
        bench.write(2, 0x1000, new byte[4096]);
        assertThat(DeviceBench.bytes(bench.read(2, 0x1800, 1)).littleEndian()).isZero();
    }

    @Test
    void quiesce_postponesWhatIsUnderWayAndStillAnswers() {
        bench.register(CONTROL, 1);
        command(0, READ, EventSink.RAM, 4, 0);
        bench.perform(DeviceAction.QUIESCE);
        bench.device().dmaCompleted(1, true, Payload.of(new byte[] {9, 9, 9, 9}));
        assertThat(bench.interrupts()).isEmpty();
        assertThat(DeviceBench.bytes(bench.read(2, 0, 4)).littleEndian()).isZero();
        command(1, WRITE, 3, 4, 0);
        assertThat(queue(1, DOORBELL)).isEqualTo(1);
        assertThat(bench.begun()).hasSize(1);
        bench.perform(DeviceAction.ALLOW_DMA);
        assertThat(bench.begun()).extracting(Dma::id).containsExactly(1L, 2L, 3L);
    }

    @Test
    void quiesce_outlastsAStopAndALoad() {
        bench.register(CONTROL, 1);
        command(0, WRITE, 0, 4, 0);
        byte[] image = image();
        bench.perform(DeviceAction.QUIESCE, DeviceAction.BEGIN_LOADING);
        bench.load(image, 1000);
        bench.perform(DeviceAction.LOAD, DeviceAction.RUN);
        assertThat(bench.begun()).hasSize(1);
        bench.perform(DeviceAction.ALLOW_DMA);
        assertThat(bench.begun()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"STOP", "STOP BEGIN_SAVING CAPTURE", "BEGIN_LOADING", "STOP BEGIN_LOADING", "STOP ALLOW_DMA"})
    void stoppedDevice_readsAsAllOnesAndDiscardsWrites(String actions) {
        bench.register(CONTROL, 1);
        command(0, WRITE, 0, 4, 0);
        for (String action : actions.split(" ", -1)) {
            bench.perform(DeviceAction.valueOf(action));
        }
        String before = bench.tree().digest();
        assertThat(bench.register(0)).isEqualTo(-1);
        assertThat(DeviceBench.bytes(bench.read(2, 0, 3)).toByteArray()).containsExactly(-1, -1, -1);
        bench.write(2, 0, new byte[] {1});
        bench.register(INTERRUPT_MASK, 1);
        command(1, WRITE, 0, 4, 0);
        assertThat(bench.tree().digest()).isEqualTo(before);
        assertThat(bench.begun()).hasSize(1);
    }

    @Test
    void disabling_postponesAndResettingForgets() {
        bench.register(CONTROL, 1);
        command(0, WRITE, 0, 4, 0);
        bench.register(CONTROL, 0);
        bench.register(CONTROL, 1);
        assertThat(bench.begun()).hasSize(2);
        bench.register(CONTROL, 3);
        bench.register(CONTROL, 1);
        assertThat(bench.begun()).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(DeviceAction.class)
    void reset_givesARunningDeviceThatKnowsNothing(DeviceAction action) {
        bench.register(CONTROL, 1);
        command(0, READ, 0, 4, 0);
        bench.write(2, 0, new byte[] {1});
        bench.device().perform(action);
        bench.device().reset();
        bench.device().dmaCompleted(1, true, Payload.of(new byte[4]));
        assertThat(bench.tree()).isEqualTo(new DeviceBench(new NdmaDeviceProvider()).tree());
    }

    private byte[] image() {
        bench.perform(DeviceAction.STOP, DeviceAction.BEGIN_SAVING, DeviceAction.CAPTURE);
        return bench.drain(5000);
    }

    private int queue(int queue, int register) {
        return bench.register(QUEUE + queue * STRIDE + register);
    }

    private void command(int queue, int direction, int target, int length, int offset) {
        command(bench, queue, direction, new int[] {target, length, offset});
    }

    /** Puts a command together and rings. */
    static void command(DeviceBench bench, int queue, int direction, int[] targetLengthOffset) {
        long at = QUEUE + (long) queue * STRIDE;
        bench.register(at + ADDRESS_LOW, queue);
        bench.register(at + ADDRESS_HIGH, 1);
        bench.register(at + TARGET, targetLengthOffset[0]);
        bench.register(at + LENGTH, targetLengthOffset[1]);
        bench.register(at + OFFSET, targetLengthOffset[2]);
        bench.register(at + DOORBELL, direction);
    }
}
