package io.vfioreplay.engine.travel;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.postmortem.Parting;
import io.vfioreplay.engine.postmortem.Side;
import io.vfioreplay.engine.query.Filter;
import io.vfioreplay.engine.travel.FieldPattern.Events;
import io.vfioreplay.engine.travel.FieldPattern.Leaves;
import io.vfioreplay.hardware.device.ObservedDevice;
import io.vfioreplay.hardware.event.Event;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.memory.Mapping;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What the judgement of one event depends on, as the last events before it that changed that: the other end of a byte that differs,
 * the state of the device, its features, the session that data belongs to, the last access to the same register, the mapping and the
 * beginning of a DMA, and whether the VCPUs ran. One thread.
 */
final class Grounds {

    private static final Set<EventKind> SAVING =
            EnumSet.of(EventKind.MIGRATION_DATA_READ, EventKind.MIGRATION_WINDOW_READ);
    private static final Set<EventKind> LOADING =
            EnumSet.of(EventKind.MIGRATION_DATA_WRITTEN, EventKind.MIGRATION_WINDOW_WRITTEN);
    private static final Set<EventKind> DMA = EnumSet.of(EventKind.DMA_ISSUED, EventKind.DMA_COMPLETED);

    private final Session session;
    private final Examined examined;

    Grounds(Session session, Examined examined) {
        this.session = session;
        this.examined = examined;
    }

    /** What an event depends on, the most telling first. */
    List<Ground> of(Side side, Event event, Progress progress) {
        Search search = new Search(side, event, session.changes(side), progress, new ArrayList<>());
        EventKind kind = event.kind();
        otherEnd(search);
        if (search.device() >= 0) {
            session(search);
            register(search);
            dma(search);
            search.leaf("state", "became %s here");
            if (kind == EventKind.DEVICE_STATE_SET) {
                search.leaf("features", "were read here: %s");
            }
        }
        boolean touches = FieldTable.ACCESSES.contains(kind) || DMA.contains(kind);
        if (touches || kind == EventKind.DEVICE_STATE_SET) {
            search.path("host/vcpus", "became %s here");
        }
        return search.found;
    }

    /** The event on the other side that moved the byte at which the streams part. */
    private void otherEnd(Search search) {
        if (!SAVING.contains(search.event.kind()) && !LOADING.contains(search.event.kind())) {
            return;
        }
        Optional<Parting> parting = examined.parting(search.progress);
        long position = search.event.stamp().position();
        boolean fromSource = search.side == Side.SOURCE;
        parting.filter(parts -> (fromSource ? parts.source() : parts.destination()) == position)
                .ifPresent(parts -> search.found.add(new Ground(
                        fromSource ? Side.DESTINATION : Side.SOURCE,
                        fromSource ? parts.destination() : parts.source(),
                        String.format(
                                Locale.ROOT,
                                "byte %,d of the stream, which differs, was %s here: %s on the source, %s on the destination",
                                parts.difference().offset(),
                                fromSource != examined.isSwapped() ? "taken in" : "handed out",
                                parts.difference().source(),
                                parts.difference().destination()))));
    }

    private static void session(Search search) {
        if (SAVING.contains(search.event.kind())) {
            search.leaf("stream/saved/sessions", "became %s here: this session of saving began");
        } else if (LOADING.contains(search.event.kind())) {
            search.leaf("stream/loaded/sessions", "became %s here: this session of loading began");
        }
    }

    private static void register(Search search) {
        long[] values =
                search.event.values().stream().mapToLong(Long::longValue).toArray();
        RegisterPath.of(search.device(), search.event.kind(), values).ifPresent(register -> {
            String path = register.prefix();
            Leaves leaves = new Leaves(path, List.of(path + "/reads", path + "/writes"));
            search.last(leaves)
                    .ifPresent(change -> search.add(
                            change,
                            "the last access to the same register before: "
                                    + (change.path().endsWith("/reads") ? "it was read" : "it was written")));
        });
    }

    private void dma(Search search) {
        Event event = search.event;
        if (!DMA.contains(event.kind())) {
            return;
        }
        if (event.kind() == EventKind.DMA_COMPLETED) {
            Filter issued = Filter.parse("kind == dmaIssued and device == %d and id == %d"
                    .formatted(search.device(), event.value("id").orElseThrow()));
            search.last(new Events("its beginning", issued))
                    .ifPresent(change -> search.add(change, "this DMA began here"));
        }
        long address = event.value("address").orElseThrow();
        Recording recording = session.recording(search.side);
        Traveller there = new Traveller(recording.timeline(), recording.index());
        there.go(event.stamp().position() - 1, search.progress);
        Optional<Mapping> mapping = there.state()
                .host()
                .device(search.device())
                .map(ObservedDevice::mappings)
                .flatMap(mappings -> mappings.containing(address));
        mapping.ifPresent(window -> search.leaf(
                "mappings/0x" + Long.toHexString(window.iova()) + "+0x" + Long.toHexString(window.size()),
                "holds the address, and was mapped here: %s"));
    }

    /** Looks before one event. */
    private record Search(Side side, Event event, Changes changes, Progress progress, List<Ground> found) {

        int device() {
            return event.stamp().device();
        }

        Optional<Change> last(FieldPattern pattern) {
            List<Change> last = changes.last(pattern, event.stamp().position(), progress);
            return last.stream().findFirst();
        }

        /** The event that gave a leaf of the device the text that it has before this one; {@code is} says so, with %s for the text. */
        void leaf(String leaf, String is) {
            path("device" + device() + "/" + leaf, is);
        }

        void path(String path, String is) {
            last(new Leaves(path, List.of(path)))
                    .ifPresent(change -> add(
                            change,
                            change.after()
                                    .map(text -> path + " " + is.replace("%s", text))
                                    .orElse(path + " was gone from here on")));
        }

        void add(Change change, String reason) {
            found.add(new Ground(side, change.position(), reason));
        }
    }
}
