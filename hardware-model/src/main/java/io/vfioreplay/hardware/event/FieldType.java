package io.vfioreplay.hardware.event;

/** How the number in a field of {@link EventKind} is read and shown. */
public enum FieldType {
    /** A count, an index, a size: decimal. */
    DECIMAL,
    /** An address, an offset, a word of flags: hexadecimal, unsigned. */
    HEX,
    /** A {@link io.vfioreplay.hardware.migration.DeviceState}, packed. */
    STATE,
    /** The code of a {@link io.vfioreplay.hardware.migration.Protocol}. */
    PROTOCOL,
    /** The ordinal of a closed alternative; the field knows the names. */
    CHOICE,
    /** {@link EventSink#CPU} or the index of a peer device. */
    ORIGIN,
    /** {@link EventSink#RAM} or the index of a peer device. */
    TARGET
}
