package io.vfioreplay.hardware.model.mtty;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.hardware.state.StateTree;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One test per register and per difference from a real 16550. */
final class SerialPortTest {

    private static final int DATA = 0;
    private static final int IER = 1;
    private static final int IIR = 2;
    private static final int FCR = 2;
    private static final int LCR = 3;
    private static final int MCR = 4;
    private static final int LSR = 5;
    private static final int MSR = 6;
    private static final int SCR = 7;

    private final SerialPort port = new SerialPort();

    @Test
    void data_comesBackInOrder() {
        port.write(DATA, 'a');
        port.write(DATA, 'b');

        assertThat(port.read(DATA)).isEqualTo('a');
        assertThat(port.read(DATA)).isEqualTo('b');
        assertThat(port.read(DATA)).isEqualTo(SerialPort.NOTHING);
    }

    @Test
    void data_looksEmptyWhenTheFifoIsFull() {
        writeData(16);

        assertThat(port.read(LSR)).isEqualTo(0x60);
        assertThat(port.read(DATA)).isEqualTo(SerialPort.NOTHING);
    }

    @Test
    void data_isLostWhenTheFifoIsFull() {
        writeData(17);
        assertThat(port.read(LSR)).isEqualTo(0x62);

        port.write(FCR, 0x07);
        assertThat(port.read(LSR)).isEqualTo(0x62);
        port.write(DATA, 1);
        assertThat(port.read(LSR)).isEqualTo(0x01);
    }

    @Test
    void data_goesAroundTheFifo() {
        for (int i = 0; i < 100; i++) {
            port.write(DATA, i);
            assertThat(port.read(LSR)).isEqualTo(0x01);
            assertThat(port.read(DATA)).isEqualTo(i);
            assertThat(port.read(LSR)).isEqualTo(0x60);
        }
    }

    @Test
    void data_isTheDivisorWhileDlabIsSet() {
        port.write(LCR, 0x80);
        port.write(DATA, 0x01);
        port.write(IER, 0x02);

        assertThat(port.read(DATA)).isEqualTo(0x01);
        assertThat(port.read(IER)).isEqualTo(0x02);
        port.write(DATA, 0x0c);
        assertThat(port.read(DATA)).isEqualTo(0x0d);
        port.write(LCR, 0x83);
        assertThat(port.read(DATA)).isZero();
        port.write(LCR, 0x03);
        assertThat(port.read(IER)).isZero();
        assertThat(port.read(DATA)).isEqualTo(SerialPort.NOTHING);
    }

    @Test
    void ier_readsItsLowerHalf() {
        port.write(IER, 0xff);

        assertThat(port.read(IER)).isEqualTo(0x0f);
    }

    /** What is enabled, how many bytes are written before, what IIR answers. */
    @ParameterizedTest
    @CsvSource({
        "0x00,  0, 0xc1",
        "0x01,  0, 0xc1",
        "0x01,  1, 0xc4",
        "0x02,  0, 0xc2",
        "0x02,  1, 0xc1",
        "0x04,  1, 0xc1",
        "0x04, 17, 0xc6",
        "0x07, 17, 0xc6",
        "0x03, 16, 0xc6",
        "0x08,  0, 0xc1",
    })
    void iir_showsAllCausesAtOnce(String enabled, int written, String answer) {
        port.write(FCR, 0x01);
        port.write(MCR, 0x03);
        port.write(IER, Integer.decode(enabled));
        writeData(written);

        assertThat(port.read(IIR)).isEqualTo(Integer.decode(answer));
    }

    @Test
    void iir_seesDataInAnEmptyFifoBeforeFcrWasWritten() {
        port.write(IER, 0x01);

        assertThat(port.read(IIR)).isEqualTo(0xc4);
    }

    @Test
    void fcr_emptiesTheFifoAndSetsItsDepth() {
        writeData(3);
        port.write(FCR, 0x02);
        assertThat(port.read(LSR)).isEqualTo(0x60);

        writeData(2);
        assertThat(port.read(LSR)).isEqualTo(0x03);
        port.write(FCR, 0x01);
        port.write(DATA, 1);
        assertThat(port.read(LSR)).isEqualTo(0x01);
    }

    @Test
    void fcr_keepsTheFifoWhenNoClearBitIsSet() {
        writeData(1);
        port.write(FCR, 0xc1);

        assertThat(port.read(LSR)).isEqualTo(0x01);
        assertThat(port.save()[34]).isEqualTo((byte) 1);
    }

    @ParameterizedTest
    @CsvSource({"3,0x1b", "4,0xff", "7,0xa5"})
    void register_keepsWhatIsWritten(int offset, String value) {
        port.write(offset, Integer.decode(value));

        assertThat(port.read(offset)).isEqualTo(Integer.decode(value));
    }

    @Test
    void lsr_isReadOnly() {
        port.write(LSR, 0xff);

        assertThat(port.read(LSR)).isEqualTo(0x60);
    }

    @Test
    void msr_isReadOnlyAndClearToSend() {
        port.write(MSR, 0x00);

        assertThat(port.read(MSR)).isEqualTo(0xb3);
    }

    @Test
    void msr_isNotClearToSendWhenFlowControlledAndFull() {
        port.write(MCR, 0x20);
        assertThat(port.read(MSR)).isEqualTo(0xb3);

        writeData(16);
        assertThat(port.read(MSR)).isEqualTo(0xa2);
    }

    @ParameterizedTest
    @CsvSource({"8", "9", "255", "65535", "-1"})
    void offset_behindTheRegistersIsNothing(int offset) {
        byte[] before = port.save();
        port.write(offset, 0xff);

        assertThat(port.save()).isEqualTo(before);
        assertThat(port.read(offset)).isEqualTo(SerialPort.NOTHING);
    }

    @Test
    void state_isWhatAnotherPortContinuesWith() {
        port.write(IER, 0x0f);
        port.write(SCR, 0x55);
        writeData(5);
        port.read(DATA);
        SerialPort other = new SerialPort();
        other.load(port.save(), 0);

        assertThat(text(other)).isEqualTo(text(port));
        for (int offset = 0; offset < SerialPort.REGISTERS; offset++) {
            assertThat(other.read(offset)).isEqualTo(port.read(offset));
        }
    }

    @Test
    void state_mayBeAnythingWithoutHarm() {
        byte[] hostile = new byte[SerialPort.STATE_BYTES];
        hostile[24] = (byte) 0xff;
        hostile[25] = (byte) 0xc8;
        hostile[26] = 0;
        hostile[33] = (byte) 0xff;
        port.load(hostile, 0);

        assertThat(port.read(DATA)).isEqualTo(SerialPort.NOTHING);
        port.write(DATA, 7);
        writeData(600);
        assertThat(port.read(LSR)).isBetween(0, 0x7f);
    }

    private void writeData(int count) {
        for (int i = 0; i < count; i++) {
            port.write(DATA, i);
        }
    }

    private static String text(SerialPort port) {
        StateTree.Builder tree = StateTree.builder();
        port.describe(tree, "port/");
        return tree.build().rendering();
    }
}
