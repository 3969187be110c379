package io.vfioreplay.engine.index;

import io.vfioreplay.hardware.device.RegisterListener;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventKind;
import java.util.Arrays;

/** Finds out which terms an event has, and marks them. One thread; allocates only for what was not met before. */
final class EventMarks implements RegisterListener {

    private static final long PIECES_OF_ONE_RANGE_MAX = 64;
    private static final int NONE = -1;
    private static final int[] NO_KINDS = {};
    private static final int[] ADDRESSES = addressFields();

    private final TermNumbers terms;
    private final SegmentMarks marks;
    private int[] registers = new int[64]; // By place: its first number.
    private int[][] kinds = new int[0][]; // By device + 1 and kind.

    private int lastDevice = Integer.MIN_VALUE; // One that no event has.
    private int[] lastKinds = NO_KINDS;

    EventMarks(TermNumbers terms, SegmentMarks marks) {
        this.terms = terms;
        this.marks = marks;
    }

    /** Marks what the event itself says; what it did to registers is told by who folds it. */
    void mark(Envelope envelope, EventKind kind, long[] values) {
        marks.mark(happened(envelope.device(), kind));
        int address = ADDRESSES[kind.code()];
        if (address >= 0) {
            markRange(envelope.device(), kind, values[address], values[address + 1]);
        }
    }

    /** For each kind, which field is an address that the next one is a length of, or -1. */
    private static int[] addressFields() {
        int[] fields = new int[EventKind.values().length];
        for (EventKind kind : EventKind.values()) {
            int iova = kind.fieldIndex("iova").orElse(NONE);
            int address = kind.fieldIndex("address").orElse(NONE);
            boolean hasLength = address >= 0 && kind.fieldIndex("length").isPresent();
            fields[kind.code()] = hasLength ? address : iova;
        }
        return fields;
    }

    private int happened(int device, EventKind kind) {
        int[] numbers = device == lastDevice ? lastKinds : kindsOf(device);
        int number = numbers[kind.code()];
        if (number == NONE) {
            number = terms.happened(device, kind);
            numbers[kind.code()] = number;
        }
        return number;
    }

    private int[] kindsOf(int device) {
        int row = Math.max(-1, Math.min(device, TermNumbers.DEVICES_MAX)) + 1;
        if (row >= kinds.length) {
            int before = kinds.length;
            kinds = Arrays.copyOf(kinds, Math.max(row + 1, 2 * before));
            Arrays.fill(kinds, before, kinds.length, NO_KINDS);
        }
        if (kinds[row].length == 0) {
            kinds[row] = new int[ADDRESSES.length];
            Arrays.fill(kinds[row], NONE);
        }
        lastDevice = device;
        lastKinds = kinds[row];
        return lastKinds;
    }

    private void markRange(int device, EventKind kind, long address, long size) {
        long last = address + Math.max(0, size - 1);
        long firstPiece = Long.divideUnsigned(address, Term.Memory.GRANULE_BYTES);
        long lastPiece = Long.divideUnsigned(last, Term.Memory.GRANULE_BYTES);
        boolean isShort = size >= 0 && lastPiece >= firstPiece && lastPiece - firstPiece < PIECES_OF_ONE_RANGE_MAX;
        boolean isOfAll =
                size == 0 && kind == EventKind.DMA_UNMAPPED; // VFIO_DMA_UNMAP_FLAG_ALL says so with a size of 0.
        if (!isShort || isOfAll) {
            marks.mark(terms.memory(device, Term.Memory.EVERYWHERE));
            return;
        }
        for (long piece = firstPiece; piece <= lastPiece; piece++) {
            marks.mark(terms.memory(device, piece));
        }
    }

    @Override
    public void registerSeen(int number, int device, int region, long offset) {
        if (number >= registers.length) {
            registers = Arrays.copyOf(registers, Math.max(number + 1, 2 * registers.length));
        }
        registers[number] = terms.register(device, region, offset);
    }

    @Override
    public void registerAccessed(int number, int access) {
        marks.mark(registers[number] + access);
    }
}
