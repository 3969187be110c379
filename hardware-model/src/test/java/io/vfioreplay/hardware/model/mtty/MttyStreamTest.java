package io.vfioreplay.hardware.model.mtty;

import static io.vfioreplay.hardware.model.RandomCalls.state;
import static io.vfioreplay.hardware.model.RandomCalls.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.migration.DeviceAction;
import io.vfioreplay.hardware.model.Access;
import io.vfioreplay.hardware.model.Answer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** R-100, clause by clause. */
final class MttyStreamTest {

    private static final Answer ENODEV = new Answer.Refused(19);
    private static final Answer ENOMEM = new Answer.Refused(12);
    private static final Answer EFAULT = new Answer.Refused(14);
    private static final Answer EINVAL = new Answer.Refused(22);
    private static final int HEADER = 24;
    private static final int WHOLE = 96;

    private final Mtty source = new Mtty(2);
    private final Mtty destination = new Mtty(2);

    @Test
    void saving_beginsWithTheHeader() {
        begin(source, DeviceAction.BEGIN_SAVING, DeviceAction.START_PRE_COPY);

        assertThat(source.pendingBytes()).isEqualTo(HEADER);
        assertThat(source.initialBytes()).isEqualTo(HEADER);
        assertThat(text(source.readData(10))).isEqualTo("4e2c3e8c89099d7e0100");
        assertThat(text(source.readData(100))).isEqualTo("0000000000000200000000000000");
        assertThat(text(source.readData(100))).isEmpty();
        assertThat(source.initialBytes()).isZero();
    }

    @Test
    void saving_addsThePortsWhenTheDeviceIsCaptured() {
        begin(source, DeviceAction.BEGIN_SAVING, DeviceAction.START_PRE_COPY);
        source.readData(100);
        scribble(source);
        begin(source, DeviceAction.STOP, DeviceAction.CAPTURE);

        assertThat(source.pendingBytes()).isEqualTo(WHOLE - HEADER);
        assertThat(source.initialBytes()).isZero();
        assertThat(text(source.readData(100))).startsWith("0019001b").hasSize(2 * (WHOLE - HEADER));
        assertThat(text(source.readData(100))).isEmpty();
    }

    @Test
    void saving_isTheSameWithoutPreCopy() {
        scribble(source);

        byte[] stopCopyOnly = saveAll(source);
        begin(source, DeviceAction.BEGIN_SAVING, DeviceAction.START_PRE_COPY, DeviceAction.STOP, DeviceAction.CAPTURE);
        assertThat(text(source.readData(WHOLE))).isEqualTo(text(Answer.of(stopCopyOnly)));
    }

    @Test
    void saving_twiceInARowIsSavingOnce() {
        begin(source, DeviceAction.BEGIN_SAVING, DeviceAction.BEGIN_SAVING);
        assertThat(source.pendingBytes()).isEqualTo(HEADER);

        begin(source, DeviceAction.CAPTURE, DeviceAction.CAPTURE);
        assertThat(source.pendingBytes()).isEqualTo(WHOLE);
    }

    @Test
    void saving_dropsWhatWasNotRead() {
        begin(source, DeviceAction.BEGIN_SAVING, DeviceAction.DROP_UNREAD);

        assertThat(source.pendingBytes()).isZero();
    }

    @Test
    void stream_isDeadOutsideItsSession() {
        assertThat(source.readData(1)).isEqualTo(ENODEV);
        assertThat(source.writeData(Payload.of(new byte[1]))).isEqualTo(ENODEV);
        begin(source, DeviceAction.BEGIN_SAVING, DeviceAction.END_SAVING);
        assertThat(source.readData(1)).isEqualTo(ENODEV);
        begin(destination, DeviceAction.BEGIN_LOADING);
        assertThat(destination.readData(1)).isEqualTo(ENODEV);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void dataSize_isHeaderAndPorts(int ports) {
        assertThat(new Mtty(ports).dataSize()).isEqualTo(HEADER + ports * 36L);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 24, 72, 96})
    void load_makesADestinationEqualToItsSource(int chunk) {
        scribble(source);
        write(destination, saveAll(source), chunk);

        assertThat(destination.perform(DeviceAction.LOAD)).isEqualTo(Answer.DONE);
        assertThat(state(destination)).isEqualTo(state(source));
        assertThat(destination.writeData(Payload.of(new byte[1]))).isEqualTo(ENODEV);
    }

