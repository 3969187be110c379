package io.vfioreplay.hardware.model.mtty;

import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.model.Answer;
import io.vfioreplay.hardware.model.PartialBytes;
import io.vfioreplay.hardware.state.SnapshotReader;
import io.vfioreplay.hardware.state.SnapshotWriter;
import io.vfioreplay.hardware.state.StateTree;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * The card's config space: 255 bytes, of which base addresses and the interrupt line can be written.
 *
 * <pre>
 *  0x00  device id 0x3253, vendor id 0x4348    0x04  command 1, status 0x0200: neither takes a write
 *  0x08  class 0x070002, revision 0x10         0x10  one base address in I/O space per port
 *  0x2c  subsystem as 0x00                     0x3c  interrupt line, pin 1
 *  0x40  a few bytes of its own, at 0x60 the text "PCI Serial/UART"
 * </pre>
 *
 * <p>A write counts by the offset at which it starts: what it says about other registers is lost. A base address written as
 * all ones becomes its size mask; anything else is kept as written, with the bits of its type added. All three base addresses
 * behind the second become 0.
 *
 * <p>Source: Linux {@code samples/vfio-mdev/mtty.c}.
 */
final class CardConfig {

    /** One byte less than PCI has: reading the last one is reading behind the driver's memory. */
    static final int SIZE = 0xff;

    static final int IDS = 0x32534348;

    private static final Answer BEHIND = new Answer.Unknown("the device answers from behind its config space");
    private static final int COMMAND_AND_STATUS = 0x04;
    private static final int CLASS_AND_REVISION = 0x08;
    private static final int BAR0 = 0x10;
    private static final int BAR1 = 0x14;
    private static final int BAR2 = 0x18;
    private static final int BAR3 = 0x1c;
    private static final int BAR4 = 0x20;
    private static final int BAR_BYTES = 4;
    private static final int SUBSYSTEM = 0x2c;
    private static final int INTERRUPT_LINE = 0x3c;
    private static final int INTERRUPT_PIN = 0x3d;
    private static final int OWN = 0x40;
    private static final int TEXT = 0x60;
    private static final int IO_SPACE = 1;
    private static final int BAR_TYPE_BITS = 0b11;

    private final int ports;
    private PartialBytes bytes = new PartialBytes(SIZE, true);

    CardConfig(int ports) {
        this.ports = ports;
        put(0, IDS);
        put(COMMAND_AND_STATUS, 0x0200_0001);
        put(CLASS_AND_REVISION, 0x0700_0210);
        put(BAR0, IO_SPACE);
        put(BAR1, ports > 1 ? IO_SPACE : 0);
        put(SUBSYSTEM, IDS);
        bytes.write(INTERRUPT_PIN, Payload.ofLittleEndian(1, 1), 1);
        bytes.write(OWN, Payload.of(HexFormat.of().parseHex("23000080230000002300000023")), 13);
        Payload text = Payload.of("PCI Serial/UART".getBytes(StandardCharsets.US_ASCII));
        bytes.write(TEXT, text, text.length());
    }

    private void put(int offset, int value) {
        bytes.write(offset, Payload.ofLittleEndian(value, BAR_BYTES), BAR_BYTES);
    }

    /** The bytes of a range, unknown where that is not all within. */
    Answer read(long offset, int length) {
        return offset <= SIZE - length ? bytes.read((int) offset, length) : BEHIND;
    }

    /** Writes a piece of 1, 2 or 4 bytes. */
    void write(int offset, Payload piece) {
        switch (offset) {
            case INTERRUPT_LINE -> bytes.write(INTERRUPT_LINE, piece, 1);
            case BAR0 -> writeBar(BAR0, piece);
            case BAR1 -> {
                if (ports > 1) {
                    writeBar(BAR1, piece);
                } else {
                    put(BAR1, 0);
                }
            }
            case BAR2, BAR3, BAR4 -> put(offset, 0);
            default -> {
                // Taken and ignored.
            }
        }
    }

    /** The driver always takes four bytes; those that the piece does not have come from its stack. */
    private void writeBar(int offset, Payload piece) {
        if (piece.length() < BAR_BYTES || !bytes.isKnown(offset, BAR_BYTES)) {
            bytes.forget(offset, BAR_BYTES);
            return;
        }
        int value = (int) piece.littleEndian();
        int address = value == -1 ? -SerialPort.REGISTERS : value;
        put(offset, address | ((int) bytes.number(offset, BAR_BYTES) & BAR_TYPE_BITS));
    }

    void describe(StateTree.Builder tree, String prefix) {
        bytes.describe(tree, prefix);
    }

    void writeTo(SnapshotWriter snapshot) {
        bytes.writeTo(snapshot);
    }

    /** The bytes of a snapshot, to be put in place by {@link #replace}. */
    static PartialBytes readFrom(SnapshotReader snapshot) {
        return PartialBytes.readFrom(snapshot, SIZE);
    }

    void replace(PartialBytes other) {
        bytes = other;
    }
}
