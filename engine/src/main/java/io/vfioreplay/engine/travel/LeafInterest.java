package io.vfioreplay.engine.travel;

import io.vfioreplay.engine.index.JournalIndex;
import io.vfioreplay.engine.index.Term;
import io.vfioreplay.engine.travel.FieldPattern.Leaves;
import io.vfioreplay.hardware.device.Facet;
import io.vfioreplay.hardware.device.ObservedDevice;
import io.vfioreplay.hardware.device.ObservedHost;
import io.vfioreplay.hardware.event.EventKind;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Which rows of {@link FieldTable} a pattern is about, and what follows from them. One thread. */
final class LeafInterest {

    /** They share their room with those of other devices, so what one device does decides what is kept of another. */
    private static final Set<Facet> SHARED = EnumSet.of(Facet.MAPPINGS, Facet.DIRTY);

    private final List<Glob> globs;
    private final List<FieldRow> rows;
    private final Map<String, Boolean> meant = new HashMap<>();

    LeafInterest(Leaves pattern) {
        this.globs = pattern.globs().stream().map(Glob::new).toList();
        this.rows = FieldTable.all().stream()
                .filter(row -> globs.stream().anyMatch(row.paths()::overlaps))
                .toList();
    }

    /** Whether a leaf is one of those that are meant. */
    boolean isMeant(String path) {
        return meant.computeIfAbsent(path, any -> globs.stream().anyMatch(glob -> glob.matches(path)));
    }

    /** Whether what is meant depends on everything: how many registers there was no room for. */
    boolean foldsEverything() {
        return rows.stream().anyMatch(row -> row.facet() == Facet.REGISTERS_NOT_TRACKED);
    }

    /** Whether an event of this kind is needed to know the leaves. */
    boolean isFolded(ObservedHost host, int device, EventKind kind) {
        for (FieldRow row : rows) {
            boolean shared = SHARED.contains(row.facet());
            if (row.folds().contains(kind) && (shared || isOwner(row, device))) {
                return true;
            }
            if (row.appears() && isOwner(row, device) && host.device(device).isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /** What has to be looked at around an event of this kind. */
    Set<Facet> facets(ObservedHost host, int device, EventKind kind) {
        Set<Facet> facets = LeafDetector.none();
        for (FieldRow row : rows) {
            boolean changes = row.changes().contains(kind)
                    || (row.appears() && host.device(device).isEmpty());
            if (changes && isOwner(row, device)) {
                facets.add(row.facet());
            }
        }
        return facets;
    }

    /** Terms of the events that are needed for a purpose, those with which a device appears included. */
    Set<Term> terms(JournalIndex index, Function<FieldRow, Set<EventKind>> purpose) {
        Set<Term> terms = new LinkedHashSet<>();
        for (Term term : index.terms()) {
            if (term instanceof Term.Happened happened
                    && rows.stream().anyMatch(row -> isNeeded(row, happened, purpose))) {
                terms.add(term);
            }
        }
        return terms;
    }

    private boolean isNeeded(FieldRow row, Term.Happened term, Function<FieldRow, Set<EventKind>> purpose) {
        return purpose.apply(row).contains(term.kind())
                && (SHARED.contains(row.facet()) || isOwner(row, term.device()));
    }

    /** The devices that have leaves which are there from their first event on. */
    boolean appears(int device) {
        return rows.stream().anyMatch(row -> row.appears() && isOwner(row, device));
    }

    private boolean isOwner(FieldRow row, int device) {
        return switch (row.owner()) {
            case ANYONE -> true;
            case NO_DEVICE -> device < 0 || device >= ObservedDevice.DEVICES_MAX;
            case DEVICE -> device >= 0 && device < ObservedDevice.DEVICES_MAX && isDeviceMeant(device);
        };
    }

    private boolean isDeviceMeant(int device) {
        for (Glob glob : globs) {
            if (glob.beginsWith("device" + device)) {
                return true;
            }
        }
        return false;
    }
}
