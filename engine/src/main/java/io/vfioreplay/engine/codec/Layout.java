package io.vfioreplay.engine.codec;

import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.Field;
import java.util.Arrays;
import java.util.Set;

/**
 * Which values of a kind of event are taken to be steady: those that tell apart what an event is about from what happened.
 * The writer's choice alone, a reader is told in each stream; a bad choice costs bytes, nothing else.
 *
 * @param steadyMask bit n is set when value n is steady
 * @param movingMask bit n is set when there is a value n that is not
 */
record Layout(int steadyMask, int movingMask) {

    /** Numbers that choose a register file, a width or a file, of which there are few. */
    private static final Set<String> STEADY = Set.of("region", "length", "width", "index", "dataFd", "target");

    private static final Layout[] BY_CODE =
            Arrays.stream(EventKind.values()).map(Layout::make).toArray(Layout[]::new);

    /** The layout of the kind with this code. */
    static Layout of(int kindCode) {
        return BY_CODE[kindCode];
    }

    private static Layout make(EventKind kind) {
        Field[] fields = kind.fields().toArray(new Field[0]);
        int steady = 0;
        for (int i = 0; i < fields.length; i++) {
            steady |= isSteady(fields[i]) ? 1 << i : 0;
        }
        return new Layout(steady, ((1 << fields.length) - 1) & ~steady);
    }

    private static boolean isSteady(Field field) {
        return !RowCheck.takesEveryNumber(field) || STEADY.contains(field.name());
    }
}
