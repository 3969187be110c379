package io.vfioreplay.engine.whatif;

import static org.assertj.core.api.Assertions.fail;

import io.vfioreplay.engine.query.FilterSyntaxException;
import io.vfioreplay.hardware.event.Event;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.Stamp;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Whatever is typed as an event or an edit is understood, or refused with the column. */
final class HostileEditTest {

    private static final long SEED = 20_261_126;
    private static final int ROUNDS = 60_000;
    private static final Stamp BEFORE = new Stamp(7, 1_700_000_000_000_000_000L, 5, 2, 1, 9, 22);
    private static final EventKind[] KINDS = EventKind.values();
    private static final String[] PIECES = {
        "drop",
        "change",
        "insert",
        "replace",
        "move",
        "after",
        "before",
        "with",
        "where",
        "@s:1",
        "@d:2",
        "@",
        "s:",
        "d:16",
        "source:3",
        "0-3",
        "3-0",
        "-",
        "..",
        "18+1",
        "data=",
        "data=0x1/9",
        "data=0x/",
        "data=hex:0",
        "data=\"",
        "text=\"\\u12\"",
        "text=\"a b\"",
        "requested=",
        "v2:STOP",
        "v1-uapi:0x3",
        "v1:",
        "?",
        "time=",
        "time=+1.5s",
        "time=2026-11-25T21:40:02Z",
        "time=+999999999999h",
        "duration=-1",
        "errno=",
        "EINVAL",
        "errno=99999",
        "device=-1",
        "device=99999999999",
        "region=1",
        "offset=0xffffffffffffffff",
        "length=-1",
        "length=4",
        "count=",
        "=",
        "==",
        "\"",
        "\\",
        "\0",
        "\ud83d",
        "\u0660",
        "18446744073709551616",
        "-9223372036854775809",
        "GiB",
        "9999999999GiB",
        "kind == mmioRead",
        "(",
        "!",
        "#",
        "witness=70000"
    };

    private final Random random = new Random(SEED);

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(8); i >= 0; i--) {
            int sort = random.nextInt(9);
            if (sort == 0) {
                text.append((char) random.nextInt(0x250));
            } else if (sort == 1) {
                EventKind kind = KINDS[random.nextInt(KINDS.length)];
                text.append(kind.label()).append(' ');
                kind.fields().forEach(field -> text.append(field.name()).append("=1 "));
            } else {
                text.append(PIECES[random.nextInt(PIECES.length)]);
            }
            text.append(random.nextInt(3) == 0 ? "" : " ");
        }
        return text.toString();
    }

    private void tellsColumnsOnly(Consumer<String> reading) {
        for (int round = 0; round < ROUNDS; round++) {
            String text = text();
            try {
                reading.accept(text);
            } catch (EventSyntaxException refused) {
                int column = refused.column();
                if (column < 1 || column > text.length() + 1) {
                    fail("seed " + SEED + ": column " + column + " of \"" + text + "\"");
                }
                refused.picture();
            } catch (FilterSyntaxException refused) {
                refused.picture(); // Edits may have a filter in them, which tells its own columns.
            } catch (RuntimeException | StackOverflowError wrong) {
                fail("seed " + SEED + ", round " + round + ": \"" + text + "\"", wrong);
            }
        }
    }

    @Test
    void event_isReadOrRefused() {
        tellsColumnsOnly(text -> EventNotation.read(text, BEFORE, EventContext.NONE));
    }

    @Test
    void candidates_areThereForAnyText() {
        tellsColumnsOnly(EventNotation::candidates);
    }

    @Test
    void edit_isReadOrRefused() {
        Event recorded =
                EventNotation.read("mmioWritten region=1 offset=0x10 length=4 data=0x1/4", BEFORE, EventContext.NONE);
        EditReader reader = new EditReader(
                (side, position) -> position < 20 && position >= 0 ? Optional.of(recorded) : Optional.empty());
        tellsColumnsOnly(reader::read);
    }
}
