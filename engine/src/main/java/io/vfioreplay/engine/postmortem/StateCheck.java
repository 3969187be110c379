package io.vfioreplay.engine.postmortem;

import io.vfioreplay.engine.diff.EventSource;
import io.vfioreplay.engine.postmortem.Attempt.Probe;
import io.vfioreplay.engine.postmortem.Postmortem.StateFault;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.FlatEventSink;
import io.vfioreplay.hardware.event.Payload;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Compares what the destination held between its commit and RUNNING with what the source was last seen to hold in the same
 * places. Only memory-like content counts: long content, or short content that the source read back as it was written; bytes
 * that ever read differently from what was known (a running timer) never count. Memory is bounded by what was read from the
 * destination, at most 1 MiB.
 */
final class StateCheck implements FlatEventSink {

    private static final int CONFIG_REGION = 7;
    private static final int MAPPABLE = 4;
    private static final int BULK_BYTES_MIN = 9;
    private static final int SHORT_BYTES_MAX = 16;
    private static final int PCI_BARS = 6;

    private final int device;
    private final List<Shadow> shadows = new ArrayList<>();
    private final Map<Integer, Boolean> mappable = new HashMap<>();

    private StateCheck(Attempt saving, Attempt loading) {
        this.device = saving.device;
        for (Probe probe : loading.probes) {
            shadows.add(new Shadow(probe));
        }
    }

    /** What differs, in the order in which the destination was read. */
    static List<StateFault> compare(Attempt saving, EventSource source, Attempt loading, Fit fit) {
        if (loading.probes.isEmpty()) {
            return List.of();
        }
        StateCheck check = new StateCheck(saving, loading);
        long until = saving.left == null ? saving.lastPosition : saving.left.position();
        source.replay(0, until + 1, check);
        List<StateFault> faults = new ArrayList<>();
        for (Shadow shadow : check.shadows) {
            check.judge(shadow, fit, faults);
        }
        return faults;
    }

    @Override
    public void accept(Envelope envelope, EventKind kind, long[] values, Payload payload) {
        if (MigrationObserver.isHole(kind, values)) {
            shadows.forEach(Shadow::forget); // A write may be what is missing.
        }
        if (envelope.device() != device) {
            return;
        }
        switch (kind) {
            case REGION_DESCRIBED -> mappable.put((int) values[0], (values[1] & MAPPABLE) != 0);
            case MMIO_READ -> seen(envelope, (int) values[0], values[1], payload, false);
            case MMIO_WRITTEN -> seen(envelope, (int) values[0], values[1], payload, true);
            case CONFIG_READ -> seen(envelope, CONFIG_REGION, values[0], payload, false);
            case CONFIG_WRITTEN -> seen(envelope, CONFIG_REGION, values[0], payload, true);
            default -> {}
        }
    }

    private void seen(Envelope envelope, int region, long offset, Payload data, boolean written) {
        for (Shadow shadow : shadows) {
            if (shadow.probe.region() != region) {
                continue;
            }
            if (envelope.succeeded()) {
                shadow.seen(offset, data, written);
            } else if (written && envelope.result() == Envelope.UNANSWERED) {
                shadow.forget(); // Nobody knows whether it was done, nor where in the order.
            }
        }
    }

    private void judge(Shadow shadow, Fit fit, List<StateFault> faults) {
        int at = shadow.firstDifference();
        if (at < 0) {
            return;
        }
        Blame blame = blame(shadow, fit);
        if (blame != Blame.NONE) {
            Probe probe = shadow.probe;
            faults.add(new StateFault(
                    path(probe.region(), probe.offset()),
                    text(shadow.known, at),
                    text(shadow.held, at),
                    blame,
                    probe.moment().position()));
        }
    }

    /** The stream decides who is right: what was saved, against what either side was seen to hold. */
    private Blame blame(Shadow shadow, Fit fit) {
        if (fit.diff().first().isPresent()) {
            return Blame.TRANSPORT;
        }
        Embedding source = Embedding.of(shadow.known, fit.saved());
        Embedding destination = Embedding.of(shadow.held, fit.loaded());
        boolean unseenWrites = mappable.getOrDefault(shadow.probe.region(), false);
        if (source.isExact() && !destination.isExact()) {
            return Blame.LOAD;
        }
        if (destination.isExact() || source.isAltered()) {
            return unseenWrites ? Blame.NONE : Blame.SAVE;
        }
        return unseenWrites ? Blame.NONE : Blame.UNKNOWN;
    }

    private static String path(int region, long offset) {
        String name = region < PCI_BARS ? "bar" + region : region == CONFIG_REGION ? "config" : "region" + region;
        return name + "/0x" + Long.toHexString(offset);
    }

    private static String text(byte[] bytes, int difference) {
        HexFormat hex = HexFormat.of();
        return bytes.length <= SHORT_BYTES_MAX
                ? hex.formatHex(bytes)
                : "%d bytes, sha256 %s, %02x at +0x%x"
                        .formatted(bytes.length, Embedding.sha256Prefix(bytes), bytes[difference] & 0xff, difference);
    }

    /** What the source was last seen to hold where the destination was read. */
    private static final class Shadow {
        private static final byte UNKNOWN = 0;
        private static final byte KNOWN = 1;
        private static final byte CONFIRMED = 2;
        private static final byte VOLATILE = 3;

        private final Probe probe;
        private final byte[] held;
        private final byte[] known;
        private final byte[] trust;

        Shadow(Probe probe) {
            this.probe = probe;
            this.held = probe.data().toByteArray();
            this.known = new byte[held.length];
            this.trust = new byte[known.length];
        }

        void seen(long offset, Payload data, boolean written) {
            int from = (int) Math.max(0, Math.min(known.length, offset - probe.offset()));
            int to = (int) Math.max(0, Math.min(known.length, offset + data.length() - probe.offset()));
            for (int i = from; i < to; i++) {
                byte value = data.byteAt((int) (probe.offset() + i - offset));
                if (!written && trust[i] != UNKNOWN) {
                    trust[i] = trust[i] == VOLATILE || value != known[i] ? VOLATILE : CONFIRMED;
                } else if (trust[i] != VOLATILE) {
                    trust[i] = KNOWN;
                }
                known[i] = value;
            }
        }

        /** Nothing that was seen up to here counts any longer. */
        void forget() {
            Arrays.fill(trust, UNKNOWN);
        }

        /** Index of the first byte that must agree and does not, or -1; all bytes must be known. */
        int firstDifference() {
            byte needed = known.length >= BULK_BYTES_MIN ? KNOWN : CONFIRMED;
            for (byte each : trust) {
                if (each < needed || each == VOLATILE) {
                    return -1;
                }
            }
            return Arrays.mismatch(known, held);
        }
    }
}
