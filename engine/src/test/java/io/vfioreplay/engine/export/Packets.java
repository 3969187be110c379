package io.vfioreplay.engine.export;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.capture.pcap.Packet;
import io.vfioreplay.engine.capture.pcap.PacketFile;
import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.engine.ingest.CaptureSet;
import io.vfioreplay.engine.ingest.Importer;
import io.vfioreplay.engine.replay.HostState;
import io.vfioreplay.engine.replay.Timeline;
import io.vfioreplay.hardware.event.Event;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.journal.DamagePolicy;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** What is compared when a capture went in and came out: each packet's time, lost bytes and bytes, as text. */
final class Packets {

    private Packets() {}

    /** The packets of a capture; places of a damaged file are none. */
    static List<String> of(Path capture) {
        List<String> packets = new ArrayList<>();
        try (PacketFile file = PacketFile.open(capture, (bytes, at, length) -> isWhole(bytes, at, length))) {
            for (Packet packet = file.next(); packet != null; packet = file.next()) {
                if (packet.damage().isEmpty()) {
                    byte[] bytes = Arrays.copyOf(packet.bytes(), packet.length());
                    packets.add(packet.timeNanos() + " -" + packet.lost() + " "
                            + HexFormat.of().formatHex(bytes));
                }
            }
        }
        return packets;
    }

    /** As the import looks for packets behind a damaged place. */
    private static boolean isWhole(byte[] b, int at, long length) {
        ByteBuffer packet = ByteBuffer.wrap(b).order(ByteOrder.LITTLE_ENDIAN);
        int size = packet.getInt(at + 12);
        int command = Short.toUnsignedInt(packet.getShort(at + 10));
        int flags = packet.getInt(at + 16);
        int fds = Short.toUnsignedInt(packet.getShort(at + 4));
        return b[at] == 1
                && (b[at + 1] & 0xfe) == 0
                && fds <= 253
                && b[at + 6] == 0
                && b[at + 7] == 0
                && command >= 1
                && command <= 18
                && command != 14
                && (flags & 0xf) <= 1
                && (flags & ~0x3f) == 0
                && size == length - 8;
    }

    /** A capture of the test resources. */
    static Path capture(String name) {
        Path inModule = Path.of("src", "test", "resources", "captures", name);
        return Files.exists(inModule) ? inModule : Path.of("engine").resolve(inModule);
    }

    /** A journal of an earlier version. */
    static Path golden(String name) {
        Path inModule = Path.of("src", "test", "resources", "golden", name);
        return Files.exists(inModule) ? inModule : Path.of("engine").resolve(inModule);
    }

    static Path imported(Path capture, Path journal) {
        Importer.run(CaptureSet.of(List.of(capture)), journal, HostState.fold(), Progress.NONE);
        return journal;
    }

    static Exported export(Path journal, Selection selection, Path to) throws IOException {
        try (Timeline timeline = Timeline.open(journal, DamagePolicy.STRICT);
                OutputStream out = Files.newOutputStream(to)) {
            return PcapngExport.run(timeline, selection, out, Progress.NONE);
        }
    }

    /** All events, without where in its file something damaged lies. */
    static List<String> events(Path journal) {
        List<String> events = new ArrayList<>();
        try (Timeline timeline = Timeline.open(journal, DamagePolicy.STRICT)) {
            timeline.replay(Range.ALL, Progress.NONE, (e, kind, values, payload) -> {
                if (kind == EventKind.CAPTURE_DAMAGED) {
                    values[1] = 0;
                }
                events.add(
                        Event.copyOf(e, kind, values, payload) + HexFormat.of().formatHex(payload.toByteArray()));
            });
        }
        return events;
    }
}
