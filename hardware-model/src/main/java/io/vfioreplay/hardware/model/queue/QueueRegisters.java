package io.vfioreplay.hardware.model.queue;

import java.nio.ByteBuffer;

/**
 * The values of the registers: all that a queue device hands over when it migrates. They know neither DMA nor streams. One
 * thread at a time.
 *
 * <p>As bytes, little-endian: enabled u32, error u32, ring base u64, ring size u32, head u32, tail u32, interrupt status u32,
 * interrupt mask u32, dropped u32, completed u32.
 */
final class QueueRegisters {

    static final int BYTES = 44;
    static final int ID = 0x3145_5551;
    static final int RING_SIZE_MAX = 1024;
    static final int ENABLE = 1;
    static final int RESET = 2;
    static final int BUSY = 1;
    static final int ERROR = 2;
    static final int DONE_INTERRUPT = 1;
    static final int ERROR_INTERRUPT = 2;

    private static final int INTERRUPTS = DONE_INTERRUPT | ERROR_INTERRUPT;
    private static final int RING_SIZE_MIN = 2;
    private static final long LOW = 0xffff_ffffL;
    private static final long BASE_MASK = -Descriptor.BYTES;

    private boolean isEnabled;
    private boolean isFailed;
    private long ringBase;
    private int ringSize;
    private int head;
    private int tail;
    private int interruptStatus;
    private int interruptMask;
    private int dropped;
    private int completed;

    /** As after power-on. */
    void reset() {
        isEnabled = false;
        isFailed = false;
        ringBase = 0;
        ringSize = 0;
        head = 0;
        tail = 0;
        interruptStatus = 0;
        interruptMask = 0;
        dropped = 0;
        completed = 0;
    }

    int read(QueueRegister register) {
        return switch (register) {
            case ID -> ID;
            case CONTROL -> isEnabled ? ENABLE : 0;
            case STATUS -> (head == tail ? 0 : BUSY) | (isFailed ? ERROR : 0);
            case RING_BASE_LOW -> (int) ringBase;
            case RING_BASE_HIGH -> (int) (ringBase >>> Integer.SIZE);
            case RING_SIZE -> ringSize;
            case HEAD -> head;
            case TAIL -> tail;
            case INTERRUPT_STATUS -> interruptStatus;
            case INTERRUPT_MASK -> interruptMask;
            case DROPPED -> dropped;
            case COMPLETED -> completed;
        };
    }

    /** Writes a register; one that is read-only stays as it is. */
    void write(QueueRegister register, int value) {
        switch (register) {
            case CONTROL -> control(value);
            case RING_BASE_LOW -> base((ringBase & ~LOW) | (value & LOW & BASE_MASK));
            case RING_BASE_HIGH -> base((ringBase & LOW) | (long) value << Integer.SIZE);
            case RING_SIZE -> size(value);
            case TAIL -> tail(value);
            case INTERRUPT_STATUS -> interruptStatus &= ~value;
            case INTERRUPT_MASK -> interruptMask = value & INTERRUPTS;
            case ID, STATUS, HEAD, DROPPED, COMPLETED -> {
                // Read-only.
            }
        }
    }

    private void control(int value) {
        if ((value & RESET) != 0) {
            reset();
        } else {
            isEnabled = (value & ENABLE) != 0;
            isFailed &= isEnabled;
        }
    }

    private void base(long value) {
        if (!isEnabled) {
            ringBase = value;
        }
    }

    private void size(int value) {
        if (!isEnabled) {
            ringSize = isRingSize(value) ? value : 0;
            head = 0;
            tail = 0;
        }
    }

    private void tail(int value) {
        if (value >= 0 && value < ringSize) {
            tail = value;
        } else {
            dropped++;
        }
    }

    /** Whether the ring is in use. */
    boolean isEnabled() {
        return isEnabled;
    }

    /** Whether a descriptor waits that can be fetched. */
    boolean hasWork() {
        return isEnabled && !isFailed && head != tail;
    }

    /** IOVA of the next descriptor. */
    long descriptorAddress() {
        return ringBase + (long) head * Descriptor.BYTES;
    }

    /** The next descriptor was carried out. */
    void complete() {
        completed++;
        advance();
    }

    /** The next descriptor makes no sense. */
    void drop() {
        dropped++;
        advance();
    }

    private void advance() {
        head = (head + 1) & (ringSize - 1);
    }

    /** A DMA failed: nothing goes on until the ring is disabled. */
    void fail() {
        isFailed = true;
    }

    /** Sets an interrupt's bit; true when it is raised, since it is not masked. */
    boolean raise(int interrupt) {
        interruptStatus |= interrupt;
        return (interruptMask & interrupt) == 0;
    }

    /** The interrupts that wait and are not masked. */
    int unmasked() {
        return interruptStatus & ~interruptMask;
    }

    void writeTo(ByteBuffer out) {
        out.putInt(isEnabled ? 1 : 0).putInt(isFailed ? 1 : 0).putLong(ringBase);
        out.putInt(ringSize).putInt(head).putInt(tail);
        out.putInt(interruptStatus).putInt(interruptMask).putInt(dropped).putInt(completed);
    }

    /** Takes {@value #BYTES} bytes; the result is to be asked whether it {@link #isConsistent()}. */
    static QueueRegisters readFrom(ByteBuffer in) {
        QueueRegisters read = new QueueRegisters();
        read.isEnabled = in.getInt() != 0;
        read.isFailed = in.getInt() != 0;
        read.ringBase = in.getLong();
        read.ringSize = in.getInt();
        read.head = in.getInt();
        read.tail = in.getInt();
        read.interruptStatus = in.getInt();
        read.interruptMask = in.getInt();
        read.dropped = in.getInt();
        read.completed = in.getInt();
        return read;
    }

    /** Whether writes of registers and DMA can have led here. */
    boolean isConsistent() {
        boolean isRing =
                ringSize == 0 ? head == 0 && tail == 0 : isRingSize(ringSize) && isInRing(head) && isInRing(tail);
        boolean isBits = ((interruptStatus | interruptMask) & ~INTERRUPTS) == 0 && (ringBase & ~BASE_MASK) == 0;
        return isRing && isBits && (isEnabled || !isFailed);
    }

    private static boolean isRingSize(int size) {
        return size >= RING_SIZE_MIN && size <= RING_SIZE_MAX && Integer.bitCount(size) == 1;
    }

    private boolean isInRing(int index) {
        return index >= 0 && index < ringSize;
    }
}
