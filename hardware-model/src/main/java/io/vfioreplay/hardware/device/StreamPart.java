package io.vfioreplay.hardware.device;

import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.state.Sha256;
import io.vfioreplay.hardware.state.StateTree;

/** A run of stream bytes: how many, in how many chunks, and their SHA-256 so far. */
final class StreamPart {

    private final Sha256 sha256 = new Sha256();
    private long bytes;
    private long chunks;
    private boolean isUnseen;

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
