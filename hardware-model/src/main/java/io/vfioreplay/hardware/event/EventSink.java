package io.vfioreplay.hardware.event;

import io.vfioreplay.hardware.migration.DeviceState;
import io.vfioreplay.hardware.migration.Protocol;

/**
 * Everything that can happen to a VFIO device, one method per kind of event. Writing an event is calling its method,
 * reading is implementing it: captures and the simulator call, the recorder, the models, the rules and the printers
 * implement.
 *
 * <p>Calls come from one thread at a time, in the order of their positions. Envelope and payload are valid until the call
 * returns; the envelope says position, time, device and result. Numbers that the protocol calls unsigned are unsigned here.
 * A method may throw only for a bug of its own: whatever a client, a guest or a device does wrong is an event like any other.
 *
 * <p>Rules (R-01 and so on) carry the numbers of {@link io.vfioreplay.hardware.rule.RuleBook}, which has the sources of those it holds.
 *
 * <p>Methods take primitives rather than records since they are called once per guest access. {@link EventKind} is the
 * same vocabulary as a table.
 */
public interface EventSink extends VmmEventSink {
    /** The {@code origin} of an access made by a CPU; any other value is the index of the peer device that made it. */
    int CPU = -1;
    /** The {@code target} of a DMA to the memory of the VM; any other value is the index of a peer device. */
    int RAM = -1;
    /** A data_fd that does not exist or cannot be seen. */
    int NO_DATA_FD = -1;

    /**
     * A device was opened, or a connection to one was made.
     *
     * <p>Source: rules.
     *
     * @param protocol the migration protocol that this device's numbers belong to
     * @param name what the capture calls the device
     */
    void deviceOpened(Envelope envelope, Protocol protocol, Payload name);

    /** A device was closed in an orderly way. */
    void deviceClosed(Envelope envelope);

    /**
     * A device was reset, or a reset was refused.
     *
     * <p>Source: rules.
     *
     * @param cause what reset it
     */
    void deviceReset(Envelope envelope, ResetCause cause);

    /**
     * One end said which version and capabilities of the vfio-user protocol it has.
     *
     * <p>Source: vfio-user VERSION.
     *
     * @param party who said it
     * @param major major version
     * @param minor minor version
     * @param capabilities the JSON text, empty if none was sent
     */
    void protocolNegotiated(Envelope envelope, Party party, int major, int minor, Payload capabilities);

    /**
     * The device told how many regions and interrupt types it has.
     *
     * <p>Source: vfio-user DEVICE_GET_INFO.
     *
     * @param flags 1 reset is supported, 2 PCI
     * @param regions number of regions
     * @param interrupts number of interrupt types
     */
    void deviceDescribed(Envelope envelope, long flags, int regions, int interrupts);

    /**
     * The device told the size and kind of one region.
     *
     * <p>Source: vfio-user DEVICE_GET_REGION_INFO; R-58.
     *
     * @param region region index (PCI: 0-5 BARs, 6 ROM, 7 config space, 8 VGA)
     * @param flags 1 readable, 2 writable, 4 mappable, 8 capabilities follow
     * @param size bytes
     */
    void regionDescribed(Envelope envelope, int region, long flags, long size);

    /**
     * The device told about one interrupt type.
     *
     * <p>Source: vfio-user DEVICE_GET_IRQ_INFO.
     *
     * @param index PCI: 0 INTx, 1 MSI, 2 MSI-X, 3 ERR, 4 REQ
     * @param flags 1 eventfd, 2 maskable, 4 automasked, 8 fixed size
     * @param count how many vectors
     */
    void interruptDescribed(Envelope envelope, int index, long flags, int count);

    /**
     * A device feature without an event of its own was read, set or probed.
     *
     * <p>Source: VFIO_DEVICE_FEATURE.
     *
     * @param feature feature number, bits 0-15 of the flags
     * @param operations 1 get, 2 set, 4 probe
     */
    void featureRequested(Envelope envelope, int feature, int operations);

    /**
     * A request that has no event of its own was made; it is kept as it was.
     *
     * <p>Source: vfio-user commands without a meaning for migration, and unknown ones.
     *
     * @param command the command number
     * @param body the request's bytes behind the header
     */
    void otherRequest(Envelope envelope, int command, Payload body);

    /**
     * The client read which migration states the device offers.
     *
     * <p>Source: VFIO_DEVICE_FEATURE_MIGRATION; R-67.
     *
     * @param flags 1 STOP_COPY, 2 P2P, 4 PRE_COPY
     */
    void migrationFeaturesRead(Envelope envelope, long flags);

    /**
     * The client asked for a device state. A refusal is a result, not an absence.
     *
     * <p>Source: rules.
     *
     * @param requested the state asked for
     * @param dataFd the data_fd that came back, -1 for none or not visible
     */
    void deviceStateSet(Envelope envelope, DeviceState requested, int dataFd);

