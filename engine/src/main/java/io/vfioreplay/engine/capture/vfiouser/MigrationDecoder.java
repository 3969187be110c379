package io.vfioreplay.engine.capture.vfiouser;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.TrackingScope;
import io.vfioreplay.hardware.migration.DeviceState;
import io.vfioreplay.hardware.migration.Protocol;

/**
 * Device features and migration data. vfio-user has no data_fd: the session is that of the connection.
 *
 * <p>Source: vfio-user specification, sections DEVICE_FEATURE, MIG_DATA_READ and MIG_DATA_WRITE; Linux
 * {@code include/uapi/linux/vfio.h}, {@code VFIO_DEVICE_FEATURE_*}.
 */
final class MigrationDecoder {

    private static final int FEATURE_MASK = 0xffff;
    private static final int OPERATIONS_SHIFT = 16;
    private static final int GET = 1;
    private static final int SET = 2;
    private static final int MIGRATION = 1;
    private static final int MIG_DEVICE_STATE = 2;
    private static final int LOGGING_START = 6;
    private static final int LOGGING_STOP = 7;
    private static final int LOGGING_REPORT = 8;
    private static final int FEATURE_DATA_AT = 8;
    private static final int RANGES_AT = 24;
    private static final int BITMAP_AT = 32;
    private static final int DATA_AT = 8;

    private final EventSink sink;

    MigrationDecoder(EventSink sink) {
        this.sink = sink;
    }

    /** The least bytes behind the header that this request needs, as far as the feature decides it. */
    static int requestBytesMin(Command command, Message m) {
        if (command != Command.DEVICE_FEATURE) {
            return 0;
        }
        return switch (m.i32(4)) {
            case SET << OPERATIONS_SHIFT | MIG_DEVICE_STATE -> FEATURE_DATA_AT + Integer.BYTES;
            case SET << OPERATIONS_SHIFT | LOGGING_START -> RANGES_AT;
            case GET << OPERATIONS_SHIFT | LOGGING_REPORT -> BITMAP_AT;
            default -> 0;
        };
    }

    /** The least bytes behind the header that the reply to this request needs if it went well. */
    static int replyBytesMin(Message m) {
        return switch (m.i32(4)) {
            case GET << OPERATIONS_SHIFT | MIGRATION -> FEATURE_DATA_AT + Long.BYTES;
            case GET << OPERATIONS_SHIFT | MIG_DEVICE_STATE -> FEATURE_DATA_AT + Integer.BYTES;
            case GET << OPERATIONS_SHIFT | LOGGING_REPORT -> BITMAP_AT;
            default -> 0;
        };
    }

    void feature(Envelope envelope, Message m, Message reply) {
        int feature = m.i32(4) & FEATURE_MASK;
        int operations = m.i32(4) >>> OPERATIONS_SHIFT;
        if (operations == GET && feature == MIGRATION) {
            sink.migrationFeaturesRead(envelope, reply.i64(FEATURE_DATA_AT));
        } else if (operations == GET && feature == MIG_DEVICE_STATE) {
            sink.deviceStateRead(envelope, state(envelope.succeeded() ? reply : m), EventSink.NO_DATA_FD);
        } else if (operations == SET && feature == MIG_DEVICE_STATE) {
            sink.deviceStateSet(envelope, state(m), EventSink.NO_DATA_FD);
        } else if (operations == SET && feature == LOGGING_START) {
            sink.dirtyTrackingStarted(envelope, TrackingScope.DEVICE, m.i64(FEATURE_DATA_AT), m.from(RANGES_AT));
        } else if (operations == SET && feature == LOGGING_STOP) {
            sink.dirtyTrackingStopped(envelope, TrackingScope.DEVICE);
        } else if (operations == GET && feature == LOGGING_REPORT) {
            Payload bitmap = envelope.succeeded() ? reply.from(BITMAP_AT) : Payload.empty();
            sink.dirtyPagesReported(envelope, TrackingScope.DEVICE, m.i64(8), m.i64(16), m.i64(24), bitmap);
        } else {
            sink.featureRequested(envelope, feature, operations);
        }
    }

    private static DeviceState state(Message m) {
        return DeviceState.of(Protocol.V2, m.i32(FEATURE_DATA_AT));
    }

    /** A reply may be padded to the size asked for; only {@code size} bytes count. */
    void dataRead(Envelope envelope, Message m, Message reply) {
        Payload data = envelope.succeeded() ? reply.slice(DATA_AT, reply.u32(4)) : Payload.empty();
        sink.migrationDataRead(envelope, EventSink.NO_DATA_FD, m.u32(4), data.length(), data);
    }

    void dataWritten(Envelope envelope, Message m) {
        Payload data = m.slice(DATA_AT, m.u32(4));
        sink.migrationDataWritten(envelope, EventSink.NO_DATA_FD, m.u32(4), data.length(), data);
    }
}
