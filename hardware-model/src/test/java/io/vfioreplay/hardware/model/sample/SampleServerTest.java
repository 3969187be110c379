package io.vfioreplay.hardware.model.sample;

import static io.vfioreplay.hardware.model.RandomCalls.state;
import static io.vfioreplay.hardware.model.RandomCalls.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.migration.DeviceAction;
import io.vfioreplay.hardware.model.Access;
import io.vfioreplay.hardware.model.Answer;
import io.vfioreplay.hardware.model.RandomCalls;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SampleServerTest {

    private static final Answer EINVAL = new Answer.Refused(22);
    private static final long NOW = 1_795_394_449L;
    private static final int BAR1_BYTES = 0x3000;

    private final SampleServer server = new SampleServer(BAR1_BYTES, true);

    @Test
    void deadline_readsAsNowMinusDeadlineWithinASecond() {
        assertThat(writeDeadline(NOW + 10)).isEqualTo(Answer.DONE);

        assertThat(server.read(at(NOW, 0, 0, 8))).isEqualTo(new Answer.Within(-11, -9, 8));
        assertThat(server.read(at(NOW + 11, 0, 0, 8))).isEqualTo(new Answer.Within(0, 2, 8));
    }

    @Test
    void deadline_isTheEpochWhenTheServerStarts() {
        assertThat(server.read(at(NOW, 0, 0, 8))).isEqualTo(new Answer.Within(NOW - 1, NOW + 1, 8));
    }

    @Test
    void deadline_isUnknownWithoutAClock() {
        assertThat(server.read(new Access(Envelope.NO_TIME, 0, 0, 8, 0))).isInstanceOf(Answer.Unknown.class);
    }

    @Test
    void deadline_isRefusedAndForgottenWhenItHasPassed() {
        writeDeadline(NOW + 10);

        assertThat(writeDeadline(NOW - 2)).isEqualTo(EINVAL);
        assertThat(server.read(at(NOW, 0, 0, 8))).isEqualTo(new Answer.Within(-11, -9, 8));
    }

    @Test
    void deadline_isUnknownWhenItMayHavePassed() {
        assertThat(writeDeadline(NOW - 1)).isInstanceOf(Answer.Unknown.class);
        assertThat(server.read(at(NOW, 0, 0, 8))).isInstanceOf(Answer.Unknown.class);
        assertThat(writeDeadline(NOW)).isEqualTo(Answer.DONE);
        assertThat(server.read(at(NOW, 0, 0, 8))).isInstanceOf(Answer.Within.class);
    }

    @Test
    void deadline_mayHavePassedWhileTheDeviceIsNotRunning() {
        server.perform(DeviceAction.STOP);

        assertThat(writeDeadline(NOW - 100)).isEqualTo(Answer.DONE);
    }

    @ParameterizedTest
    @CsvSource({"0,4", "4,4", "0,1", "1,8", "-1,8", "8,8", "0,16"})
    void deadline_isAccessedWholeOnly(long offset, int length) {
        assertThat(server.read(at(NOW, 0, offset, length))).isEqualTo(EINVAL);
        assertThat(server.write(at(NOW, 0, offset, length), Payload.of(new byte[length])))
                .isEqualTo(EINVAL);
    }

    @Test
    void memory_isZeroWhenTheServerStarts() {
        assertThat(text(server.read(at(NOW, 1, 0, 4)))).isEqualTo("00000000");
    }

    @Test
    void memory_isReadFromItsStartWhateverTheOffset() {
        writeMemory(0, 1, 2, 3, 4);
        writeMemory(0x2ffe, 5, 6);

        assertThat(text(server.read(at(NOW, 1, 0, 3)))).isEqualTo("010203");
        assertThat(text(server.read(at(NOW, 1, 0x2ffe, 2)))).isEqualTo("0102");
        assertThat(text(server.read(at(NOW, 1, 0, BAR1_BYTES)))).endsWith("0506");
    }

    @ParameterizedTest
    @CsvSource({"0x3000,1", "0x2fff,2", "-1,1", "0x7fffffffffffffff,1", "0,0x3001"})
    void memory_refusesWhatIsOutside(String offset, String length) {
        int bytes = Integer.decode(length);

        assertThat(server.read(at(NOW, 1, Long.decode(offset), bytes))).isEqualTo(EINVAL);
        assertThat(server.write(at(NOW, 1, Long.decode(offset), bytes), Payload.of(new byte[bytes])))
                .isEqualTo(EINVAL);
    }

    @Test
    void memory_isUnknownUntilWrittenWhenTheRecordingBeganLate() {
        SampleServer late = new SampleServer(BAR1_BYTES, false);

        assertThat(late.read(at(NOW, 0, 0, 8))).isInstanceOf(Answer.Unknown.class);
        assertThat(late.read(at(NOW, 1, 0, 1))).isInstanceOf(Answer.Unknown.class);
        late.write(at(NOW, 1, 0, 2), Payload.of(new byte[] {7, 8}));
        assertThat(text(late.read(at(NOW, 1, 0, 2)))).isEqualTo("0708");
        assertThat(late.read(at(NOW, 1, 0, 3))).isInstanceOf(Answer.Unknown.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 6, 8, 9, -1, 0xdeadbeef, Integer.MAX_VALUE})
    void regions_areNoOthers(int region) {
        assertThat(server.read(at(NOW, region, 0, 4))).isEqualTo(EINVAL);
        assertThat(server.write(at(NOW, region, 0, 4), Payload.of(new byte[4]))).isEqualTo(EINVAL);
    }

    @Test
    void access_ofNoBytesIsTaken() {
        assertThat(text(server.read(at(NOW, 0, 0, 0)))).isEmpty();
        assertThat(server.write(at(NOW, 1, 0, 0), Payload.empty())).isEqualTo(Answer.DONE);
    }

    @Test
    void access_isRefusedInStopCopy() {
        server.perform(DeviceAction.STOP);
        server.perform(DeviceAction.BEGIN_SAVING);
        server.perform(DeviceAction.CAPTURE);

        assertThat(server.read(at(NOW, 1, 0, 4))).isEqualTo(EINVAL);
        assertThat(server.write(at(NOW, 1, 0, 1), Payload.of(new byte[1]))).isEqualTo(EINVAL);
    }

    @Test
    void reset_keepsRegistersAndMemory() {
        writeMemory(0, 9);
        server.perform(DeviceAction.START_PRE_COPY);
        server.reset();

        assertThat(text(server.read(at(NOW, 1, 0, 1)))).isEqualTo("09");
        assertThat(server.pendingBytes()).isZero();
    }

    @Test
    void snapshot_continuesWithTheSameAnswers() {
        for (long seed = 0; seed < 20; seed++) {
            SampleServer first = new SampleServer(0x1000, seed % 2 == 0);
            new RandomCalls(seed, 8, 0x1100).drive(first, 200);
            SampleServer second = new SampleServer(0x1000, true);
            second.restore(first.snapshot());

            assertThat(state(second)).isEqualTo(state(first));
            List<String> expected = new RandomCalls(seed + 1, 8, 0x1100).drive(first, 200);
            assertThat(new RandomCalls(seed + 1, 8, 0x1100).drive(second, 200)).isEqualTo(expected);
            assertThat(state(second)).isEqualTo(state(first));
            assertThat(second.snapshot()).isEqualTo(first.snapshot());
        }
    }

    @Test
    void snapshot_neverGrows() {
        new RandomCalls(99, 8, 0x3100).drive(server, 5000);

        assertThat(server.snapshot()).hasSizeLessThan(2 * BAR1_BYTES);
    }

    @Test
    void restore_refusesOtherSnapshots() {
        byte[] otherSize = new SampleServer(0x1000, true).snapshot();

        assertThatIllegalArgumentException().isThrownBy(() -> server.restore(otherSize));
        assertThatIllegalArgumentException().isThrownBy(() -> server.restore(new byte[0]));
    }

    private Answer writeDeadline(long second) {
        return server.write(at(NOW, 0, 0, 8), Payload.ofLittleEndian(second, 8));
    }

    private void writeMemory(long offset, int... bytes) {
        byte[] data = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            data[i] = (byte) bytes[i];
        }
        assertThat(server.write(at(NOW, 1, offset, data.length), Payload.of(data)))
                .isEqualTo(Answer.DONE);
    }

    private static Access at(long second, int region, long offset, int length) {
        return new Access(second * 1_000_000_000L + 183_964, region, offset, length, 0);
    }
}