    /**
     * The client read the device state.
     *
     * <p>Source: rule R-94.
     *
     * @param state the state that was answered, meaningless unless the result is 0
     * @param dataFd -1 unless the device broke R-94
     */
    void deviceStateRead(Envelope envelope, DeviceState state, int dataFd);

    /**
     * A v1 migration register was read.
     *
     * <p>Source: rules R-02, UAPI1 struct vfio_device_migration_info.
     *
     * @param offset bytes from the start of the region, 0 to 31
     * @param width bytes
     * @param value what was answered
     */
    void migrationRegisterRead(Envelope envelope, int offset, int width, long value);

    /**
     * A v1 migration register other than device_state was written.
     *
     * <p>Source: rule R-02.
     *
     * @param offset bytes from the start of the region, 0 to 31
     * @param width bytes
     * @param value what was written
     */
    void migrationRegisterWritten(Envelope envelope, int offset, int width, long value);

    /**
     * Migration data was read from the v1 data window.
     *
     * <p>Source: rule R-53.
     *
     * @param offset bytes from the start of the region
     * @param length bytes asked for
     * @param data what was answered; empty where bytes are not visible
     */
    void migrationWindowRead(Envelope envelope, long offset, int length, Payload data);

    /**
     * Migration data was written into the v1 data window.
     *
     * <p>Source: rule R-59.
     *
     * @param offset bytes from the start of the region
     * @param length bytes written
     * @param data what was written; empty where bytes are not visible
     */
    void migrationWindowWritten(Envelope envelope, long offset, int length, Payload data);

    /**
     * Migration data was read from the device. No data with result 0 is the end, ENOMSG a temporary end; a count of 0 whose result
     * was not observed stands for data of which the recording does not tell how much it was.
     *
     * <p>Source: rules.
     *
     * @param dataFd the data_fd, -1 where the protocol has none
     * @param requested bytes asked for
     * @param count bytes answered
     * @param data what was answered; empty where bytes are not visible
     */
    void migrationDataRead(Envelope envelope, int dataFd, long requested, long count, Payload data);

    /**
     * Migration data was written to the device; a count of 0 whose result was not observed stands for an amount that is not known.
     *
     * <p>Source: rules.
     *
     * @param dataFd the data_fd, -1 where the protocol has none
     * @param declared bytes the message says it carries
     * @param count bytes it carries
     * @param data what was written; empty where bytes are not visible
     */
    void migrationDataWritten(Envelope envelope, int dataFd, long declared, long count, Payload data);

    /**
     * The client closed a data_fd.
     *
     * <p>Source: rule R-91.
     *
     * @param dataFd the data_fd
     */
    void dataFdClosed(Envelope envelope, int dataFd);

    /**
     * The client asked how much pre-copy data there is.
     *
     * <p>Source: rules.
     *
     * @param initial initial_bytes
     * @param dirty dirty_bytes
     * @param flags 1 REINIT
     */
    void precopyInfoRead(Envelope envelope, long initial, long dirty, long flags);

    /**
     * The client asked how long the stop-copy stream may become.
     *
     * <p>Source: rule R-105.
     *
     * @param size bytes, an estimate
     */
    void migrationDataSizeRead(Envelope envelope, long size);

    /**
     * Dirty page tracking was started.
     *
     * <p>Source: rules.
     *
     * @param scope who tracks
     * @param pageSize bytes per page, 0 where it is not told
     * @param ranges pairs of u64 little-endian: iova, length
     */
    void dirtyTrackingStarted(Envelope envelope, TrackingScope scope, long pageSize, Payload ranges);

    /**
     * Dirty page tracking was stopped.
     *
     * <p>Source: rules.
     *
     * @param scope who tracks
     */
    void dirtyTrackingStopped(Envelope envelope, TrackingScope scope);

    /**
     * The dirty pages of a range were read and cleared.
     *
     * <p>Source: rules.
     *
     * @param scope who tracks
     * @param iova start of the range
     * @param size bytes of the range
     * @param pageSize bytes per page
     * @param bitmap little-endian u64 words, bit i is page i of the range
     */
    void dirtyPagesReported(
            Envelope envelope, TrackingScope scope, long iova, long size, long pageSize, Payload bitmap);

    /**
     * A window of I/O virtual addresses was mapped for the device.
     *
     * <p>Source: rule R-41.
     *
     * @param iova start
     * @param size bytes
     * @param backing what is behind it
     * @param flags 1 readable, 2 writable, as the protocol gives them
     * @param fileOffset offset in the backing file, 0 if none
     */
    void dmaMapped(Envelope envelope, long iova, long size, MappingKind backing, long flags, long fileOffset);

    /**
     * A window of I/O virtual addresses was unmapped.
     *
     * <p>Source: rule R-120.
     *
     * @param iova start
     * @param size bytes
     * @param flags 1 the dirty bitmap was asked for, 2 all
     * @param bitmap the dirty bitmap if one came back
     */
    void dmaUnmapped(Envelope envelope, long iova, long size, long flags, Payload bitmap);

