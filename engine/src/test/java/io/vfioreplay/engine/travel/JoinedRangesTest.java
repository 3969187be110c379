package io.vfioreplay.engine.travel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vfioreplay.engine.codec.EventDecoder.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

final class JoinedRangesTest {

    @Test
    void next_joinsRangesThatTouchOrOverlap() {
        assertThat(joined(new Range(0, 4), new Range(4, 8), new Range(6, 7), new Range(8, 9)))
                .containsExactly(new Range(0, 9));
    }

    @Test
    void next_keepsRangesApartThatHaveAGap() {
        assertThat(joined(new Range(0, 4), new Range(5, 8))).containsExactly(new Range(0, 4), new Range(5, 8));
    }

    @Test
    void next_beginsAnewWhenARangeIsLong() {
        long most = JoinedRanges.EVENTS_MAX;
        assertThat(joined(new Range(0, most), new Range(most, most + 1)))
                .containsExactly(new Range(0, most), new Range(most, most + 1));
    }

    @Test
    void next_throwsWhenThereIsNone() {
        JoinedRanges none = new JoinedRanges(List.<Range>of().iterator());
        assertThat(none.hasNext()).isFalse();
        assertThatThrownBy(none::next).isInstanceOf(NoSuchElementException.class);
    }

    private static List<Range> joined(Range... ranges) {
        List<Range> joined = new ArrayList<>();
        new JoinedRanges(List.of(ranges).iterator()).forEachRemaining(joined::add);
        return joined;
    }
}
