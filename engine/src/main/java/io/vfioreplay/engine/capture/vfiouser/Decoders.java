package io.vfioreplay.engine.capture.vfiouser;

import io.vfioreplay.hardware.event.DmaDirection;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.event.Party;

/** Makes the events of requests and their replies. Shared by all connections of a capture. */
final class Decoders {

    private final EventSink sink;
    private final SetupDecoder setup;
    private final AccessDecoder access;
    private final MigrationDecoder migration;

    Decoders(EventSink sink) {
        this.sink = sink;
        this.setup = new SetupDecoder(sink);
        this.access = new AccessDecoder(sink);
        this.migration = new MigrationDecoder(sink);
    }

    /** What a request says by itself, before it is answered. */
    void begun(Carried request, Envelope envelope) {
        Message m = request.message();
        Command command = Command.of(m.command()).orElse(null);
        if (command == null || !MessageCheck.isWellFormed(m, request.fromServer())) {
            return;
        }
        if (command == Command.VERSION) {
            setup.version(envelope, Party.CLIENT, m);
        } else if (command == Command.DMA_READ || command == Command.DMA_WRITE) {
            access.dmaIssued(envelope, m, direction(command));
        }
    }

    /**
     * A request with its reply, or with an empty one if there was none. What cannot be read as its command is kept as it was.
     */
    void completed(Carried request, Message reply, Envelope envelope) {
        Message m = request.message();
        Command command = Command.of(m.command()).orElse(null);
        if (command == null
                || !MessageCheck.isWellFormed(m, request.fromServer())
                || (envelope.result() == Envelope.OK && reply.length() < MessageCheck.replyBytesMin(command, m))) {
            sink.otherRequest(envelope, m.command(), m.from(0));
            return;
        }
        switch (command) {
            case VERSION -> setup.version(envelope, Party.SERVER, envelope.succeeded() ? reply : m);
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

    private static DmaDirection direction(Command command) {
        return command == Command.DMA_READ ? DmaDirection.READ : DmaDirection.WRITE;
    }
}
