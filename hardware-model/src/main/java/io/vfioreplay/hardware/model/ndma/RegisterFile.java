package io.vfioreplay.hardware.model.ndma;

import io.vfioreplay.hardware.state.StateTree;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * All registers and queues of the device: what migrates besides its memory. One thread at a time.
 *
 * <p>As bytes, little-endian: enabled u32, interrupt status u32, interrupt mask u32, 0 u32, then each {@link DmaQueue}.
 */
final class RegisterFile {

    static final int QUEUES = 4;
    static final int QUEUE_START = 0x100;
    static final int QUEUE_STRIDE = QueueField.COUNT * NdmaRegister.WIDTH;
    static final int ID = 0x314d_444e;
    static final int ENABLE = 1;
    static final int RESET = 2;
    static final int BUSY = 1;
    static final int BYTES = 16 + QUEUES * DmaQueue.BYTES;

    private static final int INTERRUPTS = (1 << QUEUES) - 1;
    private static final int QUEUE_END = QUEUE_START + QUEUES * QUEUE_STRIDE;

    private final List<DmaQueue> queues = new ArrayList<>();
    private boolean isEnabled;
    private int interruptStatus;
    private int interruptMask;

    RegisterFile() {
        reset();
    }

    /** As after power-on. */
    void reset() {
        isEnabled = false;
        interruptStatus = 0;
        interruptMask = 0;
        queues.clear();
        for (int i = 0; i < QUEUES; i++) {
            queues.add(new DmaQueue());
        }
    }

    /** The value of the word at an aligned offset; 0 where there is none. */
    int read(long offset) {
        if (offset >= QUEUE_START) {
            return offset < QUEUE_END ? queueAt(offset).read(fieldAt(offset)) : 0;
        }
        return NdmaRegister.at(offset).map(this::read).orElse(0);
    }

    private int read(NdmaRegister register) {
        return switch (register) {
            case ID -> ID;
            case CONTROL -> isEnabled ? ENABLE : 0;
            case STATUS -> queues.stream().anyMatch(DmaQueue::isBusy) ? BUSY : 0;
            case INTERRUPT_STATUS -> interruptStatus;
            case INTERRUPT_MASK -> interruptMask;
            case QUEUES -> QUEUES;
            case MEMORY_SIZE -> InternalMemory.SIZE;
        };
    }

    /** Writes the word at an aligned offset. */
    void write(long offset, int value) {
        if (offset < QUEUE_START) {
            NdmaRegister.at(offset).ifPresent(register -> write(register, value));
        } else if (offset < QUEUE_END) {
            queueAt(offset).write(fieldAt(offset), value);
        }
    }

    private void write(NdmaRegister register, int value) {
        switch (register) {
            case CONTROL -> control(value);
            case INTERRUPT_STATUS -> interruptStatus &= ~value;
            case INTERRUPT_MASK -> interruptMask = value & INTERRUPTS;
            case ID, STATUS, QUEUES, MEMORY_SIZE -> {
                // Read-only.
            }
        }
    }

    private void control(int value) {
        if ((value & RESET) != 0) {
            reset();
        } else {
            isEnabled = (value & ENABLE) != 0;
        }
        if (!isEnabled) {
            postpone();
        }
    }

    private DmaQueue queueAt(long offset) {
        return queues.get((int) (offset - QUEUE_START) / QUEUE_STRIDE);
    }

    private static QueueField fieldAt(long offset) {
        return QueueField.of((int) (offset - QUEUE_START) % QUEUE_STRIDE / NdmaRegister.WIDTH);
    }

    /** Whether commands are carried out. */
    boolean isEnabled() {
        return isEnabled;
    }

    /** The queues by index. */
    List<DmaQueue> queues() {
        return queues;
    }

    /** All commands wait, and no DMA that was under way matters any more. */
    void postpone() {
        queues.forEach(DmaQueue::postpone);
    }

    /** Sets the interrupt bit of a queue. */
    void raise(int queue) {
        interruptStatus |= 1 << queue;
    }

    /** The interrupts that wait and are not masked. */
    int unmasked() {
        return interruptStatus & ~interruptMask;
    }

    byte[] toByteArray() {
        ByteBuffer out = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(isEnabled ? 1 : 0)
                .putInt(interruptStatus)
                .putInt(interruptMask)
                .putInt(0);
        queues.forEach(queue -> queue.writeTo(out));
        return out.array();
    }

    /**
     * Takes {@link #BYTES} bytes.
     *
     * @throws IllegalArgumentException when no accesses can have led there
     */
    static RegisterFile of(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        RegisterFile read = new RegisterFile();
        read.isEnabled = in.getInt() != 0;
        read.interruptStatus = in.getInt();
        read.interruptMask = in.getInt();
        if (in.getInt() != 0 || ((read.interruptStatus | read.interruptMask) & ~INTERRUPTS) != 0) {
            throw new IllegalArgumentException("registers that no access leads to");
        }
        read.queues.replaceAll(queue -> DmaQueue.readFrom(in));
        return read;
    }

    void describe(StateTree.Builder tree, String prefix) {
        for (NdmaRegister register : NdmaRegister.values()) {
            tree.put(prefix + "registers/" + register, "0x%08x".formatted(read(register)));
        }
        for (int i = 0; i < QUEUES; i++) {
            DmaQueue queue = queues.get(i);
            for (QueueField field : QueueField.values()) {
                tree.put(prefix + "queue" + i + "/" + field, "0x%08x".formatted(queue.read(field)));
            }
            if (queue.underWay() != 0) {
                tree.put(prefix + "queue" + i + "/underWay", queue.underWay());
            }
        }
    }
}
