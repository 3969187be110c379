package io.vfioreplay.engine.travel;

import io.vfioreplay.engine.index.JournalIndex;
import io.vfioreplay.engine.index.Term;
import io.vfioreplay.engine.index.Term.Access;
import io.vfioreplay.engine.travel.FieldPattern.Leaves;
import io.vfioreplay.hardware.device.Facet;
import io.vfioreplay.hardware.device.ObservedDevice;
import io.vfioreplay.hardware.device.ObservedHost;
import io.vfioreplay.hardware.device.Registers;
import io.vfioreplay.hardware.device.Registers.Register;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.state.StateTree;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Which registers a pattern is about, and what their leaves are now. One thread. */
final class RegisterInterest {

    private static final Map<String, Access> LEAVES = Map.of(
            "/read", Access.READ_CHANGED,
            "/reads", Access.READ,
            "/written", Access.WRITTEN_CHANGED,
            "/writes", Access.WRITTEN);

    private final List<Glob> globs;
    private final boolean isAny;
    private final Map<RegisterPath, Set<Access>> meant = new HashMap<>();
    private final Map<RegisterPath, TreeSet<Integer>> lengths = new HashMap<>();

    RegisterInterest(Leaves pattern) {
        this.globs = pattern.globs().stream().map(Glob::new).toList();
        this.isAny = globs.stream().anyMatch(glob -> RegisterPath.PATHS.stream().anyMatch(glob::overlaps));
    }

    /** A fold begins with this state. */
    void begin(ObservedHost host) {
        lengths.clear();
        if (!isAny) {
            return;
        }
        for (ObservedDevice device : host.devices()) {
            for (Register register : device.registers().all()) {
                RegisterPath path = new RegisterPath(device.index(), register.region(), register.offset());
                if (!leaves(path).isEmpty()) {
                    lengths(path).add(register.length());
                }
            }
        }
    }

    /** Whether an event can change a leaf that is meant, or is needed to know it. */
    boolean isMeant(Envelope envelope, EventKind kind, long[] values) {
        if (!isAny || !FieldTable.ACCESSES.contains(kind)) {
            return false;
        }
        return RegisterPath.of(envelope.device(), kind, values)
                .filter(path -> isMeant(path, RegisterPath.isWrite(kind)))
                .isPresent();
    }

    private boolean isMeant(RegisterPath path, boolean isWrite) {
        Set<Access> leaves = leaves(path);
        return isWrite
                ? leaves.contains(Access.WRITTEN) || leaves.contains(Access.WRITTEN_CHANGED)
                : leaves.contains(Access.READ) || leaves.contains(Access.READ_CHANGED);
    }

    /** An event of the pattern happened: its length is one of those that its offset is accessed with. */
    void seen(Envelope envelope, EventKind kind, long[] values) {
        RegisterPath.of(envelope.device(), kind, values)
                .ifPresent(path -> lengths(path).add(length(kind, values)));
    }

    /** The leaves, as far as they are meant, of the register that an event accesses. */
    StateTree leaves(ObservedHost host, int device, EventKind kind, long[] values) {
        RegisterPath path = RegisterPath.of(device, kind, values).orElseThrow();
        List<Register> sameOffset = new ArrayList<>();
        host.device(device).ifPresent(known -> {
            for (int length : lengths(path)) {
                known.registers().at(path.region(), path.offset(), length).ifPresent(sameOffset::add);
            }
        });
        return Facet.register(device, sameOffset).only(leaf -> globs.stream().anyMatch(glob -> glob.matches(leaf)));
    }

    /** Terms of the events that change what is meant. */
    Set<Term> terms(JournalIndex index) {
        Set<Term> terms = new LinkedHashSet<>();
        if (!isAny) {
            return terms;
        }
        if (globs.stream().allMatch(Glob::isPath)) {
            for (Glob glob : globs) {
                RegisterPath.parse(glob.text()).ifPresent(path -> addTerms(terms, path));
            }
            return terms;
        }
        for (Term term : index.terms()) {
            if (term instanceof Term.Register register) {
                RegisterPath path = new RegisterPath(register.device(), register.region(), register.offset());
                if (leaves(path).contains(register.access())) {
                    terms.add(term);
                }
            }
        }
        return terms;
    }

    private void addTerms(Set<Term> terms, RegisterPath path) {
        for (Access access : leaves(path)) {
            terms.add(new Term.Register(path.device(), path.region(), path.offset(), access));
        }
    }

    private Set<Access> leaves(RegisterPath path) {
        return meant.computeIfAbsent(path, any -> {
            Set<Access> leaves = EnumSet.noneOf(Access.class);
            String prefix = path.prefix();
            LEAVES.forEach((leaf, access) -> {
                if (globs.stream().anyMatch(glob -> glob.matches(prefix + leaf))) {
                    leaves.add(access);
                }
            });
            return leaves;
        });
    }

    private Set<Integer> lengths(RegisterPath path) {
        return lengths.computeIfAbsent(path, any -> new TreeSet<>());
    }

    /** The length by which {@link Registers} keeps an access. */
    private static int length(EventKind kind, long[] values) {
        return switch (kind) {
            case MMIO_READ, MMIO_WRITTEN -> (int) values[2];
            case CONFIG_READ, CONFIG_WRITTEN -> (int) values[1];
            case MIGRATION_REGISTER_READ, MIGRATION_REGISTER_WRITTEN ->
                Math.max(0, Math.min((int) values[1], Long.BYTES));
            default -> throw new IllegalArgumentException(kind + " accesses no register");
        };
    }
}
