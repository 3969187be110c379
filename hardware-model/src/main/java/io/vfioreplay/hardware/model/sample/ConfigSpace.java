package io.vfioreplay.hardware.model.sample;

import io.vfioreplay.hardware.event.Errno;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.model.Answer;
import io.vfioreplay.hardware.model.PartialBytes;
import io.vfioreplay.hardware.state.SnapshotReader;
import io.vfioreplay.hardware.state.SnapshotWriter;
import io.vfioreplay.hardware.state.StateTree;

/**
 * The 256 bytes of config space as libvfio-user keeps them for a conventional PCI device without capabilities.
 *
 * <pre>
 *  0x00  device id 0xbeef       | vendor id 0xdead
 *  0x04  status, read-only      | command
 *  0x0c  latency timer and cache line size can be written
 *  0x10  six base addresses, all of I/O space; a write to one without a region is ignored
 *  0x2c  subsystem id 0xbabe    | subsystem vendor id 0xcafe
 *  0x30  expansion ROM: takes the writes that ask for its size, keeps nothing
 *  0x3c  interrupt pin 1        | interrupt line, can be written
 * </pre>
 *
 * <p>A write is cut at the borders of registers; the first piece that is refused ends it, what was done before stays done.
 *
 * <p>Source: libvfio-user of the commit 7e7a0a6c, {@code lib/pci.c}, {@code lib/libvfio-user.c} and
 * {@code include/pci_defs.h}; the first 64 bytes as recordings of the sample show them.
 */
final class ConfigSpace {

    static final int SIZE = 0x100;

    private static final Answer EINVAL = new Answer.Refused(Errno.EINVAL);
    private static final Answer TOO_NARROW =
            new Answer.Unknown("the device takes more bytes than the write has, from whatever is behind them");

    private static final int HEADER_END = 0x40;
    private static final int ID = 0x00;
    private static final int COMMAND = 0x04;
    private static final int STATUS = 0x06;
    private static final int REVISION = 0x08;
    private static final int CLASS_CODE = 0x09;
    private static final int CACHE_LINE_SIZE = 0x0c;
    private static final int LATENCY_TIMER = 0x0d;
    private static final int BARS = 0x10;
    private static final int BARS_END = 0x28;
    private static final int SUBSYSTEM = 0x2c;
    private static final int ROM = 0x30;
    private static final int INTERRUPT_LINE = 0x3c;
    private static final int INTERRUPT_PIN = 0x3d;
    private static final int BAR_BYTES = 4;
    private static final int IO_SPACE = 1;
    private static final int BAR_TYPE_BITS = 0b11;

    /** I/O, memory, bus master, write and invalidate, SERR#, INTx disable. */
    private static final int COMMAND_KEPT = 0x517;
    /** VGA palette snooping is taken and not kept. */
    private static final int COMMAND_TAKEN = COMMAND_KEPT | 0x20;

    private PartialBytes bytes = new PartialBytes(SIZE, true);
    private final int[] barSizes;

    ConfigSpace(int... barSizes) {
        this.barSizes = barSizes;
        put(ID, 0xbeefdead, 4);
        put(SUBSYSTEM, 0xbabecafe, 4);
        put(INTERRUPT_PIN, 1, 1);
        for (int bar = BARS; bar < BARS_END; bar += BAR_BYTES) {
            put(bar, IO_SPACE, BAR_BYTES);
        }
    }

    private void put(int offset, int value, int width) {
        bytes.write(offset, Payload.ofLittleEndian(value, width), width);
    }

    /** The bytes of a range that lies within. */
    Answer read(int offset, int length) {
        return bytes.read(offset, length);
    }

    /** Writes to a range that lies within. */
    Answer write(int offset, Payload data) {
        byte[] all = data.toByteArray();
        Answer answer = Answer.DONE;
        for (int at = 0; at < all.length && answer == Answer.DONE; ) {
            int width = writableWidth(offset + at);
            if (width == 0) {
                return EINVAL;
            }
            int count = Math.min(width, all.length - at);
            answer = writeRegister(offset + at, Payload.of(all, at, count), count == width);
            at += count;
        }
        return answer;
    }

    /** Bytes of the register that takes writes and starts here, 0 when there is none. */
    private static int writableWidth(int offset) {
        if (offset >= BARS && offset < BARS_END) {
            return offset % BAR_BYTES == 0 ? BAR_BYTES : 0;
        }
        return switch (offset) {
            case REVISION, CACHE_LINE_SIZE, LATENCY_TIMER -> 1;
            case COMMAND, STATUS -> 2;
            case CLASS_CODE -> 3;
            case ROM -> 4;
            default -> offset >= INTERRUPT_LINE && offset < HEADER_END ? 1 : 0;
        };
    }

    private Answer writeRegister(int offset, Payload data, boolean isWhole) {
        int value = (int) data.littleEndian();
        if (offset >= BARS && offset < BARS_END) {
            return writeBar(offset, value, isWhole);
        }
        return switch (offset) {
            case COMMAND -> writeCommand(value, isWhole);
            case ROM -> writeRom(value, isWhole);
            case CACHE_LINE_SIZE, LATENCY_TIMER, INTERRUPT_LINE -> {
                put(offset, value, 1);
                yield Answer.DONE;
            }
            default -> Answer.DONE; // Read-only: taken and ignored.
        };
    }

    private Answer writeCommand(int value, boolean isWhole) {
        if (!isWhole) {
            bytes.forget(COMMAND, 2);
            return TOO_NARROW;
        }
        put(COMMAND, value & COMMAND_KEPT, 2);
        return (value & ~COMMAND_TAKEN) == 0 ? Answer.DONE : EINVAL;
    }

    private Answer writeBar(int offset, int value, boolean isWhole) {
        int bar = (offset - BARS) / BAR_BYTES;
        int size = bar < barSizes.length ? barSizes[bar] : 0;
        if (size == 0) {
            return Answer.DONE;
        }
        if (!isWhole || !bytes.isKnown(offset, BAR_BYTES)) {
            bytes.forget(offset, BAR_BYTES);
            return Answer.DONE;
        }
        int address = value == -1 ? -size : value;
        put(offset, address | ((int) bytes.number(offset, BAR_BYTES) & BAR_TYPE_BITS), BAR_BYTES);
        return Answer.DONE;
    }

    private static Answer writeRom(int value, boolean isWhole) {
        if (!isWhole) {
            return TOO_NARROW;
        }
        return switch (value) {
            case 0, -1, ~1, ~0x7ff -> Answer.DONE;
            default -> EINVAL;
        };
    }

    void describe(StateTree.Builder tree, String prefix) {
        bytes.describe(tree, prefix);
    }

    void writeTo(SnapshotWriter snapshot) {
        bytes.writeTo(snapshot);
    }

    /** The contents of a snapshot, to be put in place by {@link #replace}. */
    static PartialBytes readFrom(SnapshotReader snapshot) {
        return PartialBytes.readFrom(snapshot, SIZE);
    }

    void replace(PartialBytes contents) {
        bytes = contents;
    }
}
