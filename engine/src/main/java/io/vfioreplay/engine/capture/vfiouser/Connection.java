package io.vfioreplay.engine.capture.vfiouser;

import io.vfioreplay.engine.capture.vfiouser.Tally.Outcome;
import io.vfioreplay.hardware.event.DmaDirection;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.event.Party;
import io.vfioreplay.hardware.event.Stamp;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One connection, which is one device: pairs requests with replies and makes events of them. */
final class Connection {

    private final int device;
    private final int witness;
    private final Tally tally;
    private final EventSink sink;
    private final SetupDecoder setup;
    private final AccessDecoder access;
    private final MigrationDecoder migration;
    private final Outstanding fromClient = new Outstanding();
    private final Outstanding fromServer = new Outstanding();

    Connection(int device, int witness, Tally tally, EventSink sink) {
        this.device = device;
        this.witness = witness;
        this.tally = tally;
        this.sink = sink;
        this.setup = new SetupDecoder(sink);
        this.access = new AccessDecoder(sink);
        this.migration = new MigrationDecoder(sink);
    }

    /** Takes a request; what is wrong with it in itself was reported before. */
    void request(Request request) {
        Message message = request.message();
        tally.message(message.command(), message.wantsNoReply() ? Outcome.POSTED : Outcome.REQUEST);
        Command command = Command.of(message.command()).orElse(null);
        Stamp seen = stamp(Envelope.NO_DURATION, request.timeNanos(), request.packet(), Envelope.OK);
        if (command == Command.VERSION && isComplete(command, message)) {
            setup.version(seen, Party.CLIENT, message);
        } else if (command == Command.DMA_READ || command == Command.DMA_WRITE) {
            access.dmaIssued(seen, message, direction(command));
        }
        if (message.wantsNoReply()) {
            complete(request, Message.none(), seen.withResult(Envelope.UNOBSERVED));
        } else {
            Outstanding waiting = request.fromServer() ? fromServer : fromClient;
            waiting.add(request);
            for (Request old = waiting.overdue(); old != null; old = waiting.overdue()) {
                unanswered(old);
            }
        }
    }

    /** Takes a reply to a request of the client or the server; false when it answers nothing. */
    boolean reply(Message reply, boolean toServer, long packet, long timeNanos) {
        Request request = (toServer ? fromServer : fromClient).match(reply);
        tally.message(reply.command(), reply.errno() == 0 ? Outcome.REPLY : Outcome.ERROR);
        if (request == null) {
            return false;
        }
        long duration = timeNanos - request.timeNanos();
        complete(
                request,
                reply,
                stamp(duration < 0 ? Envelope.NO_DURATION : duration, timeNanos, packet, reply.errno()));
        return true;
    }

    /** The requests that still wait, oldest first within each direction. */
    List<Request> waiting() {
        List<Request> waiting = new ArrayList<>();
        for (Outstanding direction : List.of(fromClient, fromServer)) {
            for (Request request = direction.poll(); request != null; request = direction.poll()) {
                waiting.add(request);
            }
        }
        return waiting;
    }

    /** Makes the event of a request that was never answered. */
    void unanswered(Request request) {
        tally.message(request.message().command(), Outcome.UNANSWERED);
        complete(
                request,
                Message.none(),
                stamp(Envelope.NO_DURATION, request.timeNanos(), request.packet(), Envelope.UNANSWERED));
    }

    /** The stamp of an event of this connection that is no request. */
    Stamp stamp(long timeNanos, long packet) {
        return stamp(Envelope.NO_DURATION, timeNanos, packet, Envelope.OK);
    }

    private Stamp stamp(long duration, long timeNanos, long packet, int result) {
        return new Stamp(Envelope.NO_POSITION, timeNanos, duration, device, witness, packet, result);
    }

    static boolean isComplete(Command command, Message request) {
        return request.length() >= command.requestBytesMin();
    }

    private static DmaDirection direction(Command command) {
        return command == Command.DMA_READ ? DmaDirection.READ : DmaDirection.WRITE;
    }

    private void complete(Request request, Message reply, Envelope envelope) {
        Message m = request.message();
        @Nullable Command command = Command.of(m.command()).orElse(null);
        if (command == null || !isComplete(command, m) || command.isFromServer() != request.fromServer()) {
            sink.otherRequest(envelope, m.command(), m.from(0));
            return;
        }
        switch (command) {
            case VERSION -> setup.version(envelope, Party.SERVER, reply);
            case DMA_MAP -> setup.map(envelope, request);
            case DMA_UNMAP -> setup.unmap(envelope, m, reply);
            case DEVICE_GET_INFO -> setup.info(envelope, reply);
            case DEVICE_GET_REGION_INFO -> setup.regionInfo(envelope, m, reply);
            case DEVICE_GET_REGION_IO_FDS -> sink.otherRequest(envelope, m.command(), m.from(0));
            case DEVICE_GET_IRQ_INFO -> setup.interruptInfo(envelope, m, reply);
            case DEVICE_SET_IRQS -> setup.setInterrupts(envelope, request);
            case REGION_READ -> access.read(envelope, m, reply);
            case REGION_WRITE -> access.write(envelope, m);
            case DMA_READ, DMA_WRITE -> access.dmaCompleted(envelope, m, reply, direction(command));
            case DEVICE_RESET -> setup.reset(envelope);
            case REGION_WRITE_MULTI -> access.writeMulti(envelope, m);
            case DEVICE_FEATURE -> migration.feature(envelope, m, reply);
            case MIG_DATA_READ -> migration.dataRead(envelope, m, reply);
            case MIG_DATA_WRITE -> migration.dataWritten(envelope, m);
        }
    }
}
