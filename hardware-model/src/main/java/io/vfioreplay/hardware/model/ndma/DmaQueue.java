package io.vfioreplay.hardware.model.ndma;

import io.vfioreplay.hardware.event.DmaDirection;
import io.vfioreplay.hardware.event.EventSink;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * One queue of commands: the registers in which the driver puts a command together, and the commands whose doorbell was rung,
 * of which the first may be under way. One thread at a time.
 */
final class DmaQueue {

    static final int COMMANDS_MAX = 8;
    /** As it migrates: registers, count, and places for all commands. */
    static final int BYTES = 32 + COMMANDS_MAX * Command.BYTES;

    private static final long LOW = 0xffff_ffffL;
    private static final long NONE = 0;
    private static final Command NO_COMMAND = new Command(DmaDirection.READ, 0, 0, 0, 0);

    private final Deque<Command> commands = new ArrayDeque<>();
    private long address;
    private int length;
    private int offset;
    private int target = EventSink.RAM;
    private int completed;
    private int failed;
    /** The DMA of the first command; no part of what migrates. */
    private long underWay = NONE;

    int read(QueueField field) {
        return switch (field) {
            case ADDRESS_LOW -> (int) address;
            case ADDRESS_HIGH -> (int) (address >>> Integer.SIZE);
            case LENGTH -> length;
            case MEMORY_OFFSET -> offset;
            case TARGET -> target;
            case DOORBELL -> commands.size();
            case COMPLETED -> completed;
            case FAILED -> failed;
        };
    }

    /** Writes a register; one that is read-only stays as it is. */
    void write(QueueField field, int value) {
        switch (field) {
            case ADDRESS_LOW -> address = (address & ~LOW) | (value & LOW);
            case ADDRESS_HIGH -> address = (address & LOW) | (long) value << Integer.SIZE;
            case LENGTH -> length = value;
            case MEMORY_OFFSET -> offset = value;
            case TARGET -> target = value;
            case DOORBELL -> ring((value & 1) == 0 ? DmaDirection.READ : DmaDirection.WRITE);
            case COMPLETED, FAILED -> {
                // Read-only.
            }
        }
    }

    private void ring(DmaDirection direction) {
        Command command = new Command(direction, target, address, length, offset);
        if (command.isValid() && commands.size() < COMMANDS_MAX) {
            commands.add(command);
        } else {
            failed++;
        }
    }

    /** Whether a command waits and none is under way. */
    boolean isReady() {
        return underWay == NONE && !commands.isEmpty();
    }

    /** Whether there is any command. */
    boolean isBusy() {
        return !commands.isEmpty();
    }

    /** The DMA under way, or 0. */
    long underWay() {
        return underWay;
    }

    /** The first command is under way as this DMA. */
    Command start(long id) {
        underWay = id;
        return commands.element();
    }

    /** The first command waits again; what becomes of its DMA does not matter any more. */
    void postpone() {
        underWay = NONE;
    }

    /** The first command is over. */
    Command finish(boolean isOk) {
        underWay = NONE;
        completed += isOk ? 1 : 0;
        failed += isOk ? 0 : 1;
        return commands.remove();
    }

    void writeTo(ByteBuffer out) {
        out.putLong(address).putInt(length).putInt(offset).putInt(target);
        out.putInt(completed).putInt(failed).putInt(commands.size());
        commands.forEach(command -> command.writeTo(out));
        for (int i = commands.size(); i < COMMANDS_MAX; i++) {
            NO_COMMAND.writeTo(out);
        }
    }

    /**
     * Takes {@link #BYTES} bytes.
     *
     * @throws IllegalArgumentException when no accesses can have led there
     */
    static DmaQueue readFrom(ByteBuffer in) {
        DmaQueue read = new DmaQueue();
        read.address = in.getLong();
        read.length = in.getInt();
        read.offset = in.getInt();
        read.target = in.getInt();
        read.completed = in.getInt();
        read.failed = in.getInt();
        int count = in.getInt();
        for (int i = 0; i < COMMANDS_MAX; i++) {
            Command command = Command.readFrom(in);
            if (i < count) {
                read.commands.add(command);
            }
        }
        if (count < 0 || count > COMMANDS_MAX || !read.commands.stream().allMatch(Command::isValid)) {
            throw new IllegalArgumentException("a queue that no access leads to");
        }
        return read;
    }

    /** Takes up a DMA of a snapshot; without a command there is none. */
    void resume(long id) {
        underWay = commands.isEmpty() ? NONE : id;
    }
}
