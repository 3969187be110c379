package io.vfioreplay.hardware.model.mtty;

import io.vfioreplay.hardware.event.Errno;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.migration.DeviceAction;
import io.vfioreplay.hardware.model.Access;
import io.vfioreplay.hardware.model.Answer;
import io.vfioreplay.hardware.model.KnownDevice;
import io.vfioreplay.hardware.model.PartialBytes;
import io.vfioreplay.hardware.state.SnapshotReader;
import io.vfioreplay.hardware.state.SnapshotWriter;
import io.vfioreplay.hardware.state.StateTree;

/**
 * The PCI serial card of the Linux sample driver {@code mtty}: one or two {@linkplain SerialPort ports}, one in BAR0 and one
 * in BAR1, and a {@linkplain CardConfig config space}.
 *
 * <p>An access is carried out in pieces of 4, 2 or 1 bytes, each as wide as its offset and the rest of the length allow. A
 * port takes and gives only the first byte of a piece, so that a read of more is unknown in the rest, as is a read of an
 * empty FIFO: both leave the driver's stack as it was.
 *
 * <p>The stream, 24 bytes and 36 for each port, little-endian:
 *
 * <pre>
 *   0  magic 0x7e9d09898c3e2c4e, 8 bytes
 *   8  major version 1      12  minor version 0
 *  16  number of ports      20  flags 0
 *  24  port 0               60  port 1
 * </pre>
 *
 * <p>The header is there when saving begins, the ports follow when the device is stopped for good. In between a read gives 0
 * bytes where R-95 wants ENOMSG. A write that would make the stream too long is ENOMEM and takes nothing; the header is
 * checked once, when its last byte arrives, and EFAULT although the bytes count; loading too little is EINVAL and the device
 * stays where it is. After a stream has ended its file answers ENODEV.
 *
 * <p>The card does no DMA, and stops and runs without a difference. A reset ends the streams and nothing else: registers keep
 * their values. Left out: interrupts, since whether they are set up and masked is not told to a {@link KnownDevice}.
 *
 * <p>Ours: an access longer than {@value #ACCESS_BYTES_MAX} bytes, which nothing sends, is unknown and does nothing.
 *
 * <p>Source: Linux {@code samples/vfio-mdev/mtty.c}, since 6.7, when it learned to migrate; R-100.
 */
final class Mtty implements KnownDevice {

    static final String VERSION = "mtty-1";
    static final int PORTS_MAX = 2;
    static final int ACCESS_BYTES_MAX = 4096;

    private static final int EFAULT = 14;
    private static final Answer.Refused BAD_ADDRESS = new Answer.Refused(EFAULT);
    private static final Answer.Refused EINVAL = new Answer.Refused(Errno.EINVAL);
    private static final Answer STACK = new Answer.Unknown("the device answers from its stack");
    private static final Answer UNMODELLED = new Answer.Unknown("the device goes beyond its own memory here");
    private static final int BAR_MAX = 5;
    private static final int OFFSET_BITS = 40;
    private static final int OFFSET_MASK = 0xffff;

    private final int ports;
    private final SerialPort[] port = {new SerialPort(), new SerialPort()};
    private final CardConfig config;
    private final CardStreams streams;

    /**
     * A card that was just created.
     *
     * @param ports 1 or 2; the driver keeps two ports in any case, and migrates so many
     */
    Mtty(int ports) {
        this.ports = ports;
        config = new CardConfig(ports);
        streams = new CardStreams(ports);
    }

    @Override
    public String version() {
        return VERSION;
    }

    @Override
    public void reset() {
        streams.end();
    }

    @Override
    public Answer read(Access access) {
        Answer refusal = refusal(access);
        if (refusal != Answer.DONE) {
            return refusal;
        }
        if (access.region() == Access.CONFIG) {
            return config.read(access.offset(), access.length());
        }
        return readPort(port[access.region()], access);
    }

