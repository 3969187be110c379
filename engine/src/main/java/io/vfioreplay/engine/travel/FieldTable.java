package io.vfioreplay.engine.travel;

import static io.vfioreplay.hardware.event.EventKind.CONFIG_READ;
import static io.vfioreplay.hardware.event.EventKind.CONFIG_WRITTEN;
import static io.vfioreplay.hardware.event.EventKind.DEVICE_CLOSED;
import static io.vfioreplay.hardware.event.EventKind.DEVICE_DESCRIBED;
import static io.vfioreplay.hardware.event.EventKind.DEVICE_OPENED;
import static io.vfioreplay.hardware.event.EventKind.DEVICE_RESET;
import static io.vfioreplay.hardware.event.EventKind.DEVICE_STATE_READ;
import static io.vfioreplay.hardware.event.EventKind.DEVICE_STATE_SET;
import static io.vfioreplay.hardware.event.EventKind.DIRTY_PAGES_REPORTED;
import static io.vfioreplay.hardware.event.EventKind.DIRTY_TRACKING_STARTED;
import static io.vfioreplay.hardware.event.EventKind.DIRTY_TRACKING_STOPPED;
import static io.vfioreplay.hardware.event.EventKind.DMA_COMPLETED;
import static io.vfioreplay.hardware.event.EventKind.DMA_ISSUED;
import static io.vfioreplay.hardware.event.EventKind.DMA_MAPPED;
import static io.vfioreplay.hardware.event.EventKind.DMA_UNMAPPED;
import static io.vfioreplay.hardware.event.EventKind.EVENTS_LOST;
import static io.vfioreplay.hardware.event.EventKind.EXTERNAL_STATE_CHANGED;
import static io.vfioreplay.hardware.event.EventKind.FEATURE_REQUESTED;
import static io.vfioreplay.hardware.event.EventKind.INTERNAL_STATE_CHANGED;
import static io.vfioreplay.hardware.event.EventKind.INTERRUPTS_CONFIGURED;
import static io.vfioreplay.hardware.event.EventKind.INTERRUPT_DESCRIBED;
import static io.vfioreplay.hardware.event.EventKind.INTERRUPT_RAISED;
import static io.vfioreplay.hardware.event.EventKind.MIGRATION_CONTROL_TOUCHED;
import static io.vfioreplay.hardware.event.EventKind.MIGRATION_DATA_READ;
import static io.vfioreplay.hardware.event.EventKind.MIGRATION_DATA_SIZE_READ;
import static io.vfioreplay.hardware.event.EventKind.MIGRATION_DATA_WRITTEN;
import static io.vfioreplay.hardware.event.EventKind.MIGRATION_FEATURES_READ;
import static io.vfioreplay.hardware.event.EventKind.MIGRATION_REGISTER_READ;
import static io.vfioreplay.hardware.event.EventKind.MIGRATION_REGISTER_WRITTEN;
import static io.vfioreplay.hardware.event.EventKind.MIGRATION_STATUS_REPORTED;
import static io.vfioreplay.hardware.event.EventKind.MIGRATION_WINDOW_READ;
import static io.vfioreplay.hardware.event.EventKind.MIGRATION_WINDOW_WRITTEN;
import static io.vfioreplay.hardware.event.EventKind.MMIO_READ;
import static io.vfioreplay.hardware.event.EventKind.MMIO_WRITTEN;
import static io.vfioreplay.hardware.event.EventKind.OTHER_REQUEST;
import static io.vfioreplay.hardware.event.EventKind.PAGE_FAULT_BEGAN;
import static io.vfioreplay.hardware.event.EventKind.PRECOPY_INFO_READ;
import static io.vfioreplay.hardware.event.EventKind.PROTOCOL_NEGOTIATED;
import static io.vfioreplay.hardware.event.EventKind.REGION_DESCRIBED;
import static io.vfioreplay.hardware.event.EventKind.VCPUS_STARTED;
import static io.vfioreplay.hardware.event.EventKind.VCPUS_STOPPED;

