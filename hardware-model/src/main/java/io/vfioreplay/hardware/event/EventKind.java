package io.vfioreplay.hardware.event;

import java.util.List;
import java.util.Optional;

/**
 * The vocabulary as a table: each kind of event with its name, its fields in order, and what its payload holds. The codec,
 * the printers and the filters are driven by it; {@link EventSink} is the same vocabulary as calls.
 *
 * <p>The ordinal is the stable code of a kind in journals: kinds and fields are appended, never reordered or removed.
 */
public enum EventKind {
    /** {@link EventSink#deviceOpened}. */
    DEVICE_OPENED("deviceOpened", PayloadUse.TEXT, "name", new Field("protocol", FieldType.PROTOCOL)),
    /** {@link EventSink#deviceClosed}. */
    DEVICE_CLOSED("deviceClosed", PayloadUse.NONE, ""),
    /** {@link EventSink#deviceReset}. */
    DEVICE_RESET("deviceReset", PayloadUse.NONE, "", Field.choice("cause", ResetCause.values())),
    /** {@link EventSink#protocolNegotiated}. */
    PROTOCOL_NEGOTIATED(
            "protocolNegotiated",
            PayloadUse.TEXT,
            "capabilities",
            Field.choice("party", Party.values()),
            new Field("major", FieldType.DECIMAL),
            new Field("minor", FieldType.DECIMAL)),
    /** {@link EventSink#deviceDescribed}. */
    DEVICE_DESCRIBED(
            "deviceDescribed",
            PayloadUse.NONE,
            "",
            new Field("flags", FieldType.HEX),
            new Field("regions", FieldType.DECIMAL),
            new Field("interrupts", FieldType.DECIMAL)),
    /** {@link EventSink#regionDescribed}. */
    REGION_DESCRIBED(
            "regionDescribed",
            PayloadUse.NONE,
            "",
            new Field("region", FieldType.DECIMAL),
            new Field("flags", FieldType.HEX),
            new Field("size", FieldType.HEX)),
    /** {@link EventSink#interruptDescribed}. */
    INTERRUPT_DESCRIBED(
            "interruptDescribed",
            PayloadUse.NONE,
            "",
            new Field("index", FieldType.DECIMAL),
            new Field("flags", FieldType.HEX),
            new Field("count", FieldType.DECIMAL)),
    /** {@link EventSink#featureRequested}. */
    FEATURE_REQUESTED(
            "featureRequested",
            PayloadUse.NONE,
            "",
            new Field("feature", FieldType.DECIMAL),
            new Field("operations", FieldType.HEX)),
    /** {@link EventSink#otherRequest}. */
    OTHER_REQUEST("otherRequest", PayloadUse.BYTES, "body", new Field("command", FieldType.DECIMAL)),
    /** {@link EventSink#migrationFeaturesRead}. */
    MIGRATION_FEATURES_READ("migrationFeaturesRead", PayloadUse.NONE, "", new Field("flags", FieldType.HEX)),
    /** {@link EventSink#deviceStateSet}. */
    DEVICE_STATE_SET(
            "deviceStateSet",
            PayloadUse.NONE,
            "",
            new Field("requested", FieldType.STATE),
            new Field("dataFd", FieldType.DECIMAL)),
    /** {@link EventSink#deviceStateRead}. */
    DEVICE_STATE_READ(
            "deviceStateRead",
            PayloadUse.NONE,
            "",
            new Field("state", FieldType.STATE),
            new Field("dataFd", FieldType.DECIMAL)),
    /** {@link EventSink#migrationRegisterRead}. */
    MIGRATION_REGISTER_READ(
            "migrationRegisterRead",
            PayloadUse.NONE,
            "",
            new Field("offset", FieldType.HEX),
            new Field("width", FieldType.DECIMAL),
            new Field("value", FieldType.HEX)),
    /** {@link EventSink#migrationRegisterWritten}. */
    MIGRATION_REGISTER_WRITTEN(
            "migrationRegisterWritten",
            PayloadUse.NONE,
            "",
            new Field("offset", FieldType.HEX),
            new Field("width", FieldType.DECIMAL),
            new Field("value", FieldType.HEX)),
    /** {@link EventSink#migrationWindowRead}. */
    MIGRATION_WINDOW_READ(
            "migrationWindowRead",
            PayloadUse.BYTES,
            "data",
            new Field("offset", FieldType.HEX),
            new Field("length", FieldType.DECIMAL)),
    /** {@link EventSink#migrationWindowWritten}. */
    MIGRATION_WINDOW_WRITTEN(
            "migrationWindowWritten",
            PayloadUse.BYTES,
            "data",
            new Field("offset", FieldType.HEX),
            new Field("length", FieldType.DECIMAL)),
    /** {@link EventSink#migrationDataRead}. */
    MIGRATION_DATA_READ(
            "migrationDataRead",
            PayloadUse.BYTES,
            "data",
            new Field("dataFd", FieldType.DECIMAL),
            new Field("requested", FieldType.DECIMAL),
            new Field("count", FieldType.DECIMAL)),
    /** {@link EventSink#migrationDataWritten}. */
    MIGRATION_DATA_WRITTEN(
            "migrationDataWritten",
            PayloadUse.BYTES,
            "data",
            new Field("dataFd", FieldType.DECIMAL),
            new Field("declared", FieldType.DECIMAL),
            new Field("count", FieldType.DECIMAL)),
    /** {@link EventSink#dataFdClosed}. */
    DATA_FD_CLOSED("dataFdClosed", PayloadUse.NONE, "", new Field("dataFd", FieldType.DECIMAL)),
    /** {@link EventSink#precopyInfoRead}. */
    PRECOPY_INFO_READ(
            "precopyInfoRead",
            PayloadUse.NONE,
            "",
            new Field("initial", FieldType.DECIMAL),
            new Field("dirty", FieldType.DECIMAL),
            new Field("flags", FieldType.HEX)),
    /** {@link EventSink#migrationDataSizeRead}. */
    MIGRATION_DATA_SIZE_READ("migrationDataSizeRead", PayloadUse.NONE, "", new Field("size", FieldType.DECIMAL)),
    /** {@link EventSink#dirtyTrackingStarted}. */
    DIRTY_TRACKING_STARTED(
            "dirtyTrackingStarted",
            PayloadUse.BYTES,
            "ranges",
            Field.choice("scope", TrackingScope.values()),
            new Field("pageSize", FieldType.DECIMAL)),
    /** {@link EventSink#dirtyTrackingStopped}. */
    DIRTY_TRACKING_STOPPED("dirtyTrackingStopped", PayloadUse.NONE, "", Field.choice("scope", TrackingScope.values())),
    /** {@link EventSink#dirtyPagesReported}. */
    DIRTY_PAGES_REPORTED(
            "dirtyPagesReported",
            PayloadUse.BYTES,
            "bitmap",
            Field.choice("scope", TrackingScope.values()),
            new Field("iova", FieldType.HEX),
            new Field("size", FieldType.HEX),
            new Field("pageSize", FieldType.DECIMAL)),
    /** {@link EventSink#dmaMapped}. */
    DMA_MAPPED(
            "dmaMapped",
            PayloadUse.NONE,
            "",
            new Field("iova", FieldType.HEX),
            new Field("size", FieldType.HEX),
            Field.choice("backing", MappingKind.values()),
            new Field("flags", FieldType.HEX),
            new Field("fileOffset", FieldType.HEX)),
    /** {@link EventSink#dmaUnmapped}. */
    DMA_UNMAPPED(
            "dmaUnmapped",
            PayloadUse.BYTES,
            "bitmap",
            new Field("iova", FieldType.HEX),
            new Field("size", FieldType.HEX),
            new Field("flags", FieldType.HEX)),
    /** {@link EventSink#vcpusStarted}. */
    VCPUS_STARTED("vcpusStarted", PayloadUse.TEXT, "reason"),
    /** {@link EventSink#vcpusStopped}. */
    VCPUS_STOPPED("vcpusStopped", PayloadUse.TEXT, "reason"),
    /** {@link EventSink#mmioRead}. */
    MMIO_READ(
            "mmioRead",
            PayloadUse.BYTES,
            "data",
            new Field("region", FieldType.DECIMAL),
            new Field("offset", FieldType.HEX),
            new Field("length", FieldType.DECIMAL),
            new Field("origin", FieldType.ORIGIN)),
    /** {@link EventSink#mmioWritten}. */
    MMIO_WRITTEN(
            "mmioWritten",
            PayloadUse.BYTES,
            "data",
            new Field("region", FieldType.DECIMAL),
            new Field("offset", FieldType.HEX),
            new Field("length", FieldType.DECIMAL),
            new Field("origin", FieldType.ORIGIN)),
    /** {@link EventSink#configRead}. */
    CONFIG_READ(
            "configRead",
            PayloadUse.BYTES,
            "data",
            new Field("offset", FieldType.HEX),
            new Field("length", FieldType.DECIMAL),
            new Field("origin", FieldType.ORIGIN)),
    /** {@link EventSink#configWritten}. */
    CONFIG_WRITTEN(
            "configWritten",
            PayloadUse.BYTES,
            "data",
            new Field("offset", FieldType.HEX),
            new Field("length", FieldType.DECIMAL),
            new Field("origin", FieldType.ORIGIN)),
    /** {@link EventSink#dmaIssued}. */
    DMA_ISSUED(
            "dmaIssued",
            PayloadUse.NONE,
            "",
            new Field("id", FieldType.DECIMAL),
            new Field("target", FieldType.TARGET),
            Field.choice("direction", DmaDirection.values()),
            new Field("address", FieldType.HEX),
            new Field("length", FieldType.DECIMAL)),
    /** {@link EventSink#dmaCompleted}. */
    DMA_COMPLETED(
            "dmaCompleted",
            PayloadUse.BYTES,
            "data",
            new Field("id", FieldType.DECIMAL),
            new Field("target", FieldType.TARGET),
            Field.choice("direction", DmaDirection.values()),
            new Field("address", FieldType.HEX),
            new Field("length", FieldType.DECIMAL)),
    /** {@link EventSink#interruptsConfigured}. */
    INTERRUPTS_CONFIGURED(
            "interruptsConfigured",
            PayloadUse.NONE,
            "",
            new Field("index", FieldType.DECIMAL),
            new Field("start", FieldType.DECIMAL),
            new Field("count", FieldType.DECIMAL),
            new Field("flags", FieldType.HEX),
            new Field("fds", FieldType.DECIMAL)),
    /** {@link EventSink#interruptRaised}. */
    INTERRUPT_RAISED(
            "interruptRaised",
            PayloadUse.NONE,
            "",
            new Field("index", FieldType.DECIMAL),
            new Field("vector", FieldType.DECIMAL)),
    /** {@link EventSink#pageFaultBegan}. */
    PAGE_FAULT_BEGAN("pageFaultBegan", PayloadUse.NONE, "", new Field("address", FieldType.HEX)),
    /** {@link EventSink#pageFaultEnded}. */
    PAGE_FAULT_ENDED("pageFaultEnded", PayloadUse.NONE, "", new Field("address", FieldType.HEX)),
    /** {@link EventSink#migrationControlTouched}. */
    MIGRATION_CONTROL_TOUCHED(
            "migrationControlTouched", PayloadUse.NONE, "", Field.choice("origin", ControlOrigin.values())),
    /** {@link EventSink#externalStateChanged}. */
    EXTERNAL_STATE_CHANGED("externalStateChanged", PayloadUse.TEXT, "what"),
    /** {@link EventSink#internalStateChanged}. */
    INTERNAL_STATE_CHANGED("internalStateChanged", PayloadUse.BYTES, "digest"),
    /** {@link EventSink#markerPlaced}. */
    MARKER_PLACED("markerPlaced", PayloadUse.TEXT, "text"),
    /** {@link EventSink#eventsLost}. */
    EVENTS_LOST(
            "eventsLost",
            PayloadUse.TEXT,
            "text",
            new Field("count", FieldType.DECIMAL),
            Field.choice("cause", GapCause.values())),
    /** {@link EventSink#captureDamaged}. */
    CAPTURE_DAMAGED(
            "captureDamaged",
            PayloadUse.TEXT,
            "text",
            Field.choice("damage", DamageKind.values()),
            new Field("byteOffset", FieldType.DECIMAL),
            new Field("length", FieldType.DECIMAL)),
    /** {@link VmmEventSink#migrationStatusReported}. */
    MIGRATION_STATUS_REPORTED(
            "migrationStatusReported", PayloadUse.TEXT, "status", Field.choice("side", MigrationSide.values())),
    /** {@link VmmEventSink#errorReported}. */
    ERROR_REPORTED("errorReported", PayloadUse.TEXT, "text", Field.choice("side", MigrationSide.values())),
    /** {@link VmmEventSink#cancelRequested}. */
    CANCEL_REQUESTED("cancelRequested", PayloadUse.NONE, "", Field.choice("side", MigrationSide.values())),
    /** {@link VmmEventSink#vmmExited}. */
    VMM_EXITED(
            "vmmExited",
            PayloadUse.NONE,
            "",
            Field.choice("side", MigrationSide.values()),
            new Field("status", FieldType.DECIMAL)),
    /** {@link VmmEventSink#migrationDataCarried}. */
    MIGRATION_DATA_CARRIED(
            "migrationDataCarried",
            PayloadUse.BYTES,
            "data",
            new Field("section", FieldType.DECIMAL),
            new Field("streamOffset", FieldType.DECIMAL),
            new Field("length", FieldType.DECIMAL));

