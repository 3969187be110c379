package io.vfioreplay.hardware.device;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.migration.DeviceState;
import io.vfioreplay.hardware.migration.FeatureSet;
import io.vfioreplay.hardware.migration.Protocol;
import io.vfioreplay.hardware.migration.StateV2;
import io.vfioreplay.hardware.state.RunningHash;
import io.vfioreplay.hardware.state.Sha256;
import io.vfioreplay.hardware.state.SnapshotReader;
import io.vfioreplay.hardware.state.SnapshotWriter;
import io.vfioreplay.hardware.state.StateTree;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * The migration side of a device: which states it can be in, and the streams it handed out and took in. One thread at a time.
 *
 * <p>ours: whether a request opened a new session follows from the states before and after it, not from the
 * data_fd, which vfio-user does not have; after a request that failed while a session was open, a later success in a state
 * with a session continues it only if it must be the same one. A reset that is refused changes nothing; one that is never
 * answered makes RUNNING possible.
 */
public final class ObservedMigration {

    private static final long NOT_READ = -1;

    private final ObservedStream saved;
    private final ObservedStream loaded;
    private StateBelief belief = StateBelief.UNKNOWN;
    private Protocol protocol = Protocol.V2;
    private long flags = NOT_READ;
    private String precopyInfo = "";
    private long sizeEstimate = NOT_READ;

    ObservedMigration(Supplier<RunningHash> hashes) {
        saved = new ObservedStream(hashes);
        loaded = new ObservedStream(hashes);
    }

    /** One whose streams nobody asks for. */
    static ObservedMigration ofStatesAlone() {
        return new ObservedMigration(Sha256::new);
    }

    /** A copy that knows the same of the state, and nothing of streams. */
    ObservedMigration withoutStreams() {
        ObservedMigration copy = ofStatesAlone();
        copy.belief = belief;
        copy.protocol = protocol;
        copy.flags = flags;
        return copy;
    }

    /** The states that the device can be in now. */
    public StateBelief belief() {
        return belief;
    }

    /** The feature word that the client read, or empty while it read none. */
    public OptionalLong featureFlags() {
        return flags == NOT_READ ? OptionalLong.empty() : OptionalLong.of(flags);
    }

    /** The features, or empty while they were not read or are none of the four legal words. */
    public Optional<FeatureSet> features() {
        return FeatureSet.ofFlags(flags);
    }

    /** What the device handed out. */
    public ObservedStream saved() {
        return saved;
    }

    /** What the device took in. */
    public ObservedStream loaded() {
        return loaded;
    }

    void opened(Protocol openedProtocol) {
        protocol = openedProtocol;
        restarted();
    }

    void closed() {
        saved.closed();
        loaded.closed();
    }

    void reset(Envelope envelope) {
        if (envelope.succeeded()) {
            restarted();
        } else if (envelope.result() == Envelope.UNANSWERED) {
            belief = belief.or(StateBelief.running(protocol));
            doubtSessions();
        }
    }

    void featuresRead(long newFlags) {
        flags = newFlags;
    }

    void stateRead(DeviceState state) {
        belief = StateBelief.certain(state);
        Optional<StateV2> session = StateBelief.sessionState(state);
        settle(session, false);
    }

    void stateSet(Envelope envelope, DeviceState requested) {
        if (!envelope.succeeded()) {
            boolean isAnswered = envelope.result() != Envelope.UNANSWERED;
            belief = belief.afterFailedRequest(requested, features(), isAnswered);
            doubtSessions();
            return;
        }
        Optional<StateV2> session = StateBelief.sessionState(requested);
        boolean isSaving = session.filter(StateV2::isSaving).isPresent();
        boolean isSameSession = isSaving ? belief.isSurelySaving() : belief.isSurelyResuming();
        belief = StateBelief.certain(requested);
        settle(session, !isSameSession);
    }

    void dataRead(int dataFd, long requested, long count, Payload data) {
        Optional<StateV2> state = belief.sessionState().filter(StateV2::isSaving);
        saved.moved(state, count, data);
        boolean isLast = count == 0 || (dataFd == EventSink.NO_DATA_FD && count < requested);
        if (isLast && requested > 0 && state.equals(Optional.of(StateV2.STOP_COPY))) {
            saved.ended();
        }
    }

    void dataWritten(long count, Payload data) {
        loaded.moved(belief.sessionState().filter(state -> state == StateV2.RESUMING), count, data);
    }

    void precopyInfoRead(long initial, long dirty, long infoFlags) {
        precopyInfo = "initial=" + initial + " dirty=" + dirty + " flags=" + Texts.hex(infoFlags);
    }

    void dataSizeRead(long size) {
        sizeEstimate = size;
    }

    void describe(StateTree.Builder tree, String prefix) {
        tree.put(prefix + "state", belief.label());
        if (flags != NOT_READ) {
            tree.put(prefix + "features", Texts.hex(flags));
        }
        saved.describe(tree, prefix + "stream/saved");
        loaded.describe(tree, prefix + "stream/loaded");
        if (!precopyInfo.isEmpty()) {
            tree.put(prefix + "stream/precopyInfo", precopyInfo);
        }
        if (sizeEstimate != NOT_READ) {
            tree.put(prefix + "stream/sizeEstimate", sizeEstimate);
        }
    }

    void writeTo(SnapshotWriter out) {
        belief.writeTo(out);
        out.putPacked(protocol.code()).putLong(flags).putText(precopyInfo).putLong(sizeEstimate);
        saved.writeTo(out);
        loaded.writeTo(out);
    }

    /** Becomes what was written; nothing was seen before. */
    void readFrom(SnapshotReader in) {
        belief = StateBelief.readFrom(in);
        protocol = Protocol.ofCode(in.packed()).orElseThrow(() -> in.damaged("no such protocol"));
        flags = in.longValue();
        precopyInfo = in.text(Texts.SNAPSHOT_BYTES_MAX);
        sizeEstimate = in.longValue();
        saved.readFrom(in);
        loaded.readFrom(in);
    }

    private void restarted() {
        belief = StateBelief.running(protocol);
        closed();
    }

    /** The device is in a state with this session or none; a new one where {@code isNew}. */
    private void settle(Optional<StateV2> session, boolean isNew) {
        boolean isSaving = session.isPresent() && session.get().isSaving();
        settle(saved, isSaving, isNew);
        settle(loaded, session.isPresent() && !isSaving, isNew);
    }

    private static void settle(ObservedStream stream, boolean isInSession, boolean isNew) {
        if (!isInSession) {
            stream.closed();
        } else if (isNew) {
            stream.opened();
        } else {
            stream.confirmed();
        }
    }

    private void doubtSessions() {
        if (!belief.isSurelySaving()) {
            saved.doubted();
        }
        if (!belief.isSurelyResuming()) {
            loaded.doubted();
        }
    }
}
