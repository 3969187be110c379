package io.vfioreplay.engine.capture.vfiouser;

/**
 * A request that waits for its reply.
 *
 * @param message the request itself
 * @param packet the number of its packet
 * @param timeNanos when it was seen
 * @param fds how many file descriptors travelled with it
 * @param fromServer who sent it
 */
record Request(Message message, long packet, long timeNanos, int fds, boolean fromServer) {}
