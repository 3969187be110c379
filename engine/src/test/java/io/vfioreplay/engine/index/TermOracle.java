package io.vfioreplay.engine.index;

import io.vfioreplay.engine.index.Term.Access;
import io.vfioreplay.hardware.device.ObservedHost;
import io.vfioreplay.hardware.device.Registers;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.FlatEventSink;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.Unflattener;
import java.math.BigInteger;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which terms are in which granules, found out the long way: by comparing all registers before and behind every event that touches
 * one, and by counting addresses in numbers without end.
 */
final class TermOracle implements FlatEventSink {

    private static final int REGION_OF_CONFIG = 7;
    private static final BigInteger PIECE = BigInteger.valueOf(Term.Memory.GRANULE_BYTES);
    private static final BigInteger ADDRESSES_END = BigInteger.ONE.shiftLeft(Long.SIZE);

    private final ObservedHost host = new ObservedHost();
    private final FlatEventSink rows = new Unflattener(host);
    private final Map<Term, SortedSet<Long>> granules = new HashMap<>();

    /** Where each term is. */
    Map<Term, SortedSet<Long>> granules() {
        return granules;
    }

    /** Where any of the terms is; a piece of memory is also where everything is. */
    SortedSet<Long> with(Collection<Term> terms) {
        Set<Term> all = new HashSet<>(terms);
        for (Term term : terms) {
            if (term instanceof Term.Memory memory) {
                all.add(new Term.Memory(memory.device(), Term.Memory.EVERYWHERE));
            }
        }
        SortedSet<Long> found = new TreeSet<>();
        all.forEach(term -> found.addAll(granules.getOrDefault(term, new TreeSet<>())));
        return found;
    }

    @Override
    public void accept(Envelope envelope, EventKind kind, long[] values, Payload payload) {
        int device = Math.min(envelope.device(), 4096);
        long granule = envelope.position() / 512;
        add(new Term.Happened(device, kind), granule);
        markMemory(device, kind, values, granule);
        long[] place = place(kind, values);
        Optional<Registers.Register> before = register(envelope.device(), place);
        rows.accept(envelope, kind, values, payload);
        Optional<Registers.Register> after = register(envelope.device(), place);
        boolean isWrite = kind.label().endsWith("Written");
        Optional<Registers.Access> was = before.flatMap(register -> access(register, isWrite));
        Optional<Registers.Access> is = after.flatMap(register -> access(register, isWrite));
        if (is.isPresent() && !is.equals(was)) {
            boolean isChange =
                    was.isEmpty() || !was.get().text().equals(is.get().text());
            add(new Term.Register(device, (int) place[0], place[1], isWrite ? Access.WRITTEN : Access.READ), granule);
            if (isChange) {
                Access access = isWrite ? Access.WRITTEN_CHANGED : Access.READ_CHANGED;
                add(new Term.Register(device, (int) place[0], place[1], access), granule);
            }
        }
    }

    private void add(Term term, long granule) {
        granules.computeIfAbsent(term, absent -> new TreeSet<>()).add(granule);
    }

    /** Region, offset and length of what an event touches; nothing for others. */
    private static long[] place(EventKind kind, long[] values) {
        return switch (kind) {
            case MMIO_READ, MMIO_WRITTEN -> new long[] {values[0], values[1], values[2]};
            case CONFIG_READ, CONFIG_WRITTEN -> new long[] {REGION_OF_CONFIG, values[0], values[1]};
            case MIGRATION_REGISTER_READ, MIGRATION_REGISTER_WRITTEN ->
                new long[] {-1, (int) values[0], Math.max(0, Math.min(8, (int) values[1]))};
            default -> new long[0];
        };
    }

    private Optional<Registers.Register> register(int device, long[] place) {
        return place.length == 0
                ? Optional.empty()
                : host.device(device).flatMap(found -> found.registers().at((int) place[0], place[1], (int) place[2]));
    }

    private static Optional<Registers.Access> access(Registers.Register register, boolean isWrite) {
        return isWrite ? register.lastWritten() : register.lastRead();
    }

    private void markMemory(int device, EventKind kind, long[] values, long granule) {
        switch (kind) {
            case DMA_ISSUED, DMA_COMPLETED -> markRange(device, values[3], values[4], granule);
            case DMA_MAPPED -> markRange(device, values[0], values[1], granule);
            case DMA_UNMAPPED -> markRange(device, values[0], values[1] == 0 ? -1 : values[1], granule);
            case DIRTY_PAGES_REPORTED -> markRange(device, values[1], values[2], granule);
            default -> {
                // Names no memory.
            }
        }
    }

    private void markRange(int device, long address, long size, long granule) {
        BigInteger first = new BigInteger(Long.toUnsignedString(address));
        BigInteger end = first.add(new BigInteger(Long.toUnsignedString(size == 0 ? 1 : size)));
        BigInteger firstPiece = first.divide(PIECE);
        BigInteger lastPiece = end.subtract(BigInteger.ONE).divide(PIECE);
        int pieces = lastPiece.subtract(firstPiece).bitLength() > 30
                ? Integer.MAX_VALUE
                : lastPiece.subtract(firstPiece).intValue() + 1;
        if (pieces > 64 || end.compareTo(ADDRESSES_END) > 0) {
            add(new Term.Memory(device, Term.Memory.EVERYWHERE), granule);
            return;
        }
        for (int i = 0; i < pieces; i++) {
            add(new Term.Memory(device, firstPiece.longValue() + i), granule);
        }
    }
}
