package io.vfioreplay.engine.travel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vfioreplay.engine.travel.FieldPattern.Becomes;
import io.vfioreplay.engine.travel.FieldPattern.Events;
import io.vfioreplay.engine.travel.FieldPattern.Leaves;
import io.vfioreplay.engine.travel.FieldPattern.Memory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FieldPatternTest {

    @ParameterizedTest
    @CsvSource({
        "device0/bar0/0x10/read, device0/bar0/0x10/read",
        "device0/bar0/0x10, device0/bar0/0x10/read device0/bar0/0x10/written",
        "bar0/0x10, device*/bar0/0x10/read device*/bar0/0x10/written",
        "bar0/*, device*/bar0/*/read device*/bar0/*/written device*/bar0/*",
        "state, device*/state",
        "device*/state, device*/state",
        "mappings/*, device*/mappings/*",
        "host/vcpus, host/vcpus",
        "**, **"
    })
    void parse_findsThePathsThatAreMeant(String text, String globs) {
        assertThat(parse(text))
                .isInstanceOfSatisfying(
                        Leaves.class,
                        leaves -> assertThat(String.join(" ", leaves.globs())).isEqualTo(globs));
    }

    @Test
    void parse_takesAPathWithoutADeviceAsOneOfTheCurrentDevice() {
        assertThat(FieldPattern.parse("state", 2)).isEqualTo(new Leaves("state", List.of("device2/state")));
    }

    @ParameterizedTest
    @CsvSource({"errno != OK", "kind == mmioRead and offset == 0x10", "dataFd", "event state == RUNNING"})
    void parse_takesWhatIsNoPathForAFilter(String text) {
        assertThat(parse(text)).isInstanceOf(Events.class);
    }

    @ParameterizedTest
    @CsvSource({
        "state == STOP_COPY, STOP_COPY, true",
        "state == STOP_COPY, STOP, false",
        "device0/bar0/0x10/read == 7, 0x00000007, true",
        "device0/bar0/0x10/read >= 0x8, 0x00000007, false",
        "device0/bar0/0x10/read > 0x8, 0xffffffffffffffff, true",
        "device0/bar0/0x10/read < 8, ?, false",
        "state ~ COPY$, PRE_COPY, true",
        "state != STOP, RUNNING, true"
    })
    void parse_comparesNumbersByValueAndTextsAsTheyAre(String text, String leaf, boolean holds) {
        assertThat(parse(text))
                .isInstanceOfSatisfying(
                        Becomes.class,
                        becomes -> assertThat(becomes.holds(leaf)).isEqualTo(holds));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0x1000, false",
        "0, 0x1001, true",
        "0x1fff, 1, true",
        "0x2000, 1, false",
        "0x1800, 0, false",
        "0xfffffffffffff000, 0x3000, true"
    })
    void parse_meansMemoryWithBothEnds(String address, String length, boolean touches) {
        assertThat(parse("mem 0x1000..0x1fff"))
                .isInstanceOfSatisfying(
                        Memory.class,
                        memory -> assertThat(memory.touches(parseLong(address), parseLong(length)))
                                .isEqualTo(touches));
    }

    @ParameterizedTest
    @CsvSource({
        "device0/stat, did you mean",
        "statee, did you mean state",
        "mem 0x2000..0x1000, ends before it begins",
        "mem there, no address",
        "state ~ [, no regular expression",
        "'', nothing was named"
    })
    void parse_saysWhatWouldBeRight(String text, String said) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(PatternException.class)
                .hasMessageContaining(said);
    }

    private static FieldPattern parse(String text) {
        return FieldPattern.parse(text, FieldPattern.EVERY_DEVICE);
    }

    private static long parseLong(String text) {
        return LeafComparison.number(text).orElseThrow();
    }
}
