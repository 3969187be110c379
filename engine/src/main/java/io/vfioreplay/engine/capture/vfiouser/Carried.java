package io.vfioreplay.engine.capture.vfiouser;

import io.vfioreplay.engine.capture.pcap.Packet;
import io.vfioreplay.engine.wire.WireBytes;
import io.vfioreplay.engine.wire.WireMessage;

/**
 * A message as it travelled.
 *
 * @param message the message itself
 * @param packet the number of its packet
 * @param timeNanos when it was seen
 * @param head what stood before it
 * @param isAlone whether it fills its packet, so that it says all that there is to say about it
 */
record Carried(Message message, long packet, long timeNanos, PseudoHeader head, boolean isAlone)
        implements WireMessage {

    /** Whether this packet is one whole request or reply that was recorded without a remark. */
    static boolean isAlone(Packet packet, PseudoHeader head) {
        int at = PseudoHeader.BYTES;
        return head.flags() == 0
                && packet.lost() == 0
                && packet.length() >= at + Message.HEADER_BYTES
                && Message.size(packet.bytes(), at) == packet.length() - at
                && Message.isRequestOrReply(packet.bytes(), at);
    }

    /** How many file descriptors travelled with it. */
    int fds() {
        return head.fds();
    }

    /** Who sent it. */
    boolean fromServer() {
        return head.fromServer();
    }

    @Override
    public void putInto(WireBytes bytes) {
        head.putInto(bytes);
        message.putInto(bytes);
    }
}
