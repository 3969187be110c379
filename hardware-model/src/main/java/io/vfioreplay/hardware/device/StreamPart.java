package io.vfioreplay.hardware.device;

import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.state.ResumableSha256;
import io.vfioreplay.hardware.state.RunningHash;
import io.vfioreplay.hardware.state.SnapshotReader;
import io.vfioreplay.hardware.state.SnapshotWriter;
import io.vfioreplay.hardware.state.StateTree;

/** A run of stream bytes: how many, in how many chunks, and their SHA-256 so far. */
final class StreamPart {

    private final RunningHash sha256;
    private long bytes;
    private long chunks;
    private boolean isUnseen;

    /** Nothing yet. */
    StreamPart(RunningHash sha256) {
        this.sha256 = sha256;
    }

    /** A part with the same bytes so far, which goes its own way from here. */
    StreamPart copy() {
        StreamPart copy = new StreamPart(sha256.copy());
        copy.bytes = bytes;
        copy.chunks = chunks;
        copy.isUnseen = isUnseen;
        return copy;
    }

    /** Writes a part whose hash can be resumed. */
    void writeTo(SnapshotWriter out) {
        if (!(sha256 instanceof ResumableSha256 resumable)) {
            throw new IllegalStateException("a snapshot of a hash that cannot be resumed");
        }
        out.putPacked(bytes).putPacked(chunks).putBoolean(isUnseen);
        resumable.writeTo(out);
    }

    static StreamPart readFrom(SnapshotReader in) {
        long bytes = in.packed();
        long chunks = in.packed();
        boolean isUnseen = in.booleanValue();
        StreamPart part = new StreamPart(ResumableSha256.readFrom(in));
        part.bytes = bytes;
        part.chunks = chunks;
        part.isUnseen = isUnseen;
        return part;
    }

    void add(long count, Payload data) {
        bytes += count;
        chunks++;
        isUnseen |= data.length() < count;
        sha256.update(data, (int) Math.max(0, Math.min(count, data.length())));
    }

    long bytes() {
        return bytes;
    }

    String sha256() {
        return isUnseen ? Texts.UNSEEN : sha256.hex();
    }

    void describe(StateTree.Builder tree, String prefix) {
        tree.put(prefix + "/bytes", bytes);
        tree.put(prefix + "/chunks", chunks);
        tree.put(prefix + "/sha256", sha256());
    }
}
