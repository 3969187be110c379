package io.vfioreplay.engine.capture.vfiouser;

import java.util.ArrayDeque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one direction of one connection that have no reply yet, oldest first. Bounded: what waits behind
 * {@value #REQUESTS_MAX} later requests or {@value #BYTES_MAX} later bytes is given up.
 *
 * <p>Message ids are not unique, so a reply belongs to the oldest request of the same id and command (vfio-user
 * specification, section Header).
 */
final class Outstanding {

    static final int REQUESTS_MAX = 1024;
    static final long BYTES_MAX = 64L << 20;

    private final ArrayDeque<Request> requests = new ArrayDeque<>();
    private long bytes;

    /** Adds a request; the caller asks {@link #overdue()} afterwards. */
    void add(Request request) {
        requests.add(request);
        bytes += request.message().length();
    }

    /** Takes out the oldest request while there are too many, or null. */
    @Nullable
    Request overdue() {
        return requests.size() > REQUESTS_MAX || (bytes > BYTES_MAX && requests.size() > 1) ? poll() : null;
    }

    /** Takes out the oldest request, or null. */
    @Nullable
    Request poll() {
        Request request = requests.poll();
        bytes -= request == null ? 0 : request.message().length();
        return request;
    }

    /** Takes out the request that {@code reply} answers, or null. */
    @Nullable
    Request match(Message reply) {
        for (Iterator<Request> i = requests.iterator(); i.hasNext(); ) {
            Request request = i.next();
            if (request.message().id() == reply.id() && request.message().command() == reply.command()) {
                i.remove();
                bytes -= request.message().length();
                return request;
            }
        }
        return null;
    }
}