import io.vfioreplay.engine.travel.FieldRow.Owner;
import io.vfioreplay.hardware.device.Facet;
import io.vfioreplay.hardware.event.EventKind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Which events can change which leaf of the state tree: what makes it possible to find the last change of a leaf without folding
 * everything. A test folds random journals of all kinds and demands that no leaf ever changes by an event outside of its row.
 *
 * <p>Registers are not in these rows, since where they are depends on the values of an event; {@link RegisterPath} has them.
 */
final class FieldTable {

    /** What the state and the sessions of a device follow from. */
    private static final Set<EventKind> STATE =
            Set.of(DEVICE_OPENED, DEVICE_RESET, DEVICE_STATE_SET, DEVICE_STATE_READ);

    /** The same with what decides how far a failed request may have come. */
    private static final Set<EventKind> STATE_FOLDS = with(STATE, MIGRATION_FEATURES_READ);

    private static final Set<EventKind> SAVED = with(STATE, DEVICE_CLOSED, MIGRATION_DATA_READ, MIGRATION_WINDOW_READ);
    private static final Set<EventKind> LOADED =
            with(STATE, DEVICE_CLOSED, MIGRATION_DATA_WRITTEN, MIGRATION_WINDOW_WRITTEN);

    /** They share the room for what is seen rarely, so that one of them may leave no room for another. */
    private static final Set<EventKind> FACTS = Set.of(
            PROTOCOL_NEGOTIATED,
            DEVICE_DESCRIBED,
            REGION_DESCRIBED,
            FEATURE_REQUESTED,
            OTHER_REQUEST,
            PAGE_FAULT_BEGAN,
            MIGRATION_CONTROL_TOUCHED,
            EXTERNAL_STATE_CHANGED,
            INTERNAL_STATE_CHANGED);

    private static final Set<EventKind> MAPPINGS = Set.of(DMA_MAPPED, DMA_UNMAPPED, DEVICE_OPENED);
    private static final Set<EventKind> TRACKING =
            Set.of(DIRTY_TRACKING_STARTED, DIRTY_TRACKING_STOPPED, DIRTY_PAGES_REPORTED);
    private static final Set<EventKind> INTERRUPTS =
            Set.of(DEVICE_OPENED, INTERRUPT_DESCRIBED, INTERRUPTS_CONFIGURED, INTERRUPT_RAISED);
    private static final Set<EventKind> DMA = Set.of(DMA_ISSUED, DMA_COMPLETED);

    /** All accesses to registers. */
    static final Set<EventKind> ACCESSES = Set.of(
            MMIO_READ, MMIO_WRITTEN, CONFIG_READ, CONFIG_WRITTEN, MIGRATION_REGISTER_READ, MIGRATION_REGISTER_WRITTEN);

    private static final List<FieldRow> ROWS = rows();

    private FieldTable() {}

    /** All rows: every leaf but those of registers is in at least one. */
    static List<FieldRow> all() {
        return ROWS;
    }