    /** Done when the access can be carried out. */
    private static Answer refusal(Access access) {
        int region = access.region();
        if (access.length() < 0 || access.offset() < 0 || region < 0) {
            return EINVAL;
        }
        if (region > BAR_MAX && region != Access.CONFIG) {
            return BAD_ADDRESS;
        }
        boolean isOdd = region >= PORTS_MAX && region != Access.CONFIG;
        return isOdd || access.offset() >> OFFSET_BITS != 0 || access.length() > ACCESS_BYTES_MAX
                ? UNMODELLED
                : Answer.DONE;
    }

    private static Answer readPort(SerialPort port, Access access) {
        byte[] answer = new byte[access.length()];
        boolean isKnown = true;
        for (int at = 0; at < answer.length; ) {
            int width = pieceWidth(access.offset() + at, answer.length - at);
            int value = port.read((int) (access.offset() + at) & OFFSET_MASK);
            isKnown &= width == 1 && value != SerialPort.NOTHING;
            answer[at] = (byte) value;
            at += width;
        }
        return isKnown ? Answer.of(answer) : STACK;
    }

    private static int pieceWidth(long offset, int remaining) {
        if (remaining >= 4 && offset % 4 == 0) {
            return 4;
        }
        return remaining >= 2 && offset % 2 == 0 ? 2 : 1;
    }

    @Override
    public Answer write(Access access, Payload data) {
        Answer refusal = refusal(access);
        if (refusal != Answer.DONE) {
            return refusal;
        }
        byte[] bytes = data.toByteArray();
        for (int at = 0; at < bytes.length; ) {
            int width = pieceWidth(access.offset() + at, bytes.length - at);
            int offset = (int) (access.offset() + at) & OFFSET_MASK;
            if (access.region() == Access.CONFIG) {
                config.write(offset, Payload.of(bytes, at, width));
            } else {
                port[access.region()].write(offset, bytes[at]);
            }
            at += width;
        }
        return Answer.DONE;
    }

    @Override
    public Answer perform(DeviceAction action) {
        return switch (action) {
            case BEGIN_SAVING -> streams.beginSaving();
            case DROP_UNREAD -> streams.dropUnread();
            case CAPTURE -> streams.capture(port);
            case BEGIN_LOADING -> streams.beginLoading();
            case LOAD -> streams.load(port);
            case END_SAVING -> streams.end();
            case START_PRE_COPY, QUIESCE, ALLOW_DMA, STOP, RUN -> Answer.DONE;
        };
    }

    @Override
    public Answer readData(long requested) {
        return streams.read(requested);
    }

    @Override
    public Answer writeData(Payload data) {
        return streams.write(data);
    }

    @Override
    public long pendingBytes() {
        return streams.pendingBytes();
    }

    @Override
    public long initialBytes() {
        return streams.initialBytes();
    }

    @Override
    public long dataSize() {
        return streams.totalBytes();
    }

    @Override
    public void dmaCompleted(long id, boolean isOk, Payload data) {
        // The card does no DMA.
    }

    @Override
    public byte[] snapshot() {
        SnapshotWriter snapshot = new SnapshotWriter(VERSION);
        for (SerialPort one : port) {
            snapshot.putBytes(one.save());
        }
        config.writeTo(snapshot);
        streams.writeTo(snapshot);
        return snapshot.toByteArray();
    }

    @Override
    public void restore(byte[] snapshot) {
        SnapshotReader reader = new SnapshotReader(VERSION, snapshot);
        byte[][] newPorts = {reader.bytesOfLength(SerialPort.STATE_BYTES), reader.bytesOfLength(SerialPort.STATE_BYTES)
        };
        PartialBytes newConfig = CardConfig.readFrom(reader);
        CardStreams newStreams = new CardStreams(ports);
        newStreams.readFrom(reader);
        reader.end();
        for (int i = 0; i < PORTS_MAX; i++) {
            port[i].load(newPorts[i], 0);
        }
        config.replace(newConfig);
        streams.replace(newStreams);
    }

    /** The ports that migrate, config space, and how far the streams have come. */
    @Override
    public void describe(StateTree.Builder tree, String prefix) {
        config.describe(tree, prefix + "config/");
        for (int i = 0; i < ports; i++) {
            port[i].describe(tree, prefix + "port" + i + '/');
        }
        streams.describe(tree, prefix + "stream/");
    }
}
