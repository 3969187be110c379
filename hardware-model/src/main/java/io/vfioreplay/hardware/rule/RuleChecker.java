package io.vfioreplay.hardware.rule;

import io.vfioreplay.hardware.event.ControlOrigin;
import io.vfioreplay.hardware.event.DamageKind;
import io.vfioreplay.hardware.event.DmaDirection;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.event.GapCause;
import io.vfioreplay.hardware.event.MappingKind;
import io.vfioreplay.hardware.event.PartialEventSink;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.ResetCause;
import io.vfioreplay.hardware.event.TrackingScope;
import io.vfioreplay.hardware.migration.DeviceState;
import io.vfioreplay.hardware.migration.Protocol;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reads events and reports breaches of the rules whose kind is {@link RuleKind#CHECKED}.
 *
 * <p>It keeps a small memory of constant size for each device, and believes only what the recording settles: after a gap, a
 * damaged message or a failed request the state is a set of possibilities, and rules that need certainty stay silent.
 * The same events give the same findings. One thread at a time.
 */
public final class RuleChecker implements PartialEventSink {

    private final Reports reports;
    private final Watch watch;
    private final SessionChecks sessions;
    private final BitQuietChecks quietV1;
    private final BitStreamChecks streamsV1;
    private final LogChecks logs;
    /** The checks see the device as it was before the event; the tracker, which moves it on, comes last. */
    private final EventSink[] topics;

    /**
     * A checker at the beginning of a recording.
     *
     * @param visible what the recording sees; only {@link Visibility#DATA_FD} changes what is concluded: without it an
     *     absent data_fd means nothing, and a short answer may be the end of the stream
     * @param consumer takes each finding, called from within an event's call; most findings are about that event, some
     *     about an earlier one that only now turned out to be a breach
     */
    public RuleChecker(Set<Visibility> visible, Consumer<Finding> consumer) {
        this.reports = new Reports(consumer);
        this.watch = new Watch(visible, reports);
        this.sessions = new SessionChecks(watch);
        this.quietV1 = new BitQuietChecks(watch);
        this.streamsV1 = new BitStreamChecks(watch);
        this.logs = new LogChecks(watch);
        this.topics = new EventSink[] {
            new DamageChecks(watch),
            new AnswerChecks(watch),
            new AnswerChecksV1(watch),
            new StateChecks(watch),
            sessions,
            new StreamChecks(watch),
            new QuietChecks(watch),
            new LoggingChecks(watch),
            new ContainerChecks(watch),
            new VmmChecks(watch),
            new BitChecks(watch),
            quietV1,
            streamsV1,
            new GraceChecks(watch),
            logs,
            new TouchChecks(watch),
            new WindowChecks(watch),
            new WorldTracker(watch),
            new Tracker(watch),
            new VmmTracker(watch),
            new TrackerV1(watch)
        };
    }

    /** A checker of a vfio-user recording; see {@link Visibility#vfioUser()}. */
    public static RuleChecker ofVfioUser(Consumer<Finding> consumer) {
        return new RuleChecker(Visibility.vfioUser(), consumer);
    }

    /** Reports what only the end of the recording decides. To be called after the last event; more calls add nothing. */
    public void finish() {
        for (Map.Entry<Integer, Watched> entry : watch.devices()) {
            sessions.reportUndrained(entry.getValue(), entry.getKey());
            quietV1.finish(entry.getValue(), entry.getKey());
            streamsV1.finish(entry.getValue(), entry.getKey());
        }
        logs.reportUnread();
    }

    /** How many findings were only counted, since each rule reports a limited number on each device. */
    public long suppressedFindings() {
        return reports.suppressed();
    }

    @Override
    public void deviceOpened(Envelope envelope, Protocol protocol, Payload name) {
        for (EventSink topic : topics) {
            topic.deviceOpened(envelope, protocol, name);
        }
    }

    @Override
    public void deviceClosed(Envelope envelope) {
        for (EventSink topic : topics) {
            topic.deviceClosed(envelope);
        }
    }

    @Override
    public void deviceReset(Envelope envelope, ResetCause cause) {
        for (EventSink topic : topics) {
            topic.deviceReset(envelope, cause);
        }
    }

    @Override
    public void featureRequested(Envelope envelope, int feature, int operations) {
        for (EventSink topic : topics) {
            topic.featureRequested(envelope, feature, operations);
        }
    }

    @Override
    public void otherRequest(Envelope envelope, int command, Payload body) {
        for (EventSink topic : topics) {
            topic.otherRequest(envelope, command, body);
        }
    }

    @Override
    public void migrationFeaturesRead(Envelope envelope, long flags) {
        for (EventSink topic : topics) {
            topic.migrationFeaturesRead(envelope, flags);
        }
    }

    @Override
    public void deviceStateSet(Envelope envelope, DeviceState requested, int dataFd) {
        for (EventSink topic : topics) {
            topic.deviceStateSet(envelope, requested, dataFd);
        }
    }

    @Override
    public void deviceStateRead(Envelope envelope, DeviceState state, int dataFd) {
        for (EventSink topic : topics) {
            topic.deviceStateRead(envelope, state, dataFd);
        }
    }

    @Override
    public void migrationDataRead(Envelope envelope, int dataFd, long requested, long count, Payload data) {
        for (EventSink topic : topics) {
            topic.migrationDataRead(envelope, dataFd, requested, count, data);
        }
    }

    @Override
    public void migrationDataWritten(Envelope envelope, int dataFd, long declared, long count, Payload data) {
        for (EventSink topic : topics) {
            topic.migrationDataWritten(envelope, dataFd, declared, count, data);
        }
    }

    @Override
    public void dataFdClosed(Envelope envelope, int dataFd) {
        for (EventSink topic : topics) {
            topic.dataFdClosed(envelope, dataFd);
        }
    }

    @Override
    public void precopyInfoRead(Envelope envelope, long initial, long dirty, long flags) {
        for (EventSink topic : topics) {
            topic.precopyInfoRead(envelope, initial, dirty, flags);
        }
    }

    @Override
    public void migrationDataSizeRead(Envelope envelope, long size) {
        for (EventSink topic : topics) {
            topic.migrationDataSizeRead(envelope, size);
        }
    }

    @Override
    public void dirtyTrackingStarted(Envelope envelope, TrackingScope scope, long pageSize, Payload ranges) {
        for (EventSink topic : topics) {
            topic.dirtyTrackingStarted(envelope, scope, pageSize, ranges);
        }
    }

    @Override
    public void dirtyTrackingStopped(Envelope envelope, TrackingScope scope) {
        for (EventSink topic : topics) {
            topic.dirtyTrackingStopped(envelope, scope);
        }
    }

    @Override
    public void dirtyPagesReported(
            Envelope envelope, TrackingScope scope, long iova, long size, long pageSize, Payload bitmap) {
        for (EventSink topic : topics) {
            topic.dirtyPagesReported(envelope, scope, iova, size, pageSize, bitmap);
        }
    }

    @Override
    public void dmaMapped(Envelope envelope, long iova, long size, MappingKind backing, long flags, long fileOffset) {
        for (EventSink topic : topics) {
            topic.dmaMapped(envelope, iova, size, backing, flags, fileOffset);
        }
    }

    @Override
    public void dmaUnmapped(Envelope envelope, long iova, long size, long flags, Payload bitmap) {
        for (EventSink topic : topics) {
            topic.dmaUnmapped(envelope, iova, size, flags, bitmap);
        }
    }

    @Override
    public void dmaIssued(Envelope envelope, long id, int target, DmaDirection direction, long address, long length) {
        for (EventSink topic : topics) {
            topic.dmaIssued(envelope, id, target, direction, address, length);
        }
    }

    @Override
    public void dmaCompleted(
            Envelope envelope, long id, int target, DmaDirection direction, long address, long length, Payload data) {
        for (EventSink topic : topics) {
            topic.dmaCompleted(envelope, id, target, direction, address, length, data);
        }
    }

    @Override
    public void interruptsConfigured(Envelope envelope, int index, int start, int count, long flags, int fds) {
        for (EventSink topic : topics) {
            topic.interruptsConfigured(envelope, index, start, count, flags, fds);
        }
    }

    @Override
    public void interruptRaised(Envelope envelope, int index, int vector) {
        for (EventSink topic : topics) {
            topic.interruptRaised(envelope, index, vector);
        }
    }

    @Override
    public void internalStateChanged(Envelope envelope, Payload digest) {
        for (EventSink topic : topics) {
            topic.internalStateChanged(envelope, digest);
        }
    }

    @Override
    public void mmioRead(Envelope envelope, int region, long offset, int length, int origin, Payload data) {
        for (EventSink topic : topics) {
            topic.mmioRead(envelope, region, offset, length, origin, data);
        }
    }

    @Override
    public void mmioWritten(Envelope envelope, int region, long offset, int length, int origin, Payload data) {
        for (EventSink topic : topics) {
            topic.mmioWritten(envelope, region, offset, length, origin, data);
        }
    }

    @Override
    public void configRead(Envelope envelope, long offset, int length, int origin, Payload data) {
        for (EventSink topic : topics) {
            topic.configRead(envelope, offset, length, origin, data);
        }
    }

    @Override
    public void configWritten(Envelope envelope, long offset, int length, int origin, Payload data) {
        for (EventSink topic : topics) {
            topic.configWritten(envelope, offset, length, origin, data);
        }
    }

    @Override
    public void regionDescribed(Envelope envelope, int region, long flags, long size) {
        for (EventSink topic : topics) {
            topic.regionDescribed(envelope, region, flags, size);
        }
    }

    @Override
    public void migrationRegisterRead(Envelope envelope, int offset, int width, long value) {
        for (EventSink topic : topics) {
            topic.migrationRegisterRead(envelope, offset, width, value);
        }
    }

    @Override
    public void migrationRegisterWritten(Envelope envelope, int offset, int width, long value) {
        for (EventSink topic : topics) {
            topic.migrationRegisterWritten(envelope, offset, width, value);
        }
    }

    @Override
    public void migrationWindowRead(Envelope envelope, long offset, int length, Payload data) {
        for (EventSink topic : topics) {
            topic.migrationWindowRead(envelope, offset, length, data);
        }
    }

    @Override
    public void migrationWindowWritten(Envelope envelope, long offset, int length, Payload data) {
        for (EventSink topic : topics) {
            topic.migrationWindowWritten(envelope, offset, length, data);
        }
    }

    @Override
    public void vcpusStarted(Envelope envelope, Payload reason) {
        for (EventSink topic : topics) {
            topic.vcpusStarted(envelope, reason);
        }
    }

    @Override
    public void vcpusStopped(Envelope envelope, Payload reason) {
        for (EventSink topic : topics) {
            topic.vcpusStopped(envelope, reason);
        }
    }

    @Override
    public void pageFaultBegan(Envelope envelope, long address) {
        for (EventSink topic : topics) {
            topic.pageFaultBegan(envelope, address);
        }
    }

    @Override
    public void pageFaultEnded(Envelope envelope, long address) {
        for (EventSink topic : topics) {
            topic.pageFaultEnded(envelope, address);
        }
    }

    @Override
    public void migrationControlTouched(Envelope envelope, ControlOrigin origin) {
        for (EventSink topic : topics) {
            topic.migrationControlTouched(envelope, origin);
        }
    }

    @Override
    public void externalStateChanged(Envelope envelope, Payload what) {
        for (EventSink topic : topics) {
            topic.externalStateChanged(envelope, what);
        }
    }

    @Override
    public void eventsLost(Envelope envelope, long count, GapCause cause, Payload text) {
        for (EventSink topic : topics) {
            topic.eventsLost(envelope, count, cause, text);
        }
    }

    @Override
    public void captureDamaged(Envelope envelope, DamageKind damage, long byteOffset, long length, Payload text) {
        for (EventSink topic : topics) {
            topic.captureDamaged(envelope, damage, byteOffset, length, text);
        }
    }
}
