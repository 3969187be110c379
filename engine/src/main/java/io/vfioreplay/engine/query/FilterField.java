package io.vfioreplay.engine.query;

import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.Field;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A field that a filter can name: how to read it from an event, as a number and as the text that a person sees. Immutable.
 *
 * <p>Those of the envelope: {@code position}, {@code time}, {@code duration}, {@code device}, {@code witness}, {@code record},
 * {@code errno}. For convenience: {@code kind}, {@code since} (ns since the journal's first event that has a time), {@code phase}
 * (the migration state in which the event found its device), {@code region} (also of accesses to config space and to v1's migration
 * registers), {@code bytes} (length of the payload), {@code data} (payload as hex), {@code value} (payload of up to 8 bytes as a
 * little-endian number), {@code text} (payload as text), {@code state} (any field that holds a device state). All others are the
 * fields of {@link EventKind}.
 */
interface FilterField {

    /** Whether this event has the field. */
    boolean isIn(Candidate event);

    /** The number in the field; only after {@link #isIn}. */
    long number(Candidate event);

    /** What a person reads; only after {@link #isIn}. */
    String text(Candidate event);

    /** The descriptions of which one must accept a value written in the filter; none for a field that is only text. */
    List<Field> types();

    /** The number that a word means for this field beside the numbers of its types: {@code EINVAL}, {@code bar0}. */
    default OptionalLong named(String word) {
        return OptionalLong.empty();
    }

    /** Whether it is read from what happened before the event. */
    default boolean needsHistory() {
        return false;
    }

    /** All names, sorted, with their readers. */
    static SortedMap<String, FilterField> all() {
        TreeMap<String, FilterField> all = new TreeMap<>();
        for (EventKind kind : EventKind.values()) {
            for (Field field : kind.fields()) {
                all.computeIfAbsent(field.name(), NamedField::of);
            }
        }
        all.put("state", StateField.of());
        all.put("region", RegionField.of());
        all.put("phase", new PhaseField());
        all.put("since", new SinceField());
        for (EnvelopeField field : EnvelopeField.values()) {
            all.put(field.label(), field);
        }
        for (PayloadField field : PayloadField.values()) {
            all.put(field.label(), field);
        }
        return all;
    }
}