    /** The most fields that any kind has. */
    public static final int FIELDS_MAX = fieldsMax();

    private static final EventKind[] BY_CODE = values();

    private final String label;
    private final PayloadUse payloadUse;
    private final String payloadName;
    private final List<Field> fields;

    EventKind(String label, PayloadUse payloadUse, String payloadName, Field... fields) {
        this.label = label;
        this.payloadUse = payloadUse;
        this.payloadName = payloadName;
        this.fields = List.of(fields);
    }

    /** What the bytes of a payload are. */
    public enum PayloadUse {
        /** This kind has no payload. */
        NONE,
        /** Bytes as they were on the wire. */
        BYTES,
        /** UTF-8 text. */
        TEXT
    }

    /** The stable number of this kind in journals. */
    public int code() {
        return ordinal();
    }

    /** The kind with this code, or empty when this version knows none. */
    public static Optional<EventKind> ofCode(int code) {
        return code >= 0 && code < BY_CODE.length ? Optional.of(BY_CODE[code]) : Optional.empty();
    }

    /** The name that people see and filter by, for example {@code deviceStateSet}. */
    public String label() {
        return label;
    }

    /** The fields in the order of the parameters of the method in {@link EventSink}. */
    public List<Field> fields() {
        return fields;
    }

    /** What the payload holds. */
    public PayloadUse payloadUse() {
        return payloadUse;
    }

    /** The name of the payload, empty when there is none. */
    public String payloadName() {
        return payloadName;
    }

    /** The index of the field of this name, or empty. */
    public Optional<Integer> fieldIndex(String name) {
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).name().equals(name)) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    private static int fieldsMax() {
        int most = 0;
        for (EventKind kind : values()) {
            most = Math.max(most, kind.fields.size());
        }
        return most;
    }
}
