package io.vfioreplay.engine.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SequenceParserTest {

    @ParameterizedTest
    @CsvSource(delimiterString = "->", quoteCharacter = '`', textBlock = """
            offset followed by errno -> FOLLOWED_BY - false
            offset followed by errno within 10ms -> FOLLOWED_BY NANOS:10000000 false
            offset followed by errno within 20 events -> FOLLOWED_BY EVENTS:20 false
            offset followed by errno within 1 event on the same device -> FOLLOWED_BY EVENTS:1 true
            offset not followed by errno on same device -> NOT_FOLLOWED_BY - true
            offset == 1 or offset == 2 without not errno == OK -> WITHOUT - false
            not offset == 1 not followed by not errno == OK within 0s -> NOT_FOLLOWED_BY NANOS:0 false
            (offset) Followed By (errno) Within 1.5s -> FOLLOWED_BY NANOS:1500000000 false
            """)
    void parse_readsASequence(String expression, String expected) {
        assertThat(Query.parse(expression)).isInstanceOfSatisfying(Sequence.class, sequence -> {
            String window = sequence.within()
                    .map(within -> within.unit() + ":" + within.limit())
                    .orElse("-");
            assertThat(sequence.relation() + " " + window + " " + sequence.onSameDevice())
                    .isEqualTo(expected);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"offset", "not offset", "offset == 1 and not errno"})
    void parse_readsAFilterAsAFilter(String expression) {
        assertThat(Query.parse(expression)).isInstanceOf(Filter.class);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "->", quoteCharacter = '`', textBlock = """
            offset followed errno -> 17 -> expected "by"
            offset followed by -> 19 -> expected a field
            offset followed by errno within -> 32 -> expected a duration
            offset followed by errno within soon -> 33 -> found "soon"
            offset followed by errno within 20 -> 35 -> expected a unit
            offset followed by errno within -5 events -> 33 -> expected a duration
            offset followed by errno within 5 apples -> 35 -> expected a unit
            offset without errno within 10ms -> 22 -> ends at the next A
            offset not errno -> 12 -> expected "followed by"
            offset followed by errno on the device -> 26 -> "on the same device"
            offset followed by errno followed by kind -> 26 -> a sequence has two filters
            offset errno -> 8 -> "followed by"
            """)
    void parse_pointsAtTheColumnOfTheTrouble(String expression, int column, String message) {
        assertThatThrownBy(() -> Query.parse(expression))
                .isInstanceOfSatisfying(
                        FilterSyntaxException.class,
                        trouble -> assertThat(trouble.column()).isEqualTo(column))
                .hasMessageContaining(message);
    }
}