    @Test
    void write_ofTooMuchTakesNothing() {
        begin(destination, DeviceAction.BEGIN_LOADING);
        byte[] image = saveAll(source);
        assertThat(destination.writeData(Payload.of(new byte[WHOLE + 1]))).isEqualTo(ENOMEM);
        assertThat(destination.writeData(Payload.of(image, 0, 90))).isEqualTo(Answer.DONE);
        assertThat(destination.writeData(Payload.of(new byte[7]))).isEqualTo(ENOMEM);

        assertThat(destination.writeData(Payload.of(image, 90, 6))).isEqualTo(Answer.DONE);
        assertThat(destination.perform(DeviceAction.LOAD)).isEqualTo(Answer.DONE);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 7, 8, 12, 16, 20, 23})
    void write_failsWithTheLastByteOfAWrongHeader(int wrong) {
        byte[] image = saveAll(source);
        image[wrong] ^= 0x40;
        begin(destination, DeviceAction.BEGIN_LOADING);

        assertThat(destination.writeData(Payload.of(image, 0, 23))).isEqualTo(Answer.DONE);
        assertThat(destination.writeData(Payload.of(image, 23, 1))).isEqualTo(EFAULT);
    }

    @Test
    void write_countsTheBytesOfAWrongHeader() {
        byte[] image = saveAll(source);
        image[0] ^= 1;
        begin(destination, DeviceAction.BEGIN_LOADING);

        assertThat(destination.writeData(Payload.of(image, 0, 30))).isEqualTo(EFAULT);
        assertThat(destination.writeData(Payload.of(image, 0, 67))).isEqualTo(ENOMEM);
        assertThat(destination.writeData(Payload.of(image, 30, 66))).isEqualTo(Answer.DONE);
        assertThat(destination.perform(DeviceAction.LOAD)).isEqualTo(Answer.DONE);
    }

    @Test
    void write_failsForACardWithAnotherNumberOfPorts() {
        Mtty single = new Mtty(1);
        begin(single, DeviceAction.BEGIN_LOADING);

        assertThat(single.writeData(Payload.of(saveAll(source), 0, 24))).isEqualTo(EFAULT);
    }

    @Test
    void load_ofTooLittleIsRefusedAndMayGoOn() {
        scribble(source);
        byte[] image = saveAll(source);
        String before = state(destination);
        write(destination, Arrays.copyOf(image, 95), 95);

        assertThat(destination.perform(DeviceAction.LOAD)).isEqualTo(EINVAL);
        assertThat(destination.writeData(Payload.of(image, 95, 1))).isEqualTo(Answer.DONE);
        assertThat(destination.perform(DeviceAction.LOAD)).isEqualTo(Answer.DONE);
        assertThat(state(destination)).isEqualTo(state(source)).isNotEqualTo(before);
    }

    @Test
    void load_withoutAStreamIsRefused() {
        assertThat(destination.perform(DeviceAction.LOAD)).isEqualTo(EINVAL);
    }

    @Test
    void actions_ofRunningAndDmaChangeNothing() {
        scribble(source);
        String before = state(source);
        begin(source, DeviceAction.QUIESCE, DeviceAction.STOP, DeviceAction.RUN, DeviceAction.ALLOW_DMA);

        assertThat(state(source)).isEqualTo(before);
        source.dmaCompleted(1, true, Payload.of(new byte[4]));
        assertThat(state(source)).isEqualTo(before);
    }

    private static void begin(Mtty card, DeviceAction... actions) {
        for (DeviceAction action : actions) {
            assertThat(card.perform(action)).isEqualTo(Answer.DONE);
        }
    }

    private static byte[] saveAll(Mtty card) {
        begin(card, DeviceAction.BEGIN_SAVING, DeviceAction.CAPTURE);
        byte[] image = ((Answer.Bytes) card.readData(Long.MAX_VALUE)).bytes().toByteArray();
        begin(card, DeviceAction.END_SAVING);
        return image;
    }

    private static void write(Mtty card, byte[] image, int chunk) {
        begin(card, DeviceAction.STOP, DeviceAction.BEGIN_LOADING);
        for (int at = 0; at < image.length; at += chunk) {
            int count = Math.min(chunk, image.length - at);
            assertThat(card.writeData(Payload.of(image, at, count))).isEqualTo(Answer.DONE);
        }
    }

    private static void scribble(Mtty card) {
        for (int region = 0; region < 2; region++) {
            for (int offset = 0; offset < 8; offset++) {
                Access access = new Access(0, region, offset, 1, 0);
                card.write(access, Payload.ofLittleEndian(0x18 + offset + region, 1));
            }
        }
    }
}
