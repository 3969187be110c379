package io.vfioreplay.hardware.model.mtty;

import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.state.StateTree;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * One 16550 of the card, whose line is looped back: what is written to THR is read from RBR. Its only field is the 36 bytes
 * that migrate, as they are in the stream (and on a little-endian host in the driver's memory):
 *
 * <pre>
 *   0  IER at 1, LCR at 3, MCR at 4, SCR at 7; 0, 2, 5 and 6 stay 0
 *   8  the 16 places of the FIFO, what was read and not yet overwritten included
 *  24  head, where the next byte goes    25  tail, where the next byte is read from
 *  26  count                             27  whether DLAB is set
 *  28  whether a byte was lost           29  padding
 *  30  divisor, 2 bytes
 *  32  FCR    33  places in use, 16 or 1 34  trigger level    35  padding
 * </pre>
 *
 * <p>Where it differs from a real 16550: the FIFO counts as empty when head is tail, so also when 16 bytes are in it;
 * writes to the divisor are ORed in, after setting DLAB has cleared it; the trigger level is always 1 after a write to FCR, and
 * 0 before; IIR has the bits of all pending causes at once; LSR forgets an overrun with the next byte that fits.
 *
 * <p>Source: Linux {@code samples/vfio-mdev/mtty.c}; register and bit names {@code include/uapi/linux/serial_reg.h}. The
 * layout as in streams of Linux 6.12.
 */
final class SerialPort {

    static final int REGISTERS = 8;
    static final int STATE_BYTES = 36;
    /** A read left the buffer as it was. */
    static final int NOTHING = -1;

    private static final int DATA = 0;
    private static final int IER = 1;
    private static final int IIR_FCR = 2;
    private static final int LCR = 3;
    private static final int MCR = 4;
    private static final int LSR = 5;
    private static final int MSR = 6;
    private static final int SCR = 7;

    private static final int FIFO = 8;
    private static final int FIFO_PLACES = 16;
    private static final int HEAD = 24;
    private static final int TAIL = 25;
    private static final int COUNT = 26;
    private static final int DLAB = 27;
    private static final int OVERRUN = 28;
    private static final int DIVISOR = 30;
    private static final int FCR = 32;
    private static final int PLACES = 33;
    private static final int TRIGGER = 34;

    private static final int LCR_DLAB = 0x80;
    private static final int IER_READABLE = 0x0f;
    private static final int IER_RECEIVED = 0x01;
    private static final int IER_EMPTY = 0x02;
    private static final int IER_LINE = 0x04;
    private static final int IIR_ALWAYS = 0xc0;
    private static final int IIR_NONE = 0x01;
    private static final int IIR_EMPTY = 0x02;
    private static final int IIR_RECEIVED = 0x04;
    private static final int IIR_LINE = 0x06;
    private static final int FCR_ENABLE = 0x01;
    private static final int FCR_CLEAR = 0x06;
    private static final int MCR_FLOW_CONTROL = 0x20;
    private static final int LSR_READY = 0x01;
    private static final int LSR_OVERRUN = 0x02;
    private static final int LSR_EMPTY = 0x60;
    private static final int MSR_ALWAYS = 0xa2;
    private static final int MSR_CLEAR_TO_SEND = 0x11;

    private final byte[] state = new byte[STATE_BYTES];

    SerialPort() {
        set(PLACES, FIFO_PLACES);
    }

    private int get(int at) {
        return state[at] & 0xff;
    }

    private void set(int at, int value) {
        state[at] = (byte) value;
    }

    /** What a one-byte read answers, 0 to 255, or {@link #NOTHING}. */
    int read(int offset) {
        return switch (offset) {
            case DATA -> get(DLAB) != 0 ? get(DIVISOR) : take();
            case IER -> get(DLAB) != 0 ? get(DIVISOR + 1) : get(IER) & IER_READABLE;
            case IIR_FCR -> interruptId();
            case LCR, MCR, SCR -> get(offset);
            case LSR -> (isEmpty() ? LSR_EMPTY : LSR_READY) | (get(OVERRUN) != 0 ? LSR_OVERRUN : 0);
            case MSR -> MSR_ALWAYS | (isClearToSend() ? MSR_CLEAR_TO_SEND : 0);
            default -> NOTHING;
        };
    }

    private boolean isEmpty() {
        return get(HEAD) == get(TAIL);
    }

    /** The next byte. Ours: a tail outside the FIFO, which only a stream can bring, reads what the model does not have. */
    private int take() {
        if (isEmpty()) {
            return NOTHING;
        }
        int tail = get(TAIL);
        set(COUNT, get(COUNT) - 1);
        set(TAIL, (tail + 1) % FIFO_PLACES);
        return tail < FIFO_PLACES ? get(FIFO + tail) : NOTHING;
    }

    private int interruptId() {
        int enabled = get(IER);
        int pending = 0;
        if ((enabled & IER_LINE) != 0 && get(OVERRUN) != 0) {
            pending |= IIR_LINE;
        }
        if ((enabled & IER_RECEIVED) != 0 && get(COUNT) >= get(TRIGGER)) {
            pending |= IIR_RECEIVED;
        }
        if ((enabled & IER_EMPTY) != 0 && isEmpty()) {
            pending |= IIR_EMPTY;
        }
        // The cause "modem status" is the number 0: it looks like no cause at all.
        return IIR_ALWAYS | (pending == 0 ? IIR_NONE : pending);
    }

    private boolean isClearToSend() {
        return (get(MCR) & MCR_FLOW_CONTROL) == 0 || get(COUNT) < get(PLACES);
    }

    /** Writes one byte, of which the lowest eight bits count. */
    void write(int offset, int value) {
        switch (offset) {
            case DATA -> writeData(value);
            case IER -> writeInterrupts(value);
            case IIR_FCR -> writeFifoControl(value);
            case LCR -> writeLineControl(value);
            case MCR, SCR -> set(offset, value);
            default -> {
                // LSR, MSR and what is behind the registers: nothing happens.
            }
        }
    }

    private void writeData(int value) {
        if (get(DLAB) != 0) {
            set(DIVISOR, get(DIVISOR) | value);
        } else if (get(COUNT) < get(PLACES)) {
            put(value);
        } else {
            set(OVERRUN, 1);
        }
    }

    /** Ours: a head outside the FIFO, which only a stream can bring, loses the byte. */
    private void put(int value) {
        int head = get(HEAD);
        if (head < FIFO_PLACES) {
            set(FIFO + head, value);
        }
        set(COUNT, get(COUNT) + 1);
        set(HEAD, (head + 1) % FIFO_PLACES);
        set(OVERRUN, 0);
    }

    private void writeInterrupts(int value) {
        if (get(DLAB) != 0) {
            set(DIVISOR + 1, get(DIVISOR + 1) | value);
        } else {
            set(IER, value);
        }
    }

    private void writeFifoControl(int value) {
        set(FCR, value);
        if ((value & FCR_CLEAR) != 0) {
            set(COUNT, 0);
            set(HEAD, 0);
            set(TAIL, 0);
        }
        set(TRIGGER, 1);
        set(PLACES, (value & FCR_ENABLE) != 0 ? FIFO_PLACES : 1);
    }

    private void writeLineControl(int value) {
        boolean isDlab = (value & LCR_DLAB) != 0;
        set(DLAB, isDlab ? 1 : 0);
        if (isDlab) {
            set(DIVISOR, 0);
            set(DIVISOR + 1, 0);
        }
        set(LCR, value);
    }

    /** A copy of the bytes that migrate. */
    byte[] save() {
        return state.clone();
    }

    /** Takes the bytes of another port from {@code from} on, whatever they are: the driver checks none of them. */
    void load(byte[] bytes, int from) {
        System.arraycopy(bytes, from, state, 0, STATE_BYTES);
    }

    /** Adds what a guest can learn of the port, and the FIFO as it is kept. */
    void describe(StateTree.Builder tree, String prefix) {
        tree.put(prefix + "divisor", Payload.of(state, DIVISOR, 2).littleEndian());
        tree.put(prefix + "dlab", get(DLAB) != 0);
        tree.put(prefix + "fcr", hex(FCR));
        tree.put(prefix + "fifo/bytes", HexFormat.of().formatHex(Arrays.copyOfRange(state, FIFO, HEAD)));
        tree.put(prefix + "fifo/count", get(COUNT));
        tree.put(prefix + "fifo/head", get(HEAD));
        tree.put(prefix + "fifo/places", get(PLACES));
        tree.put(prefix + "fifo/tail", get(TAIL));
        tree.put(prefix + "ier", hex(IER));
        tree.put(prefix + "lcr", hex(LCR));
        tree.put(prefix + "mcr", hex(MCR));
        tree.put(prefix + "overrun", get(OVERRUN) != 0);
        tree.put(prefix + "scr", hex(SCR));
        tree.put(prefix + "trigger", get(TRIGGER));
    }

    private String hex(int at) {
        return "0x" + HexFormat.of().toHexDigits(state[at]);
    }
}
