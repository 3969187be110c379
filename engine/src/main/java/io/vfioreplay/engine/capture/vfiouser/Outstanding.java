package io.vfioreplay.engine.capture.vfiouser;

import java.util.ArrayDeque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one direction of one connection that have no reply yet, oldest first. Bounded: the oldest is given up when
 * {@value #REQUESTS_MAX} others wait behind it, or when all connections together hold more than the {@link Budget}.
 *
 * <p>Message ids are not unique, so a reply belongs to the oldest request of the same id and command (vfio-user
 * specification, section Header).
 */
final class Outstanding {

    static final int REQUESTS_MAX = 1024;

    private final Budget budget;
    private final ArrayDeque<Carried> requests = new ArrayDeque<>(2);

    Outstanding(Budget budget) {
        this.budget = budget;
    }

    /** How many bytes all waiting requests of a capture may hold together. */
    static final class Budget {

        static final long BYTES_MAX = 64L << 20;
        /** What a request holds beside its bytes, about. */
        private static final int REQUEST_BYTES = 128;

        private long bytes;

        private void add(Carried request, int sign) {
            bytes += sign * (long) (request.message().length() + REQUEST_BYTES);
        }

        private boolean isExceeded() {
            return bytes > BYTES_MAX;
        }
    }

    /** Adds a request; the caller asks {@link #overdue()} afterwards. */
    void add(Carried request) {
        requests.add(request);
        budget.add(request, 1);
    }

    /** Takes out the oldest request while there are too many, or null. */
    @Nullable
    Carried overdue() {
        return requests.size() > REQUESTS_MAX || budget.isExceeded() ? poll() : null;
    }

    /** Takes out the oldest request, or null. */
    @Nullable
    Carried poll() {
        Carried request = requests.poll();
        if (request != null) {
            budget.add(request, -1);
        }
        return request;
    }

    /** Takes out the request that {@code reply} answers, or null. */
    @Nullable
    Carried match(Message reply) {
        for (Iterator<Carried> i = requests.iterator(); i.hasNext(); ) {
            Carried request = i.next();
            if (request.message().id() == reply.id() && request.message().command() == reply.command()) {
                i.remove();
                budget.add(request, -1);
                return request;
            }
        }
        return null;
    }
}
