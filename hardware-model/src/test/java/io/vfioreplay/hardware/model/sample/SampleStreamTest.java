package io.vfioreplay.hardware.model.sample;

import static io.vfioreplay.hardware.model.RandomCalls.state;
import static io.vfioreplay.hardware.model.RandomCalls.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.migration.DeviceAction;
import io.vfioreplay.hardware.model.Access;
import io.vfioreplay.hardware.model.Answer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class SampleStreamTest {

    private static final Answer EINVAL = new Answer.Refused(22);
    private static final Answer DIED = new Answer.Refused(5);
    private static final int BAR1_BYTES = 0x3000;
    private static final int WHOLE = BAR1_BYTES + 8;
    private static final long NOW_NANOS = 1_795_394_450_000_000_000L;
    private static final long DEADLINE = 1_795_394_460L;

    private final Random random = new Random(31);
    private final SampleServer source = new SampleServer(BAR1_BYTES, true);
    private final SampleServer destination = new SampleServer(BAR1_BYTES, true);

    @Test
    void preCopy_handsOutTheMemoryAsItIsAtEachRead() {
        byte[] before = fillMemory();
        start();
        assertThat(readBytes(1024)).isEqualTo(part(before, 0, 1024));
        byte[] after = fillMemory();

        assertThat(readBytes(1024)).isEqualTo(part(after, 1024, 2048));
    }

    @Test
    void preCopy_endsAfterTheMemory() {
        fillMemory();
        start();

        assertThat(source.pendingBytes()).isEqualTo(BAR1_BYTES);
        assertThat(source.initialBytes()).isEqualTo(BAR1_BYTES);
        assertThat(readBytes(BAR1_BYTES - 1)).hasSize(BAR1_BYTES - 1);
        assertThat(readBytes(1024)).hasSize(1);
        assertThat(readBytes(1024)).isEmpty();
    }

    @Test
    void stopCopy_beginsAnewAndEndsWithTheDeadline() {
        byte[] memory = fillMemory();
        start();
        readBytes(5000);
        stop();

        assertThat(source.pendingBytes()).isEqualTo(WHOLE);
        assertThat(source.initialBytes()).isZero();
        assertThat(readBytes(BAR1_BYTES)).isEqualTo(memory);
        assertThat(text(source.readData(1024))).isEqualTo("9c8b036b00000000");
        assertThat(readBytes(1024)).isEmpty();
    }

    @Test
    void stream_isRefusedOutsideItsStates() {
        assertThat(source.readData(1)).isEqualTo(EINVAL);
        assertThat(source.writeData(Payload.of(new byte[1]))).isEqualTo(EINVAL);
        start();
        assertThat(source.writeData(Payload.of(new byte[1]))).isEqualTo(EINVAL);
        destination.perform(DeviceAction.BEGIN_LOADING);
        assertThat(destination.readData(1)).isEqualTo(EINVAL);
    }

    @Test
    void stream_hasASecondSessionLikeTheFirst() {
        byte[] first = saveAll();
        assertThat(source.perform(DeviceAction.RUN)).isEqualTo(Answer.DONE);

        byte[] second = saveAll();
        assertThat(second).hasSize(WHOLE).isNotEqualTo(first);
        assertThat(text(source.read(access(1, BAR1_BYTES)))).isEqualTo(text(Answer.of(part(second, 0, BAR1_BYTES))));
    }

    @Test
    void load_makesADestinationEqualToItsSource() {
        byte[] stream = saveAll();

        load(stream, 1024);
        assertThat(destination.perform(DeviceAction.LOAD)).isEqualTo(Answer.DONE);
        assertThat(state(destination)).isEqualTo(state(source));
        assertThat(text(destination.read(access(1, BAR1_BYTES))))
                .isEqualTo(text(Answer.of(part(stream, 0, BAR1_BYTES))));
        assertThat(destination.perform(DeviceAction.RUN)).isEqualTo(Answer.DONE);
        assertThat(destination.read(access(0, 8))).isEqualTo(new Answer.Within(-11, -9, 8));
    }

    @Test
    void load_doesNotDependOnHowTheStreamIsCut() {
        byte[] stream = saveAll();
        load(stream, 777);
        destination.perform(DeviceAction.LOAD);

        assertThat(state(destination)).isEqualTo(state(source));
    }

    @Test
    void load_showsAFlippedBit() {
        byte[] stream = saveAll();
        stream[6000] ^= 4;
        load(stream, 1024);
        destination.perform(DeviceAction.LOAD);

        assertThat(state(destination)).isNotEqualTo(state(source));
    }

    @Test
    void load_takesTooLittleUntilTheDeviceRuns() {
        byte[] stream = saveAll();
        load(part(stream, 0, WHOLE - 4), 1024);

        assertThat(destination.perform(DeviceAction.LOAD)).isEqualTo(Answer.DONE);
        assertThat(destination.perform(DeviceAction.RUN)).isEqualTo(DIED);
    }

    @Test
    void load_refusesTooMuchAndTakesWhatFits() {
        byte[] stream = saveAll();
        load(part(stream, 0, WHOLE - 8), 1024);

        assertThat(destination.writeData(Payload.of(new byte[9]))).isEqualTo(EINVAL);
        assertThat(destination.writeData(Payload.empty())).isEqualTo(Answer.DONE);
        assertThat(destination.writeData(Payload.of(new byte[1]))).isEqualTo(EINVAL);
        destination.perform(DeviceAction.LOAD);
        assertThat(destination.perform(DeviceAction.RUN)).isEqualTo(Answer.DONE);
    }

    @Test
    void endSaving_failsBeforeTheEndWasRead() {
        fillMemory();
        start();
        assertThat(source.perform(DeviceAction.END_SAVING)).isEqualTo(DIED);
        stop();
        readBytes(100);
        assertThat(source.perform(DeviceAction.END_SAVING)).isEqualTo(DIED);
        readBytes(WHOLE);
        assertThat(source.perform(DeviceAction.END_SAVING)).isEqualTo(Answer.DONE);
        assertThat(source.perform(DeviceAction.RUN)).isEqualTo(Answer.DONE);
    }

    @Test
    void run_failsAfterAStopWithoutAStream() {
        source.perform(DeviceAction.STOP);

        assertThat(source.perform(DeviceAction.RUN)).isEqualTo(DIED);
    }

    @Test
    void dataSize_isTheWholeStream() {
        assertThat(source.dataSize()).isEqualTo(WHOLE);
    }

    private byte[] saveAll() {
        fillMemory();
        start();
        stop();
        byte[] stream = readBytes(Long.MAX_VALUE);
        source.perform(DeviceAction.END_SAVING);
        return stream;
    }

    private byte[] fillMemory() {
        byte[] memory = new byte[BAR1_BYTES];
        random.nextBytes(memory);
        source.write(access(0, 8), Payload.ofLittleEndian(DEADLINE, 8));
        source.write(access(1, BAR1_BYTES), Payload.of(memory.clone()));
        return memory;
    }

    private void start() {
        source.perform(DeviceAction.BEGIN_SAVING);
        source.perform(DeviceAction.START_PRE_COPY);
    }

    private void stop() {
        source.perform(DeviceAction.STOP);
        source.perform(DeviceAction.CAPTURE);
    }

    private byte[] readBytes(long requested) {
        return ((Answer.Bytes) source.readData(requested)).bytes().toByteArray();
    }

    private void load(byte[] stream, int chunk) {
        destination.perform(DeviceAction.STOP);
        destination.perform(DeviceAction.BEGIN_LOADING);
        for (int at = 0; at < stream.length; at += chunk) {
            byte[] piece = part(stream, at, Math.min(at + chunk, stream.length));
            assertThat(destination.writeData(Payload.of(piece))).isEqualTo(Answer.DONE);
        }
    }

    private static byte[] part(byte[] bytes, int from, int to) {
        return Arrays.copyOfRange(bytes, from, to);
    }

    private static Access access(int region, int length) {
        return new Access(NOW_NANOS, region, 0, length, 0);
    }
}
