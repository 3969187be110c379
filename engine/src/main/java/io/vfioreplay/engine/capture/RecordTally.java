package io.vfioreplay.engine.capture;

import io.vfioreplay.engine.capture.CaptureSummary.Unit;
import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.event.FlatEventSink;
import io.vfioreplay.hardware.event.Flattener;
import io.vfioreplay.hardware.event.Unflattener;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts how every record of one file came out: each is understood, irrelevant or damaged, once. One thread.
 *
 * <p>Kinds beyond {@value #KINDS_MAX} different ones are counted together, since a hostile file may name as many as it likes.
 */
public final class RecordTally {

    private static final int KINDS_MAX = 512;
    private static final String OTHER = "(other)";

    private final Unit unit;
    private final SortedMap<String, long[]> kinds = new TreeMap<>();
    private final List<String> devices = new ArrayList<>();
    private long understood;
    private long irrelevant;
    private long damaged;
    private long events;
    private @Nullable String firstDamage;

    /** A tally of a file that consists of such records. */
    public RecordTally(Unit unit) {
        this.unit = unit;
    }

    /** A record of this kind was understood. */
    public void understood(String kind) {
        understood++;
        count(kind);
    }

    /** A record of this kind says nothing about a device or its migration. */
    public void irrelevant(String kind) {
        irrelevant++;
        count(kind);
    }

    /** A record could not be understood; {@code where} says where and why. */
    public void damaged(String where) {
        damaged++;
        count("(damaged)");
        remember(where);
    }

    /** Something is wrong that is no record of its own, such as a file that ends early. */
    public void remember(String where) {
        if (firstDamage == null) {
            firstDamage = where;
        }
    }

    /** The file itself is broken and ends here, which may be why its last record is damaged. */
    public void broken(String why) {
        firstDamage = firstDamage == null ? why : firstDamage + "; " + why;
    }

    /** A device was found. */
    public void device(String name) {
        devices.add(name);
    }

    /** An event was made. */
    public void event() {
        events++;
    }

    /** A sink that counts each event and passes it on. */
    public EventSink counting(EventSink sink) {
        FlatEventSink next = new Unflattener(sink);
        return new Flattener((envelope, kind, values, payload) -> {
            event();
            next.accept(envelope, kind, values, payload);
        });
    }

    /** How many records were counted so far. */
    public long records() {
        return understood + irrelevant + damaged;
    }

    /** Everything counted so far. */
    public CaptureSummary summary() {
        SortedMap<String, Long> counts = new TreeMap<>();
        kinds.forEach((kind, count) -> counts.put(kind, count[0]));
        return new CaptureSummary(
                unit,
                records(),
                understood,
                irrelevant,
                damaged,
                Optional.ofNullable(firstDamage),
                new TreeMap<>(),
                counts,
                devices,
                events);
    }

    private void count(String kind) {
        long[] known = kinds.get(kind);
        if (known == null) {
            known = kinds.computeIfAbsent(kinds.size() < KINDS_MAX ? kind : OTHER, unused -> new long[1]);
        }
        known[0]++;
    }
}
