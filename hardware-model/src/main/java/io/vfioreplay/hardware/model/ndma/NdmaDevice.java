package io.vfioreplay.hardware.model.ndma;

import io.vfioreplay.hardware.event.DmaDirection;
import io.vfioreplay.hardware.event.Errno;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.migration.DeviceAction;
import io.vfioreplay.hardware.model.Access;
import io.vfioreplay.hardware.model.Answer;
import io.vfioreplay.hardware.model.Effects;
import io.vfioreplay.hardware.model.KnownDevice;
import io.vfioreplay.hardware.state.SnapshotReader;
import io.vfioreplay.hardware.state.SnapshotWriter;
import io.vfioreplay.hardware.state.StateTree;
import java.util.Arrays;

/**
 * A device with four queues of DMA commands and 64 KiB of internal memory, which can do what migration would like every device
 * to do: hold its DMA back while it runs, and send its memory ahead and then what changed. Made after the manner of mlx5.
 *
 * <p>BAR0 is 4 KiB; registers are accessed as aligned 32-bit words, anything else is answered EINVAL; reserved words read as 0.
 * BAR2 is the internal memory, accessed with any length from 1 to 4096. Config space belongs to the kernel and is not
 * modelled.
 *
 * <pre>
 *   0x00 ID               ro   "NDM1"
 *   0x04 CONTROL          rw   bit 0 ENABLE: commands are carried out; bit 1 RESET, reads as 0: registers and queues as after
 *                              power-on
 *   0x08 STATUS           ro   bit 0 BUSY: some queue holds a command
 *   0x0c INTERRUPT_STATUS rw1c bit per queue: a command is over
 *   0x10 INTERRUPT_MASK   rw   1 keeps a queue's interrupt back until it is cleared
 *   0x14 QUEUES           ro   4
 *   0x18 MEMORY_SIZE      ro   65536
 *
 *   queue n from 0x100 + n * 0x20 on
 *   0x00 ADDRESS_LOW      rw   IOVA, as of the next three for the next doorbell
 *   0x04 ADDRESS_HIGH     rw
 *   0x08 LENGTH           rw   1 to 4096 bytes
 *   0x0c MEMORY_OFFSET    rw   in the internal memory
 *   0x10 TARGET           rw   0xffffffff the guest's memory, else index of a peer device
 *   0x14 DOORBELL         rw   write bit 0: 1 the device writes to the target, 0 it reads from there; read: commands that are
 *                              not over, at most 8
 *   0x18 COMPLETED        ro   commands that were carried out, modulo 2^32
 *   0x1c FAILED           ro   commands that made no sense, found no place, or whose DMA failed, modulo 2^32
 * </pre>
 *
 * <p>One DMA per queue is under way at a time; at its end MSI-X vector n of queue n is raised. {@link DeviceAction#QUIESCE} and
 * {@link DeviceAction#STOP} give up what is under way: it stays the first command of its queue and is begun anew, with another
 * id, when DMA is allowed again. A quiet device answers and takes commands; a stopped or loading one reads as all
 * ones and discards writes.
 *
 * <p>The stream is made of {@link StreamRecord}s. Each complete record is applied as it is written. {@link DeviceAction#LOAD}
 * refuses a stream that ends within a record, but as on mlx5 one that is cut between two records passes, even without its
 * last: such a device shows a lost tail by what it does, not by an error.
 *
 * <p>Memory: below 128 KiB, of a snapshot below 80 KiB.
 *
 * <p>ours: registers and record layout, since no such device exists; loading begins with everything as after power-on; under
 * NDMA, unmasking may still raise an interrupt, and a device that is quiet for v2's P2P states stops all DMA; bytes read
 * by a DMA that were not seen make their pages unknown until they are written over.
 *
 * <p>Source: Linux {@code drivers/vfio/pci/mlx5/main.c} for records and what the end of loading checks,
 *
 */
public final class NdmaDevice implements KnownDevice {

    /** Bytes of BAR0. */
    public static final int BAR0_SIZE = 4096;
    /** Bytes of BAR2, the internal memory. */
    public static final int BAR2_SIZE = InternalMemory.SIZE;

    private static final String VERSION = "ndma-1";
    private static final int BAR0 = 0;
    private static final int BAR2 = 2;
    private static final int MSIX = 2;
    private static final int ACCESS_MAX = 4096;
    private static final Answer EINVAL = new Answer.Refused(Errno.EINVAL);
    private static final Answer CONFIG = new Answer.Unknown("config space belongs to the kernel");
    private static final Answer NOT_SEEN =
            new Answer.Unknown("a page holds bytes that came by a DMA and were not seen");

