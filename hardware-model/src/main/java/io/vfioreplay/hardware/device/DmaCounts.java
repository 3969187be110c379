package io.vfioreplay.hardware.device;

import io.vfioreplay.hardware.event.DmaDirection;
import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.state.Crc32cSum;
import io.vfioreplay.hardware.state.SnapshotReader;
import io.vfioreplay.hardware.state.SnapshotWriter;
import io.vfioreplay.hardware.state.StateTree;

/**
 * The DMA of a device in one direction: how many, how many bytes, the last one, and a CRC-32C over all bytes that were seen,
 * in order. Without allocation in the long run. One thread at a time.
 *
 * <p>Source: section 1 DMA; CRC-32C as in RFC 3720.
 */
public final class DmaCounts {

    private final DmaDirection direction;
    private final Crc32cSum content = new Crc32cSum();
    private long issued;
    private long completed;
    private long completedBytes;
    private long seenBytes;
    private int lastTarget;
    private long lastAddress;
    private long lastLength;

    DmaCounts(DmaDirection direction) {
        this.direction = direction;
    }

    void issued() {
        issued++;
    }

    void completed(int target, long address, long length, Payload data) {
        completed++;
        completedBytes += length;
        lastTarget = target;
        lastAddress = address;
        lastLength = length;
        content.update(data);
        seenBytes += data.length();
    }

    /** How many began; a capture may show completions only. */
    public long issuedCount() {
        return issued;
    }

    /** How many ended well. */
    public long completedCount() {
        return completed;
    }

    /** Bytes of those that ended well. */
    public long completedBytes() {
        return completedBytes;
    }

    void writeTo(SnapshotWriter out) {
        out.putPacked(issued).putPacked(completed);
        if (completed > 0) {
            out.putPacked(completedBytes).putPacked(seenBytes).putInt(content.value());
            out.putInt(lastTarget).putPacked(lastAddress).putPacked(lastLength);
        }
    }

    /** Becomes what was written; nothing was seen before. */
    void readFrom(SnapshotReader in) {
        issued = in.packed();
        completed = in.packed();
        if (completed > 0) {
            completedBytes = in.packed();
            seenBytes = in.packed();
            content.resume(in.intValue());
            lastTarget = in.intValue();
            lastAddress = in.packed();
            lastLength = in.packed();
        }
    }

    void describe(StateTree.Builder tree, String prefix) {
        if (issued == 0 && completed == 0) {
            return;
        }
        String path = prefix + (direction == DmaDirection.READ ? "/read" : "/write");
        tree.put(path + "/issued", issued);
        tree.put(path + "/completed", completed);
        tree.put(path + "/bytes", completedBytes);
        if (completed > 0) {
            String target = lastTarget == EventSink.RAM ? "RAM" : "device" + lastTarget;
            tree.put(path + "/last", target + " " + Texts.hex(lastAddress) + " " + lastLength + " bytes");
        }
        if (seenBytes > 0) {
            tree.put(path + "/crc32c", Texts.number(content.value(), Integer.BYTES));
        }
    }
}
