package io.vfioreplay.engine.export;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.engine.ingest.JournalHeader;
import io.vfioreplay.engine.query.Matcher;
import io.vfioreplay.engine.replay.Timeline;
import io.vfioreplay.engine.wire.MalformedWireLogException;
import io.vfioreplay.engine.wire.WireLog;
import io.vfioreplay.engine.wire.WireLogReader;
import io.vfioreplay.engine.wire.WirePacket;
import io.vfioreplay.engine.wire.WireSynthesis;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.journal.format.CorruptJournalException;
import io.vfioreplay.journal.format.PayloadRef;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;

/**
 * A journal as a vfio-user capture in pcapng. Where the journal has kept what was on the wire, the packets come out as they went in;
 * otherwise messages are made of the events, and the file says so in its comment.
 */
public final class PcapngExport {

    private static final String VFIO_USER = "vfio-user";

    private final Timeline timeline;
    private final Selection selection;
    private final int witness;
    private final List<String> remarks = new ArrayList<>();
    private long written;
    private long keptLeftOut;
    private long otherWitness;

    private PcapngExport(Timeline timeline, Selection selection) {
        this.timeline = timeline;
        this.selection = selection;
        this.witness = witness(timeline.header(), remarks);
    }

    /**
     * Writes the whole file.
     *
     * @throws io.vfioreplay.engine.wire.MalformedWireLogException when what was kept of the wire is nothing that was ever written
     */
    public static Exported run(Timeline timeline, Selection selection, OutputStream out, Progress progress) {
        PcapngExport export = new PcapngExport(timeline, selection);
        List<PayloadRef> pieces = pieces(timeline, export.witness);
        boolean isWhole = timeline.isStrict() || isWhole(timeline, pieces);
        if (pieces.isEmpty() || !isWhole) {
            export.synthesise(isWhole, out, progress);
        } else {
            export.giveBack(pieces, out, progress);
        }
        return new Exported(export.written, "packets", export.remarks);
    }

    /** What was kept of the wire are differences from what the events foretell: without one of those, nothing fits any more. */
    private static boolean isWhole(Timeline timeline, List<PayloadRef> pieces) {
        try {
            timeline.replay(Range.ALL, Progress.NONE, (envelope, kind, values, payload) -> {});
            pieces.forEach(timeline::stored);
        } catch (CorruptJournalException lost) {
            return false;
        }
        return timeline.damage().isEmpty();
    }

    /** The capture whose packets are wanted: the first that has packets, or -1 for none. */
    private static int witness(JournalHeader header, List<String> remarks) {
        List<JournalHeader.Source> captures = header.captures();
        int found = -1;
        for (int i = 0; i < captures.size(); i++) {
            if (captures.get(i).format().startsWith(VFIO_USER)) {
                if (found < 0) {
                    found = i;
                } else {
                    remarks.add(
                            "the packets of " + captures.get(i).name() + " are left out: one capture becomes one file");
                }
            }
        }
        return found;
    }

    private static List<PayloadRef> pieces(Timeline timeline, int witness) {
        List<PayloadRef> pieces = new ArrayList<>();
        for (SortedMap<String, String> record : timeline.records()) {
            if (WireLog.WIRE.equals(record.get(WireLog.RECORD))
                    && WireLog.VERSION.equals(record.get(WireLog.VERSION_KEY))
                    && Integer.toString(witness).equals(record.get(WireLog.WITNESS))) {
                pieces.add(piece(record));
            }
        }
        return pieces;
    }

    private static PayloadRef piece(SortedMap<String, String> record) {
        try {
            return new PayloadRef(
                    Long.parseLong(record.getOrDefault(WireLog.BLOCK, "")),
                    Integer.parseInt(record.getOrDefault(WireLog.BYTES, "")),
                    record.getOrDefault(WireLog.SHA256, ""));
        } catch (IllegalArgumentException wrong) {
            throw new MalformedWireLogException("a record that leads nowhere, " + record);
        }
    }

    private void giveBack(List<PayloadRef> pieces, OutputStream out, Progress progress) {
        PcapngFile file = new PcapngFile(out, "the packets of " + source() + ", as they were recorded");
        Matcher matcher = selection.filter().matcher(timeline.originNanos());
        WireLogReader reader = new WireLogReader(
                pieces.stream().map(timeline::stored).iterator(),
                (envelope, kind, values, payload) ->
                        matcher.matches(envelope, kind, values, payload) && selection.holds(envelope.position()),
                packet -> write(file, packet));
        timeline.replay(Range.ALL, progress, (envelope, kind, values, payload) -> {
            if (envelope.witness() == witness) {
                reader.accept(envelope, kind, values, payload);
            } else {
                matcher.pass(envelope, kind, values, payload);
                otherWitness++;
            }
        });
        reader.finish();
        remark(reader.missing(), "places of the capture hold no packet, since the file is damaged there");
        remark(keptLeftOut, "packets that no event stands for are left out; without a selection they are written too");
        remark(otherWitness, "events of other witnesses are left out: they were no packets");
    }

    private void write(PcapngFile file, WirePacket packet) {
        if (packet.isOfExchange() ? packet.wanted() : selection.isAll()) {
            file.packet(packet);
            written++;
        } else if (!packet.isOfExchange()) {
            keptLeftOut++;
        }
    }

    private void synthesise(boolean isWhole, OutputStream out, Progress progress) {
        String unkept = isWhole
                ? "the journal was made by a version that did not keep them, or was recovered"
                : "the journal is damaged";
        String why = witness < 0 ? "no capture of the journal has packets" : unkept;
        String made = "packets made of events, since " + why + ": message ids and times of requests may be other ones";
        remarks.add(made);
        PcapngFile file = new PcapngFile(out, made);
        WireSynthesis synthesis = new WireSynthesis(packet -> {
            file.packet(packet);
            written++;
        });
        selection.replay(timeline, progress, (envelope, kind, values, payload) -> {
            if (witness < 0 || envelope.witness() == witness || envelope.record() == Envelope.NO_RECORD) {
                synthesis.accept(envelope, kind, values, payload);
            } else {
                otherWitness++;
            }
        });
        remark(
                synthesis.unexpressed(),
                "events are left out: vfio-user has no message for them, or not all of it was seen");
        remark(otherWitness, "events of other witnesses are left out: they were no packets");
    }

    private String source() {
        return timeline.header().captures().get(witness).name();
    }

    private void remark(long count, String text) {
        if (count > 0) {
            remarks.add(String.format(Locale.ROOT, "%,d ", count) + text);
        }
    }
}
