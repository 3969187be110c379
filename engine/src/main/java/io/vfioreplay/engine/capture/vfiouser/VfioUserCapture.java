package io.vfioreplay.engine.capture.vfiouser;

import io.vfioreplay.engine.capture.Capture;
import io.vfioreplay.engine.capture.CaptureFile;
import io.vfioreplay.engine.capture.CaptureSummary;
import io.vfioreplay.engine.capture.pcap.Packet;
import io.vfioreplay.engine.capture.pcap.PacketFile;
import io.vfioreplay.engine.wire.WireLog.Pieces;
import io.vfioreplay.engine.wire.WireLogWriter;
import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.event.FlatEventSink;
import io.vfioreplay.hardware.event.Flattener;
import io.vfioreplay.hardware.event.Unflattener;
import java.nio.file.Path;
import java.util.List;

/**
 * A recording of vfio-user sockets: pcap or pcapng, one message per packet behind a {@link PseudoHeader}. Each connection is
 * one device, opened at its first packet.
 *
 * <p>A request and its reply are one event, whose record is the packet of the reply; a request without a reply becomes an
 * event when the capture ends. Packet times are taken as they are.
 */
public final class VfioUserCapture implements Capture {

    private static final int PROGRESS_PACKETS = 1 << 12;

    private final Path file;
    private final String format;

    private VfioUserCapture(Path file, String format) {
        this.file = file;
        this.format = format;
    }

    /**
     * A capture whose header was found to be usable.
     *
     * @throws io.vfioreplay.engine.capture.CaptureException when it is not
     */
    public static VfioUserCapture open(Path file) {
        try (PacketFile packets = PacketFile.open(file, PseudoHeader::fits)) {
            return new VfioUserCapture(file, "vfio-user " + packets.formatName());
        }
    }

    @Override
    public List<CaptureFile> files() {
        return List.of(new CaptureFile(file, format));
    }

    @Override
    public List<CaptureSummary> readInto(EventSink sink, Numbering numbering, Progress progress) {
        return readInto(sink, numbering, progress, (bytes, length) -> {});
    }

    @Override
    public List<CaptureSummary> readInto(EventSink sink, Numbering numbering, Progress progress, Pieces kept) {
        WireLogWriter wire = new WireLogWriter(kept);
        Tally tally = new Tally();
        FlatEventSink next = new Unflattener(sink);
        EventSink counting = new Flattener((envelope, kind, values, payload) -> {
            tally.event();
            wire.event(envelope, kind, values, payload);
            next.accept(envelope, kind, values, payload);
        });
        Dissector dissector = new Dissector(numbering, tally, counting, wire);
        try (PacketFile packets = PacketFile.open(file, PseudoHeader::fits)) {
            long total = packets.bytesTotal();
            for (Packet packet = packets.next(); packet != null; packet = packets.next()) {
                dissector.packet(packet);
                if (packet.number() % PROGRESS_PACKETS == 0) {
                    progress.bytes(packets.bytesRead(), total);
                }
            }
            dissector.end();
            packets.endDamage().ifPresent(why -> dissector.broken(packets.offset(), why));
            wire.finish();
            progress.bytes(total, total);
        }
        return List.of(tally.summary());
    }
}
