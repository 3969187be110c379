package io.vfioreplay.engine.shrink;

import io.vfioreplay.hardware.event.Event;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.Field;
import io.vfioreplay.hardware.event.Payload;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A piece of the bytes of an event in place of all of them.
 *
 * @param from the first byte that stays
 * @param to the first that goes again
 */
record Cut(int from, int to) {

    /** Fields that count the bytes of the payload. What was asked for beyond what came stays as it is: it marks an end. */
    private static final Set<String> LENGTHS = Set.of("length", "count", "declared", "requested");

    /** The v1 register {@code data_size}, whose value counts the bytes in the data window; rule R-02. */
    private static final long DATA_SIZE = 0x18;

    private static final int VALUE = 2; // Of a register, among the fields of its kinds.
    private static final int REGISTER_BYTES_MAX = 8;

    /** How many bytes an event has that may be cut: 0 where they are a register's, a bitmap or a text. */
    static int bytes(Event event) {
        int length = event.payload().length();
        return switch (event.kind()) {
            case MIGRATION_DATA_READ, MIGRATION_DATA_WRITTEN ->
                length > 0 ? length : countable(event.value("count").orElse(0L));
            case MIGRATION_WINDOW_READ, MIGRATION_WINDOW_WRITTEN, DMA_COMPLETED -> length;
            case MIGRATION_REGISTER_READ, MIGRATION_REGISTER_WRITTEN ->
                isDataSize(event) ? countable(event.values().get(VALUE)) : 0;
            case MMIO_READ, MMIO_WRITTEN, CONFIG_READ, CONFIG_WRITTEN -> length > REGISTER_BYTES_MAX ? length : 0;
            default -> 0;
        };
    }

    /** What no array could hold stays as it is. */
    private static int countable(long count) {
        return count <= Integer.MAX_VALUE ? (int) Math.max(count, 0) : 0;
    }

    /** Whether it tells how many bytes of v1 migration data there are. */
    static boolean isDataSize(Event event) {
        boolean isRegister = event.kind() == EventKind.MIGRATION_REGISTER_READ
                || event.kind() == EventKind.MIGRATION_REGISTER_WRITTEN;
        return isRegister
                && event.values().get(0) == DATA_SIZE
                && event.values().get(VALUE) > 0;
    }

    /** These events of a course, cut. A DMA that ends with fewer bytes began with fewer too. */
    Course of(Course course, Iterable<Integer> indices) {
        List<Item> items = new ArrayList<>(course.items());
        for (int index : indices) {
            Item item = items.get(index);
            int before = bytes(item.event());
            if (before >= to) {
                items.set(index, of(item, before));
                if (item.event().kind() == EventKind.DMA_COMPLETED) {
                    cutIssue(items, index, before);
                }
            }
        }
        return new Course(items);
    }

    private Item of(Item item, int before) {
        Payload payload = item.event().payload();
        byte[] kept = new byte[payload.length() == 0 ? 0 : to - from];
        payload.copyTo(payload.length() == 0 ? 0 : from, kept, 0, kept.length);
        return item.with(values(item.event(), before), Payload.of(kept));
    }

    private List<Long> values(Event event, int before) {
        List<Long> values = new ArrayList<>(event.values());
        List<Field> fields = event.kind().fields();
        for (int i = 0; i < fields.size(); i++) {
            boolean isLength = isDataSize(event)
                    ? i == VALUE
                    : LENGTHS.contains(fields.get(i).name());
            if (isLength && values.get(i) == before) {
                values.set(i, (long) to - from);
            }
        }
        return values;
    }

    private void cutIssue(List<Item> items, int completed, int before) {
        Item end = items.get(completed);
        for (int i = completed - 1; i >= 0; i--) {
            Item start = items.get(i);
            boolean isIssue = start.event().kind() == EventKind.DMA_ISSUED
                    && start.isOfDeviceOf(end)
                    && start.event().values().get(0).equals(end.event().values().get(0));
            if (isIssue) {
                items.set(
                        i,
                        start.with(values(start.event(), before), start.event().payload()));
                return;
            }
        }
    }
}
