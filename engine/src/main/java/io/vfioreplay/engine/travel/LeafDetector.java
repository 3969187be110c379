package io.vfioreplay.engine.travel;

import io.vfioreplay.engine.index.JournalIndex;
import io.vfioreplay.engine.index.Term;
import io.vfioreplay.engine.travel.FieldPattern.Leaves;
import io.vfioreplay.hardware.device.Facet;
import io.vfioreplay.hardware.device.ObservedHost;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.state.StateTree;
import io.vfioreplay.hardware.state.TreeDiff;
import io.vfioreplay.hardware.state.TreeDiff.Difference;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds changes of leaves. Around each event that can change one, only those facets of the state are looked at in which such a leaf
 * is; what they were behind the event is what they are before the next one that can change them. One thread.
 */
final class LeafDetector implements Detector {

    private final LeafInterest interest;
    private final RegisterInterest registers;
    private final Map<Place, StateTree> known = new HashMap<>();
    private final Map<Place, StateTree> touched = new LinkedHashMap<>();
    private StateTree register = StateTree.empty();

    /** A facet of a device. */
    private record Place(Facet facet, int device) {}

    LeafDetector(Leaves pattern) {
        this.interest = new LeafInterest(pattern);
        this.registers = new RegisterInterest(pattern);
    }

    @Override
    public boolean needsState() {
        return true;
    }

    @Override
    public Collection<Term> changes(JournalIndex index) {
        Set<Term> terms = interest.terms(index, FieldRow::changes);
        terms.addAll(registers.terms(index));
        return terms;
    }

    @Override
    public Collection<Term> folds(JournalIndex index) {
        Set<Term> terms = interest.terms(index, FieldRow::folds);
        terms.addAll(registers.terms(index));
        return terms;
    }

    @Override
    public boolean appears(int device) {
        return interest.appears(device);
    }

    @Override
    public boolean foldsEverything() {
        return interest.foldsEverything();
    }

    @Override
    public boolean isFolded(ObservedHost host, Envelope envelope, EventKind kind, long[] values) {
        return interest.isFolded(host, envelope.device(), kind) || registers.isMeant(envelope, kind, values);
    }

    @Override
    public void begin(ObservedHost host) {
        known.clear();
        registers.begin(host);
    }

    @Override
    public void passed(Envelope envelope, EventKind kind, long[] values) {
        if (registers.isMeant(envelope, kind, values)) {
            registers.seen(envelope, kind, values);
        }
    }

    @Override
    public void before(ObservedHost host, Envelope envelope, EventKind kind, long[] values) {
        touched.clear();
        for (Facet facet : interest.facets(host, envelope.device(), kind)) {
            int device = facet == Facet.HOST ? Envelope.HOST : envelope.device();
            Place place = new Place(facet, device);
            StateTree tree = known.get(place);
            touched.put(place, tree == null ? look(host, place) : tree);
        }
        register = registers.isMeant(envelope, kind, values)
                ? registers.leaves(host, envelope.device(), kind, values)
                : StateTree.empty();
    }

    @Override
    public boolean behind(
            ObservedHost host,
            Envelope envelope,
            EventKind kind,
            long[] values,
            Payload payload,
            Change.Consumer consumer) {
        StateTree.Builder was = StateTree.builder();
        StateTree.Builder is = StateTree.builder();
        touched.forEach((place, before) -> {
            StateTree after = look(host, place);
            known.put(place, after);
            before.forEach(was::put);
            after.forEach(is::put);
        });
        if (registers.isMeant(envelope, kind, values)) {
            registers.seen(envelope, kind, values);
            register.forEach(was::put);
            registers.leaves(host, envelope.device(), kind, values).forEach(is::put);
        }
        for (Difference difference : TreeDiff.between(was.build(), is.build()).differences()) {
            Change change = new Change(
                    envelope.position(),
                    envelope.timeNanos(),
                    difference.path(),
                    Optional.ofNullable(difference.left()),
                    Optional.ofNullable(difference.right()));
            if (!consumer.accept(change)) {
                return false;
            }
        }
        return true;
    }

    private StateTree look(ObservedHost host, Place place) {
        return place.facet.of(host, place.device).only(interest::isMeant);
    }

    /** No facets at all. */
    static Set<Facet> none() {
        return EnumSet.noneOf(Facet.class);
    }
}