    /**
     * The VCPUs of the VM began to run.
     *
     * <p>Source: rule R-38.
     *
     * @param reason why, in the words of the VMM
     */
    void vcpusStarted(Envelope envelope, Payload reason);

    /**
     * The VCPUs of the VM stopped.
     *
     * <p>Source: rules.
     *
     * @param reason why, in the words of the VMM
     */
    void vcpusStopped(Envelope envelope, Payload reason);

    /**
     * A region of the device other than config space was read.
     *
     * <p>Source: rules.
     *
     * @param region region index
     * @param offset bytes from the region's start
     * @param length bytes asked for
     * @param origin CPU or the index of a peer device
     * @param data what was answered; empty on failure
     */
    void mmioRead(Envelope envelope, int region, long offset, int length, int origin, Payload data);

    /**
     * A region of the device other than config space was written.
     *
     * <p>Source: rules.
     *
     * @param region region index
     * @param offset bytes from the region's start
     * @param length bytes written
     * @param origin CPU or the index of a peer device
     * @param data what was written
     */
    void mmioWritten(Envelope envelope, int region, long offset, int length, int origin, Payload data);

    /**
     * The config space of the device was read.
     *
     * <p>Source: rule R-33.
     *
     * @param offset bytes from the start of config space
     * @param length bytes asked for
     * @param origin CPU or the index of a peer device
     * @param data what was answered; empty on failure
     */
    void configRead(Envelope envelope, long offset, int length, int origin, Payload data);

    /**
     * The config space of the device was written.
     *
     * <p>Source: rule R-33.
     *
     * @param offset bytes from the start of config space
     * @param length bytes written
     * @param origin CPU or the index of a peer device
     * @param data what was written
     */
    void configWritten(Envelope envelope, long offset, int length, int origin, Payload data);

    /**
     * The device began a DMA.
     *
     * <p>Source: rules.
     *
     * @param id the same for the issue and the completion of one DMA
     * @param target RAM or the index of a peer device
     * @param direction seen from the device
     * @param address IOVA
     * @param length bytes
     */
    void dmaIssued(Envelope envelope, long id, int target, DmaDirection direction, long address, long length);

    /**
     * A DMA ended.
     *
     * <p>Source: rules.
     *
     * @param id the same for the issue and the completion of one DMA
     * @param target RAM or the index of a peer device
     * @param direction seen from the device
     * @param address IOVA
     * @param length bytes
     * @param data the bytes that moved; empty where they are not visible
     */
    void dmaCompleted(
            Envelope envelope, long id, int target, DmaDirection direction, long address, long length, Payload data);

    /**
     * The client set up, masked or fired interrupts.
     *
     * <p>Source: VFIO_DEVICE_SET_IRQS; R-33.
     *
     * @param index interrupt type
     * @param start first vector
     * @param count how many vectors
     * @param flags 1 none, 2 bool, 4 eventfd; 8 mask, 16 unmask, 32 trigger
     * @param fds how many eventfds came along
     */
    void interruptsConfigured(Envelope envelope, int index, int start, int count, long flags, int fds);

    /**
     * The device raised an interrupt.
     *
     * <p>Source: rule R-72.
     *
     * @param index interrupt type
     * @param vector vector
     */
    void interruptRaised(Envelope envelope, int index, int vector);

    /**
     * The device faulted on an I/O virtual address.
     *
     * <p>Source: rule R-35.
     *
     * @param address IOVA
     */
    void pageFaultBegan(Envelope envelope, long address);

    /**
     * A fault of the device was resolved.
     *
     * <p>Source: rule R-35.
     *
     * @param address IOVA
     */
    void pageFaultEnded(Envelope envelope, long address);

    /**
     * The device's own migration control registers were accessed.
     *
     * <p>Source: rule R-45.
     *
     * @param origin who touched them
     */
    void migrationControlTouched(Envelope envelope, ControlOrigin origin);

    /**
     * State that belongs to another subsystem changed (config space, MSI-X, power).
     *
     * <p>Source: rule R-33.
     *
     * @param what what changed
     */
    void externalStateChanged(Envelope envelope, Payload what);

    /**
     * The inner state of the device changed.
     *
     * <p>Source: rules.
     *
     * @param digest a digest of the inner state, empty if unknown
     */
    void internalStateChanged(Envelope envelope, Payload digest);

    /**
     * Somebody put a mark here.
     *
     * @param text what it says
     */
    void markerPlaced(Envelope envelope, Payload text);

    /**
     * Events are missing here.
     *
     * @param count how many, -1 if nobody knows
     * @param cause why
     * @param text what is known about them
     */
    void eventsLost(Envelope envelope, long count, GapCause cause, Payload text);

    /**
     * A piece of the capture could not be understood; reading went on behind it.
     *
     * @param damage what is wrong
     * @param byteOffset offset in the (decompressed) capture file
     * @param length bytes that were passed over
     * @param text what was expected and found
     */
    void captureDamaged(Envelope envelope, DamageKind damage, long byteOffset, long length, Payload text);
}
