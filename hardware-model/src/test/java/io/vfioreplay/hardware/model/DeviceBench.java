package io.vfioreplay.hardware.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.hardware.event.DmaDirection;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.migration.DeviceAction;
import io.vfioreplay.hardware.state.StateTree;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** A device on a bench: a test plays its driver, its memory and its client, and sees its effects. */
public final class DeviceBench implements Effects {

    /** A DMA that the device began. */
    public record Dma(long id, int target, DmaDirection direction, long address, long length) {}

    private final KnownDevice device;
    private final List<Dma> begun = new ArrayList<>();
    private final List<Integer> interrupts = new ArrayList<>();

    /** A new device of this kind. */
    public DeviceBench(KnownDeviceProvider provider) {
        device = provider.create(Evidence.NONE, this);
    }

    @Override
    public void dmaIssued(long id, int target, DmaDirection direction, long address, long length) {
        begun.add(new Dma(id, target, direction, address, length));
    }

    @Override
    public void interruptRaised(int index, int vector) {
        interrupts.add(vector);
    }

    /** The device. */
    public KnownDevice device() {
        return device;
    }

    /** All DMA that was begun so far. */
    public List<Dma> begun() {
        return begun;
    }

    /** The last DMA that was begun. */
    public Dma last() {
        return begun.get(begun.size() - 1);
    }

    /** The vectors that were raised so far. */
    public List<Integer> interrupts() {
        return interrupts;
    }

    /** The answer to a read by a CPU. */
    public Answer read(int region, long offset, int length) {
        return device.read(new Access(Envelope.NO_TIME, region, offset, length, EventSink.CPU));
    }

    /** The answer to a write by a CPU. */
    public Answer write(int region, long offset, byte[] data) {
        return device.write(new Access(Envelope.NO_TIME, region, offset, data.length, EventSink.CPU), Payload.of(data));
    }

    /** Reads a 32-bit register of BAR0. */
    public int register(long offset) {
        return (int) bytes(read(0, offset, 4)).littleEndian();
    }

    /** Writes a 32-bit register of BAR0. */
    public void register(long offset, int value) {
        assertThat(write(0, offset, Payload.ofLittleEndian(value, 4).toByteArray()))
                .isEqualTo(Answer.DONE);
    }

    /** Carries out actions that must not fail. */
    public void perform(DeviceAction... actions) {
        for (DeviceAction action : actions) {
            assertThat(device.perform(action)).as(action.name()).isEqualTo(Answer.DONE);
        }
    }

    /** Ends the last DMA well, with these bytes. */
    public void complete(byte[] data) {
        device.dmaCompleted(last().id(), true, Payload.of(data));
    }

    /** All that can be read from the saving stream now, in pieces of this size. */
    public byte[] drain(int chunk) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        while (device.readData(chunk) instanceof Answer.Bytes piece
                && piece.bytes().length() > 0) {
            assertThat(piece.bytes().length()).isLessThanOrEqualTo(chunk);
            all.writeBytes(piece.bytes().toByteArray());
        }
        return all.toByteArray();
    }

    /** Writes into the loading stream, in pieces of this size, until one is refused. */
    public Answer load(byte[] stream, int chunk) {
        Answer answer = Answer.DONE;
        for (int at = 0; at < stream.length && answer.equals(Answer.DONE); at += chunk) {
            answer = device.writeData(Payload.of(stream, at, Math.min(chunk, stream.length - at)));
        }
        return answer;
    }

    /** What the device shows. */
    public StateTree tree() {
        StateTree.Builder tree = StateTree.builder();
        device.describe(tree, "");
        return tree.build();
    }

    /** The bytes of an answer that has some. */
    public static Payload bytes(Answer answer) {
        assertThat(answer).isInstanceOf(Answer.Bytes.class);
        return ((Answer.Bytes) answer).bytes();
    }
}