    private final Effects effects;
    private RegisterFile registers = new RegisterFile();
    private InternalMemory memory = new InternalMemory();
    private SavingStream saving = new SavingStream();
    private LoadingStream loading = new LoadingStream();
    private boolean isRunning = true;
    private boolean isQuiesced;
    private long nextId = 1;
    /** Guards against effects that are carried out while they are told of. */
    private boolean isPumping;

    NdmaDevice(Effects effects) {
        this.effects = effects;
    }

    @Override
    public String version() {
        return VERSION;
    }

    @Override
    public void reset() {
        registers.reset();
        memory.clear();
        saving.end();
        loading.end();
        isRunning = true;
        isQuiesced = false;
    }

    @Override
    public Answer read(Access access) {
        if (access.region() == Access.CONFIG) {
            return CONFIG;
        }
        if (!isTaken(access)) {
            return EINVAL;
        }
        if (!answers()) {
            byte[] ones = new byte[access.length()];
            Arrays.fill(ones, (byte) -1);
            return Answer.of(ones);
        }
        int offset = (int) access.offset();
        if (access.region() == BAR0) {
            return Answer.of(registers.read(offset), NdmaRegister.WIDTH);
        }
        boolean isUnseen = memory.isUnseen(InternalMemory.pages(offset, access.length()));
        return isUnseen ? NOT_SEEN : Answer.of(memory.read(offset, access.length()));
    }

    @Override
    public Answer write(Access access, Payload data) {
        if (access.region() == Access.CONFIG) {
            return CONFIG;
        }
        if (!isTaken(access) || data.length() != access.length()) {
            return EINVAL;
        }
        if (!answers()) {
            return Answer.DONE;
        }
        if (access.region() == BAR0) {
            writeRegister(access.offset(), (int) data.littleEndian());
        } else {
            writeMemory((int) access.offset(), data);
        }
        return Answer.DONE;
    }

    private static boolean isTaken(Access access) {
        boolean isWord = access.length() == NdmaRegister.WIDTH && access.offset() % NdmaRegister.WIDTH == 0;
        return switch (access.region()) {
            case BAR0 -> isWord && access.isWithin(BAR0_SIZE);
            case BAR2 -> access.length() > 0 && access.length() <= ACCESS_MAX && access.isWithin(BAR2_SIZE);
            default -> false;
        };
    }

    private boolean answers() {
        return isRunning && !loading.isLoading();
    }

    private void writeRegister(long offset, int value) {
        int before = registers.unmasked();
        registers.write(offset, value);
        raise(registers.unmasked() & ~before);
        pump();
    }

    private void writeMemory(int offset, Payload data) {
        memory.write(offset, data);
        saving.changed(InternalMemory.pages(offset, data.length()));
    }

    @Override
    public Answer perform(DeviceAction action) {
        switch (action) {
            case BEGIN_SAVING -> saving.begin();
            case START_PRE_COPY -> saving.startPreCopy();
            case DROP_UNREAD -> saving.dropUnread();
            case CAPTURE -> saving.capture();
            case END_SAVING -> saving.end();
            case BEGIN_LOADING -> beginLoading();
            case LOAD -> {
                return load();
            }
            case QUIESCE -> {
                isQuiesced = true;
                registers.postpone();
            }
            case STOP -> {
                isRunning = false;
                registers.postpone();
            }
            case ALLOW_DMA -> {
                isQuiesced = false;
                pump();
            }
            case RUN -> {
                isRunning = true;
                pump();
            }
        }
        return Answer.DONE;
    }

    private void beginLoading() {
        registers.reset();
        memory.clear();
        saving.end();
        loading.begin();
    }

    private Answer load() {
        if (!loading.isLoading() || !loading.isWhole()) {
            return EINVAL;
        }
        loading.end();
        pump();
        return Answer.DONE;
    }

    /** Begins what may begin. */
    private void pump() {
        if (isPumping) {
            return;
        }
        isPumping = true;
        boolean isAnyBegun = true;
        while (isAnyBegun) {
            isAnyBegun = false;
            for (int i = 0; i < RegisterFile.QUEUES; i++) {
                isAnyBegun |= begin(i);
            }
        }
        isPumping = false;
    }

    private boolean begin(int index) {
        DmaQueue queue = registers.queues().get(index);
        if (!answers() || isQuiesced || !registers.isEnabled() || !queue.isReady()) {
            return false;
        }
        long id = nextId++;
        Command command = queue.start(id);
        effects.dmaIssued(id, command.target(), command.direction(), command.address(), command.length());
        return true;
    }

