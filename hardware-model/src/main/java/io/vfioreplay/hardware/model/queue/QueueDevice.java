package io.vfioreplay.hardware.model.queue;

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
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * A queue device without NDMA, made to show R-44: its queue can be stopped, but any access to its registers, read or write, by
 * a CPU or by a peer, starts it again. {@link DeviceAction#QUIESCE} and even {@link DeviceAction#STOP} hold only until the next
 * access, and while the device is being saved or loaded it relies on nobody touching it. It does what such hardware does
 * and is no model of what it should do; the rules name whoever touched it.
 *
 * <p>BAR0 is 4 KiB; registers are accessed as aligned 32-bit words, anything else is answered EINVAL (and, within BAR0, is an
 * access all the same); reserved words read as 0. Config space belongs to the kernel and is not modelled.
 *
 * <pre>
 *   0x00 ID               ro   "QUE1"
 *   0x04 CONTROL          rw   bit 0 ENABLE; bit 1 RESET, reads as 0: all registers as after power-on. Disabling clears ERROR
 *   0x08 STATUS           ro   bit 0 BUSY: HEAD is not TAIL; bit 1 ERROR: a DMA failed, the queue waits to be disabled
 *   0x0c RING_BASE_LOW    rw   IOVA of the ring, aligned to 16; only while disabled
 *   0x10 RING_BASE_HIGH   rw   only while disabled
 *   0x14 RING_SIZE        rw   descriptors, a power of two from 2 to 1024, else 0; only while disabled; clears HEAD and TAIL
 *   0x18 HEAD             ro   the next descriptor of the device
 *   0x1c TAIL             rw   doorbell: the descriptor after the last of the driver; beyond the ring it is dropped
 *   0x20 INTERRUPT_STATUS rw1c bit 0 a descriptor is done, bit 1 ERROR
 *   0x24 INTERRUPT_MASK   rw   1 keeps an interrupt back until it is cleared
 *   0x28 DROPPED          ro   descriptors and doorbells that made no sense, modulo 2^32
 *   0x2c COMPLETED        ro   descriptors carried out, modulo 2^32
 * </pre>
 *
 * <p>A {@link Descriptor} is fetched from the ring, then its data is moved, then HEAD advances and MSI-X vector 0 is raised:
 * one DMA at a time. Stopping gives up what is under way; it is done again from its descriptor on.
 *
 * <p>Until a stream is loaded the device keeps the state that it had, ring and all, and a refused one changes nothing. The
 * device has no internal log: it sends nothing ahead, and all of {@link QueueImage} when it is captured. Memory:
 * below 1 KiB.
 *
 * <p>ours: all of it; no such device exists. Where the bytes of a descriptor were not seen, what the device made of them is
 * answered as unknown until it is reset or loaded, and it starts no DMA before.
 *
 * <p>Source.
 */
public final class QueueDevice implements KnownDevice {

    /** Bytes of BAR0. */
    public static final int BAR0_SIZE = 4096;

    private static final String VERSION = "queue-1";
    private static final int BAR0 = 0;
    private static final int MSIX = 2;
    private static final int ENOMEM = 12;
    private static final Answer EINVAL = new Answer.Refused(Errno.EINVAL);
    private static final Answer CONFIG = new Answer.Unknown("config space belongs to the kernel");
    private static final Answer BLIND = new Answer.Unknown("the bytes of a descriptor were not seen");

    private final Effects effects;
    private final QueueStream stream = new QueueStream();
    private QueueRegisters registers = new QueueRegisters();
    private QueueDma dma;
    private boolean isRunning = true;
    private boolean isQuiesced;
    /** The queue itself, which any access starts again. */
    private boolean isStopped;
    /** A descriptor was carried out whose bytes were not seen. */
    private boolean isBlind;
    /** Guards against effects that are carried out while they are told of. */
    private boolean isPumping;

    QueueDevice(Effects effects) {
        this.effects = effects;
        this.dma = new QueueDma(effects);
    }

    @Override
    public String version() {
        return VERSION;
    }

    @Override
    public void reset() {
        stream.reset();
        registers.reset();
        dma.giveUp();
        isRunning = true;
        isQuiesced = false;
        isStopped = false;
        isBlind = false;
    }

    @Override
    public Answer read(Access access) {
        if (access.region() == Access.CONFIG) {
            return CONFIG;
        }
        if (!isInBar0(access)) {
            return EINVAL;
        }
        isStopped = false;
        Answer answer = isWord(access) ? word(QueueRegister.at(access.offset())) : EINVAL;
        pump();
        return answer;
    }

    private Answer word(Optional<QueueRegister> register) {
        if (register.isEmpty()) {
            return Answer.of(0, QueueRegister.WIDTH);
        }
        QueueRegister found = register.get();
        return isBlind && found.dependsOnDescriptors() ? BLIND : Answer.of(registers.read(found), QueueRegister.WIDTH);
    }

    @Override
    public Answer write(Access access, Payload data) {
        if (access.region() == Access.CONFIG) {
            return CONFIG;
        }
        if (!isInBar0(access) || data.length() != access.length()) {
            return EINVAL;
        }
        isStopped = false;
        Answer answer = EINVAL;
        if (isWord(access)) {
            QueueRegister.at(access.offset()).ifPresent(register -> write(register, (int) data.littleEndian()));
            answer = Answer.DONE;
        }
        pump();
        return answer;
    }

    private void write(QueueRegister register, int value) {
        int before = registers.unmasked();
        registers.write(register, value);
        if (register == QueueRegister.CONTROL) {
            isBlind &= (value & QueueRegisters.RESET) == 0;
            if (!registers.isEnabled()) {
                dma.giveUp();
            }
        }
        if ((registers.unmasked() & ~before) != 0) {
            effects.interruptRaised(MSIX, 0);
        }
    }

    private static boolean isInBar0(Access access) {
        return access.region() == BAR0 && access.length() > 0 && access.isWithin(BAR0_SIZE);
    }

    private static boolean isWord(Access access) {
        return access.length() == QueueRegister.WIDTH && access.offset() % QueueRegister.WIDTH == 0;
    }

    @Override
    public Answer perform(DeviceAction action) {
        switch (action) {
            case BEGIN_SAVING, START_PRE_COPY -> stream.beginSaving();
            case DROP_UNREAD -> stream.dropUnread();
            case CAPTURE -> stream.capture(QueueImage.of(registers), !isBlind);
            case END_SAVING -> stream.endSaving();
            case BEGIN_LOADING -> {
                stream.beginLoading();
                stopQueue();
            }
            case LOAD -> {
                return load();
            }
            case QUIESCE -> {
                isQuiesced = true;
                stopQueue();
            }
            case STOP -> {
                isRunning = false;
                stopQueue();
            }
            case ALLOW_DMA -> {
                isQuiesced = false;
                startQueue();
            }
            case RUN -> {
                isRunning = true;
                startQueue();
            }
        }
        return Answer.DONE;
    }

    private Answer load() {
        Optional<QueueRegisters> loaded = QueueImage.registers(stream.loaded());
        if (!stream.isLoading() || loaded.isEmpty()) {
            return EINVAL;
        }
        stream.endLoading();
        stopQueue();
        registers = loaded.get();
        isBlind = false;
        return Answer.DONE;
    }

    private void stopQueue() {
        isStopped = true;
        dma.giveUp();
    }

    private void startQueue() {
        if (isRunning && !isQuiesced) {
            isStopped = false;
            pump();
        }
    }

    /** Starts what can be started. */
    private void pump() {
        if (isPumping) {
            return;
        }
        isPumping = true;
        while (!isStopped && !isBlind && dma.isIdle() && registers.hasWork()) {
            dma.issue(registers.descriptorAddress());
        }
        isPumping = false;
    }

    @Override
    public void dmaCompleted(long id, boolean isOk, Payload data) {
        if (!dma.isUnderWay(id)) {
            return;
        }
        if (!isOk) {
            dma.giveUp();
            registers.fail();
            raise(QueueRegisters.ERROR_INTERRUPT);
        } else if (dma.isFetched()) {
            moved();
        } else {
            fetched(data);
        }
        pump();
    }

    private void fetched(Payload bytes) {
        if (bytes.length() != Descriptor.BYTES) {
            isBlind = true;
            dma.giveUp();
            return;
        }
        dma.fetched(bytes);
        if (!dma.descriptor().isValid()) {
            dma.giveUp();
            registers.drop();
        }
    }

    private void moved() {
        boolean interrupts = dma.descriptor().interrupts();
        dma.giveUp();
        registers.complete();
        if (interrupts) {
            raise(QueueRegisters.DONE_INTERRUPT);
        }
    }

    private void raise(int interrupt) {
        if (registers.raise(interrupt)) {
            effects.interruptRaised(MSIX, 0);
        }
    }

    @Override
    public Answer readData(long requested) {
        return stream.read(requested);
    }

    @Override
    public Answer writeData(Payload data) {
        if (!stream.isLoading()) {
            return new Answer.Refused(Errno.ENODEV);
        }
        return stream.write(data) ? Answer.DONE : new Answer.Refused(ENOMEM);
    }

    @Override
    public long pendingBytes() {
        return stream.pendingBytes();
    }

    /** None: the device sends nothing ahead. */
    @Override
    public long initialBytes() {
        return 0;
    }

    @Override
    public long dataSize() {
        return QueueImage.BYTES;
    }

    @Override
    public byte[] snapshot() {
        ByteBuffer values = ByteBuffer.allocate(QueueRegisters.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        registers.writeTo(values);
        SnapshotWriter out = new SnapshotWriter(VERSION).putBytes(values.array());
        out.putBoolean(isRunning).putBoolean(isQuiesced).putBoolean(isStopped).putBoolean(isBlind);
        dma.writeTo(out);
        stream.writeTo(out);
        return out.toByteArray();
    }

    @Override
    public void restore(byte[] snapshot) {
        SnapshotReader in = new SnapshotReader(VERSION, snapshot);
        byte[] values = in.bytesOfLength(QueueRegisters.BYTES);
        boolean running = in.booleanValue();
        boolean quiesced = in.booleanValue();
        boolean stopped = in.booleanValue();
        boolean blind = in.booleanValue();
        QueueDma restored = QueueDma.readFrom(in, effects);
        QueueRegisters restoredRegisters =
                QueueRegisters.readFrom(ByteBuffer.wrap(values).order(ByteOrder.LITTLE_ENDIAN));
        if (!restoredRegisters.isConsistent()) {
            throw new IllegalArgumentException("registers that no access leads to");
        }
        stream.readFrom(in);
        registers = restoredRegisters;
        dma = restored;
        isRunning = running;
        isQuiesced = quiesced;
        isStopped = stopped;
        isBlind = blind;
    }

    @Override
    public void describe(StateTree.Builder tree, String prefix) {
        for (QueueRegister register : QueueRegister.values()) {
            boolean isUnknown = isBlind && register.dependsOnDescriptors();
            String value = "0x%08x".formatted(registers.read(register));
            tree.put(prefix + "registers/" + register, isUnknown ? "?" : value);
        }
        tree.put(prefix + "queue/stopped", isStopped);
        dma.describe(tree, prefix + "dma/");
        tree.put(prefix + "control/running", isRunning);
        tree.put(prefix + "control/quiesced", isQuiesced);
        stream.describe(tree, prefix + "stream/");
    }
}
