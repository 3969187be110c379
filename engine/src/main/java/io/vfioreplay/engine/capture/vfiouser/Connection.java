package io.vfioreplay.engine.capture.vfiouser;

import io.vfioreplay.engine.capture.vfiouser.Outstanding.Budget;
import io.vfioreplay.engine.capture.vfiouser.Tally.Outcome;
import io.vfioreplay.engine.wire.WireLogWriter;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Stamp;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One connection, which is one device: pairs requests with replies and makes events of them. */
final class Connection {

    private final int device;
    private final int witness;
    private final Tally tally;
    private final Decoders decoders;
    private final WireLogWriter wire;
    private final Outstanding fromClient;
    private final Outstanding fromServer;

    Connection(int device, int witness, Shared shared) {
        this.device = device;
        this.witness = witness;
        this.tally = shared.tally;
        this.decoders = shared.decoders;
        this.wire = shared.wire;
        this.fromClient = new Outstanding(shared.budget);
        this.fromServer = new Outstanding(shared.budget);
    }

    /** What all connections of a capture have in common. */
    record Shared(Tally tally, Decoders decoders, Budget budget, WireLogWriter wire) {}

    /** Takes a request; what is wrong with it in itself was reported before. */
    void request(Carried request) {
        Message message = request.message();
        tally.message(message.command(), message.wantsNoReply() ? Outcome.POSTED : Outcome.REQUEST);
        Stamp seen = stamp(Envelope.NO_DURATION, request.timeNanos(), request.packet(), Envelope.OK);
        decoders.begun(request, seen);
        if (request.isAlone()) {
            wire.waits(request);
        }
        if (message.wantsNoReply()) {
            completed(request, null, seen.withResult(Envelope.UNOBSERVED));
        } else {
            Outstanding waiting = request.fromServer() ? fromServer : fromClient;
            waiting.add(request);
            for (Carried old = waiting.overdue(); old != null; old = waiting.overdue()) {
                unanswered(old);
            }
        }
    }

    /** Takes out the request of the client or the server that this reply answers; null when it answers nothing. */
    @Nullable
    Carried match(Message reply, boolean toServer) {
        Carried request = (toServer ? fromServer : fromClient).match(reply);
        Outcome outcome = reply.errno() == 0 ? Outcome.REPLY : Outcome.ERROR;
        if (request == null) {
            tally.unexpectedReply(outcome);
        } else {
            tally.message(reply.command(), outcome);
        }
        return request;
    }

    /** Makes the event of a request and the reply that {@link #match} found to be its own. */
    void answered(Carried request, Carried reply) {
        long timeNanos = reply.timeNanos();
        boolean timed = timeNanos != Envelope.NO_TIME && request.timeNanos() != Envelope.NO_TIME;
        long duration = timed ? timeNanos - request.timeNanos() : Envelope.NO_DURATION;
        int result = reply.message().errno();
        completed(request, reply, stamp(Math.max(duration, Envelope.NO_DURATION), timeNanos, reply.packet(), result));
    }

    private void completed(Carried request, @Nullable Carried reply, Stamp stamp) {
        wire.begin(request.isAlone() ? request : null, reply != null && reply.isAlone() ? reply : null);
        decoders.completed(request, reply == null ? Message.none() : reply.message(), stamp);
        wire.end();
    }

    /** The requests that still wait, oldest first within each direction. */
    List<Carried> waiting() {
        List<Carried> waiting = new ArrayList<>();
        for (Outstanding direction : List.of(fromClient, fromServer)) {
            for (Carried request = direction.poll(); request != null; request = direction.poll()) {
                waiting.add(request);
            }
        }
        return waiting;
    }

    /** Makes the event of a request that was never answered. */
    void unanswered(Carried request) {
        tally.message(request.message().command(), Outcome.UNANSWERED);
        completed(
                request, null, stamp(Envelope.NO_DURATION, request.timeNanos(), request.packet(), Envelope.UNANSWERED));
    }

    /** The stamp of an event of this connection that is no request. */
    Stamp stamp(long timeNanos, long packet) {
        return stamp(Envelope.NO_DURATION, timeNanos, packet, Envelope.OK);
    }

    private Stamp stamp(long duration, long timeNanos, long packet, int result) {
        return new Stamp(Envelope.NO_POSITION, timeNanos, duration, device, witness, packet, result);
    }
}