    @Override
    public void dmaCompleted(long id, boolean isOk, Payload data) {
        for (int i = 0; i < RegisterFile.QUEUES && id > 0; i++) {
            DmaQueue queue = registers.queues().get(i);
            if (queue.underWay() == id) {
                finish(i, queue.finish(isOk), isOk, data);
                return;
            }
        }
    }

    private void finish(int index, Command command, boolean isOk, Payload data) {
        if (isOk && command.direction() == DmaDirection.READ) {
            arrived(command, data);
        }
        registers.raise(index);
        raise(registers.unmasked() & 1 << index);
        pump();
    }

    private void arrived(Command command, Payload data) {
        if (data.length() == command.length()) {
            writeMemory(command.offset(), data);
        } else {
            memory.writeUnseen(command.offset(), command.length());
            saving.changed(InternalMemory.pages(command.offset(), command.length()));
        }
    }

    private void raise(int queues) {
        for (int i = 0; i < RegisterFile.QUEUES; i++) {
            if ((queues & 1 << i) != 0) {
                effects.interruptRaised(MSIX, i);
            }
        }
    }

    @Override
    public Answer readData(long requested) {
        return saving.read(requested, memory, registers);
    }

    @Override
    public Answer writeData(Payload data) {
        int errno = loading.write(data, this::apply);
        return errno == 0 ? Answer.DONE : new Answer.Refused(errno);
    }

    /** Takes in a page or the registers; 0 or an errno. */
    private int apply(StreamRecord record) {
        return record.tag() == StreamRecord.PAGE ? applyPage(record) : applyState(record);
    }

    private int applyPage(StreamRecord record) {
        boolean isPage = record.page() >= 0 && record.page() < InternalMemory.PAGES;
        if (!isPage || record.payload().length() != InternalMemory.PAGE_SIZE) {
            return Errno.EINVAL;
        }
        writeMemory(record.page() * InternalMemory.PAGE_SIZE, record.payload());
        return 0;
    }

    private int applyState(StreamRecord record) {
        if (record.payload().length() != RegisterFile.BYTES) {
            return Errno.EINVAL;
        }
        try {
            registers = RegisterFile.of(record.payload().toByteArray());
        } catch (IllegalArgumentException impossible) {
            return Errno.EINVAL;
        }
        return 0;
    }

    @Override
    public long pendingBytes() {
        return saving.pendingBytes();
    }

    @Override
    public long initialBytes() {
        return saving.initialBytes();
    }

    @Override
    public long dataSize() {
        return StreamRecord.START_BYTES
                + (long) InternalMemory.PAGES * StreamRecord.PAGE_BYTES
                + StreamRecord.STATE_BYTES
                + StreamRecord.END_BYTES;
    }

    @Override
    public byte[] snapshot() {
        SnapshotWriter out = new SnapshotWriter(VERSION).putBoolean(isRunning).putBoolean(isQuiesced);
        out.putLong(nextId).putBytes(registers.toByteArray());
        registers.queues().forEach(queue -> out.putLong(queue.underWay()));
        memory.writeTo(out);
        saving.writeTo(out);
        loading.writeTo(out);
        return out.toByteArray();
    }

    @Override
    public void restore(byte[] snapshot) {
        SnapshotReader in = new SnapshotReader(VERSION, snapshot);
        boolean running = in.booleanValue();
        boolean quiesced = in.booleanValue();
        long newNextId = in.longValue();
        if (newNextId <= 0) {
            throw new IllegalArgumentException("a DMA with the number " + newNextId);
        }
        RegisterFile newRegisters = RegisterFile.of(in.bytesOfLength(RegisterFile.BYTES));
        newRegisters.queues().forEach(queue -> queue.resume(in.longValue()));
        InternalMemory newMemory = InternalMemory.readFrom(in);
        SavingStream newSaving = SavingStream.readFrom(in);
        LoadingStream newLoading = LoadingStream.readFrom(in);
        in.end();
        isRunning = running;
        isQuiesced = quiesced;
        nextId = newNextId;
        registers = newRegisters;
        memory = newMemory;
        saving = newSaving;
        loading = newLoading;
    }

    @Override
    public void describe(StateTree.Builder tree, String prefix) {
        registers.describe(tree, prefix);
        memory.describe(tree, prefix + "memory/");
        tree.put(prefix + "control/running", isRunning);
        tree.put(prefix + "control/quiesced", isQuiesced);
        saving.describe(tree, prefix + "stream/");
        loading.describe(tree, prefix + "stream/");
    }
}
