package io.vfioreplay.engine.whatif;

import io.vfioreplay.engine.postmortem.Side;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A position as it is written, with the side of a migration in front where there are two: {@code 104}, {@code source:98},
 * {@code d:9}.
 *
 * @param side of the journal, empty where it was not said
 * @param position from 0
 */
record Reference(Optional<Side> side, long position) {

    /** Reads one word; throws {@link EventSyntaxException} when it is no position. */
    static Reference read(Word word) {
        Word number = withoutSide(word);
        OptionalLong position = Numbers.read(number.text());
        if (position.isEmpty() || position.getAsLong() < 0) {
            throw number.wrong(
                    "expected a position, for example 104 or destination:9, found \"" + number.text() + "\"");
        }
        return new Reference(side(word), position.getAsLong());
    }

    /** The side in front of a word. */
    static Optional<Side> side(Word word) {
        int colon = word.text().indexOf(':');
        String name = colon < 0 ? "" : word.text().substring(0, colon).toLowerCase(Locale.ROOT);
        for (Side side : Side.values()) {
            if (name.equals(side.label()) || name.equals(side.label().substring(0, 1))) {
                return Optional.of(side);
            }
        }
        return Optional.empty();
    }

    /** What stands behind the side. */
    static Word withoutSide(Word word) {
        return side(word).isPresent() ? word.from(word.text().indexOf(':') + 1) : word;
    }
}
