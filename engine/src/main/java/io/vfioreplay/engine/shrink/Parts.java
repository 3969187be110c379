package io.vfioreplay.engine.shrink;

import io.vfioreplay.hardware.event.Event;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.Payload;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Events that are worth being left out together, since alone none of them might be. */
final class Parts {

    private Parts() {}

    /** All of a device, of a witness of a device, of a kind. */
    static List<BitSet> coarse(Course course) {
        List<BitSet> parts = new ArrayList<>();
        parts.addAll(
                by(course, item -> List.of(item.side(), item.event().stamp().device())));
        parts.addAll(
                by(course, item -> List.of(item.side(), item.event().stamp().witness())));
        parts.addAll(by(course, item -> List.of(item.side(), item.event().kind())));
        return parts;
    }

    /**
     * Migration data of the same content, the first of it on either side with the first on the other, and so on: what is left out
     * of what was saved is left out of what was loaded. Where bytes are not visible, each amount of them counts as a content.
     */
    static List<BitSet> sameData(Course course) {
        Map<Object, Integer> seen = new HashMap<>();
        return by(course, item -> {
            if (!isData(item.event()) && !Cut.isDataSize(item.event())) {
                return item;
            }
            Object content = content(item.event());
            return List.of(content, seen.merge(List.of(item.side(), content), 1, Integer::sum));
        });
    }

    static boolean isData(Event event) {
        return switch (event.kind()) {
            case MIGRATION_DATA_READ, MIGRATION_DATA_WRITTEN, MIGRATION_WINDOW_READ, MIGRATION_WINDOW_WRITTEN -> true;
            default -> false;
        };
    }

    /** What equal content compares equal by. */
    static Object content(Event event) {
        if (Cut.isDataSize(event)) {
            return List.of(event.values());
        }
        Payload payload = event.payload();
        boolean isCounted = payload.length() == 0 && event.kind() != EventKind.MIGRATION_WINDOW_READ;
        return isCounted ? List.of(event.value("count").orElse(0L)) : ByteBuffer.wrap(payload.toByteArray());
    }

    private static List<BitSet> by(Course course, Function<Item, Object> key) {
        Map<Object, BitSet> parts = new LinkedHashMap<>();
        for (int i = 0; i < course.size(); i++) {
            parts.computeIfAbsent(key.apply(course.items().get(i)), any -> new BitSet())
                    .set(i);
        }
        return List.copyOf(parts.values());
    }
}
