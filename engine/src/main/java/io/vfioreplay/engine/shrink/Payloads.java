package io.vfioreplay.engine.shrink;

import io.vfioreplay.engine.postmortem.Side;
import io.vfioreplay.hardware.event.Event;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.EventKind.PayloadUse;
import io.vfioreplay.hardware.event.Payload;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Shortens payloads, the same content on both sides alike, and makes bytes zero and texts empty where they do not matter. Tries the
 * shortest first. One thread.
 */
final class Payloads {

    private static final int GROWTH = 4;
    private static final int SINGLE_BYTES_MAX = 8;

    private final Trials trials;

    private Payloads(Trials trials) {
        this.trials = trials;
    }

    /** Whether anything became less. */
    static boolean shorten(Trials trials) {
        Payloads payloads = new Payloads(trials);
        boolean any = payloads.cutAll();
        any |= payloads.cutEachContent();
        any |= payloads.cutAroundDifferences();
        any |= payloads.zero();
        any |= payloads.emptyTexts();
        return any;
    }

    private List<Item> items() {
        return trials.best().items();
    }

    private boolean cutAll() {
        List<Integer> all = indices(event -> Cut.bytes(event) > 0);
        return cutShortest(all, 0);
    }

    private boolean cutEachContent() {
        boolean any = false;
        for (List<Integer> same : byContent(indices(event -> Cut.bytes(event) > 1))) {
            any |= cutShortest(same, 0);
        }
        return any;
    }

    /** Keeps as little as possible behind {@code from} of events that have equally many bytes, or of all events. */
    private boolean cutShortest(List<Integer> indices, int from) {
        int longest = indices.stream()
                .mapToInt(index -> Cut.bytes(items().get(index).event()))
                .max()
                .orElse(0);
        for (int size = 1; from + size <= longest && size < longest; size *= GROWTH) {
            Course cut = new Cut(from, from + size).of(trials.best(), indices);
            if (trials.accepts(cut)) {
                return true;
            }
        }
        return false;
    }

    /** What was saved and what was loaded in its place, around the first byte in which they differ. */
    private boolean cutAroundDifferences() {
        List<Integer> saved = data(Side.SOURCE);
        List<Integer> loaded = data(Side.DESTINATION);
        boolean any = false;
        for (int i = 0; saved.size() == loaded.size() && i < saved.size(); i++) {
            byte[] from = payload(saved.get(i));
            byte[] to = payload(loaded.get(i));
            int at = Arrays.mismatch(from, to);
            if (from.length == to.length && at > 0) {
                any |= cutShortest(List.of(saved.get(i), loaded.get(i)), at);
            }
        }
        return any;
    }

    private List<Integer> data(Side side) {
        return IntStream.range(0, items().size())
                .filter(index -> items().get(index).side() == side
                        && Parts.isData(items().get(index).event()))
                .boxed()
                .toList();
    }

    private byte[] payload(int index) {
        return items().get(index).event().payload().toByteArray();
    }

    private boolean zero() {
        List<Integer> all = indices(Payloads::isZeroable);
        if (all.isEmpty()) {
            return false;
        }
        if (trials.accepts(zeroed(all, 0, Integer.MAX_VALUE))) {
            return true;
        }
        boolean any = false;
        for (List<Integer> same : byContent(all)) {
            any |= trials.accepts(zeroed(same, 0, Integer.MAX_VALUE)) || zeroBytes(same);
        }
        return any;
    }

    private boolean zeroBytes(List<Integer> same) {
        byte[] bytes = payload(same.get(0));
        boolean any = false;
        for (int i = 0; bytes.length <= SINGLE_BYTES_MAX && i < bytes.length; i++) {
            any |= bytes[i] != 0 && bytes.length > 1 && trials.accepts(zeroed(same, i, i + 1));
        }
        return any;
    }

    private static boolean isZeroable(Event event) {
        byte[] bytes = event.payload().toByteArray();
        return event.kind().payloadUse() == PayloadUse.BYTES
                && IntStream.range(0, bytes.length).anyMatch(i -> bytes[i] != 0);
    }

    private Course zeroed(List<Integer> indices, int from, int to) {
        List<Item> items = new ArrayList<>(items());
        for (int index : indices) {
            byte[] bytes = payload(index);
            Arrays.fill(bytes, Math.min(from, bytes.length), Math.min(to, bytes.length), (byte) 0);
            items.set(index, items.get(index).with(items.get(index).event().values(), Payload.of(bytes)));
        }
        return new Course(items);
    }

    /** Names of devices are kept: they are what people call things by. */
    private boolean emptyTexts() {
        boolean any = false;
        for (int index : indices(event -> event.kind().payloadUse() == PayloadUse.TEXT
                && event.kind() != EventKind.DEVICE_OPENED
                && event.payload().length() > 0)) {
            List<Item> items = new ArrayList<>(items());
            items.set(index, items.get(index).with(items.get(index).event().values(), Payload.empty()));
            any |= trials.accepts(new Course(items));
        }
        return any;
    }

    private List<Integer> indices(Predicate<Event> wanted) {
        return IntStream.range(0, items().size())
                .filter(index -> wanted.test(items().get(index).event()))
                .boxed()
                .toList();
    }

    private Collection<List<Integer>> byContent(List<Integer> indices) {
        Map<Object, List<Integer>> contents = new LinkedHashMap<>();
        for (int index : indices) {
            contents.computeIfAbsent(Parts.content(items().get(index).event()), any -> new ArrayList<>())
                    .add(index);
        }
        return contents.values();
    }
}
