package io.vfioreplay.hardware.event;

/**
 * What VMMs say about a migration, and what is seen of it between them: the part of {@link EventSink} that no device takes part
 * in. The contract is that of {@link EventSink}; the events belong to {@link Envelope#HOST} unless the witness shows a device.
 */
public interface VmmEventSink {
    /**
     * A VMM said how a migration stands.
     *
     * <p>Source: QEMU trace event migrate_set_state, QMP query-migrate; R-130.
     *
     * @param side whose VMM said it
     * @param status its word, for example {@code active}, {@code completed}, {@code failed}, {@code cancelled}
     */
    void migrationStatusReported(Envelope envelope, MigrationSide side, Payload status);

    /**
     * A VMM reported an error in words.
     *
     * <p>Source: a VMM's standard error, QMP error-desc.
     *
     * @param side whose VMM reported it
     * @param text its words
     */
    void errorReported(Envelope envelope, MigrationSide side, Payload text);

    /**
     * Somebody asked a VMM to cancel a migration.
     *
     * <p>Source: QMP migrate_cancel.
     *
     * @param side whose VMM was asked
     */
    void cancelRequested(Envelope envelope, MigrationSide side);

    /**
     * A VMM's process ended.
     *
     * <p>Source: whoever started it, for example a transcript.
     *
     * @param side whose VMM
     * @param status exit status, or minus the number of the signal that ended it
     */
    void vmmExited(Envelope envelope, MigrationSide side, int status);

    /**
     * A piece of a device's migration data was seen on its way, in the stream between two VMMs.
     *
     * <p>Source: QEMU migration stream, section of a VFIO device, DEV_DATA_STATE.
     *
     * @param section section id in the stream
     * @param streamOffset offset of the first byte in the stream's file
     * @param length bytes that the stream announces
     * @param data the bytes that are there, fewer where the stream is cut
     */
    void migrationDataCarried(Envelope envelope, int section, long streamOffset, long length, Payload data);
}