    private static List<FieldRow> rows() {
        List<FieldRow> rows = new ArrayList<>();
        rows.add(appearing("name", Facet.IDENTITY, Set.of(DEVICE_OPENED)));
        rows.add(appearing("open", Facet.IDENTITY, Set.of(DEVICE_OPENED, DEVICE_CLOSED)));
        rows.add(device("protocol", Facet.IDENTITY, Set.of(DEVICE_OPENED)));
        rows.add(new FieldRow(new Glob("device*/state"), Owner.DEVICE, Facet.MIGRATION, STATE, STATE_FOLDS, true));
        rows.add(device("features", Facet.MIGRATION, Set.of(MIGRATION_FEATURES_READ)));
        rows.add(device("stream/saved/**", Facet.MIGRATION, SAVED, with(SAVED, MIGRATION_FEATURES_READ)));
        rows.add(device("stream/loaded/**", Facet.MIGRATION, LOADED, with(LOADED, MIGRATION_FEATURES_READ)));
        rows.add(device("stream/precopyInfo", Facet.MIGRATION, Set.of(PRECOPY_INFO_READ)));
        rows.add(device("stream/sizeEstimate", Facet.MIGRATION, Set.of(MIGRATION_DATA_SIZE_READ)));
        rows.add(appearing("mappings/count", Facet.MAPPINGS, MAPPINGS));
        rows.add(device("mappings/*", Facet.MAPPINGS, MAPPINGS));
        rows.add(device("dirty/**", Facet.DIRTY, TRACKING));
        rows.add(device("dma/**", Facet.DMA, DMA));
        rows.add(device("interrupts/**", Facet.INTERRUPTS, INTERRUPTS));
        addFacts(rows);
        rows.add(device("registersNotTracked", Facet.REGISTERS_NOT_TRACKED, ACCESSES));
        addHost(rows);
        for (EventKind kind : EventKind.values()) {
            rows.add(device("events/" + kind.label() + "/*", Facet.COUNTS, Set.of(kind)));
            rows.add(host("events/" + kind.label() + "/*", Owner.NO_DEVICE, Set.of(kind)));
        }
        return List.copyOf(rows);
    }

    private static void addFacts(List<FieldRow> rows) {
        rows.add(device("negotiated/**", Facet.FACTS, Set.of(PROTOCOL_NEGOTIATED), FACTS));
        rows.add(device("described", Facet.FACTS, Set.of(DEVICE_DESCRIBED), FACTS));
        rows.add(device("*/described", Facet.FACTS, Set.of(REGION_DESCRIBED), FACTS));
        rows.add(device("feature/*", Facet.FACTS, Set.of(FEATURE_REQUESTED), FACTS));
        rows.add(device("other/*", Facet.FACTS, Set.of(OTHER_REQUEST), FACTS));
        rows.add(device("lastPageFault", Facet.FACTS, Set.of(PAGE_FAULT_BEGAN), FACTS));
        rows.add(device("migrationControl", Facet.FACTS, Set.of(MIGRATION_CONTROL_TOUCHED), FACTS));
        rows.add(device("externalState", Facet.FACTS, Set.of(EXTERNAL_STATE_CHANGED), FACTS));
        rows.add(device("internalState", Facet.FACTS, Set.of(INTERNAL_STATE_CHANGED), FACTS));
    }

    private static void addHost(List<FieldRow> rows) {
        Set<EventKind> vcpus = Set.of(VCPUS_STARTED, VCPUS_STOPPED);
        rows.add(host("vcpus", Owner.ANYONE, vcpus));
        rows.add(host("vcpusReason", Owner.ANYONE, vcpus));
        rows.add(host("migration/*", Owner.ANYONE, Set.of(MIGRATION_STATUS_REPORTED)));
        rows.add(host("lostEvents", Owner.ANYONE, Set.of(EVENTS_LOST)));
        rows.add(host("eventsNotTracked", Owner.NO_DEVICE, EnumSet.allOf(EventKind.class)));
    }

    private static FieldRow appearing(String path, Facet facet, Set<EventKind> kinds) {
        return new FieldRow(new Glob("device*/" + path), Owner.DEVICE, facet, kinds, kinds, true);
    }

    private static FieldRow device(String path, Facet facet, Set<EventKind> kinds) {
        return device(path, facet, kinds, kinds);
    }

    private static FieldRow device(String path, Facet facet, Set<EventKind> changes, Set<EventKind> folds) {
        return new FieldRow(new Glob("device*/" + path), Owner.DEVICE, facet, changes, folds, false);
    }

    private static FieldRow host(String path, Owner owner, Set<EventKind> kinds) {
        return new FieldRow(new Glob("host/" + path), owner, Facet.HOST, kinds, kinds, false);
    }

    private static Set<EventKind> with(Set<EventKind> some, EventKind... more) {
        EnumSet<EventKind> all = EnumSet.copyOf(some);
        all.addAll(List.of(more));
        return all;
    }
}
