package io.vfioreplay.engine.postmortem;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.MigrationSide;
import io.vfioreplay.hardware.event.Stamp;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class VmmWordTest {

    private static final Stamp STAMP = Stamp.at(0, 0);
    private static final Moment MOMENT = new Moment(7, 0, 0, 0, Witness.OF_MESSAGES);

    @ParameterizedTest
    @CsvSource({
        "finish-migrate, RECORDED",
        "src (source): STOP, SOURCE",
        "dst (destination): RESUME, DESTINATION",
        "'', RECORDED"
    })
    void of_takesTheSideOfVcpusFromATranscriptOfBoth(String text, MigrationSide side) {
        VmmWord word = VmmWord.of(STAMP, EventKind.VCPUS_STOPPED, new long[0], text, "", MOMENT);

        assertThat(word.side()).isEqualTo(side);
    }

    @ParameterizedTest
    @CsvSource({"0000:65:00.2: no memory, 0000:65:00.2, true", "no memory, 0000:65:00.2, false", "no memory, '', false"
    })
    void of_tellsWhetherTheDeviceIsNamed(String text, String device, boolean named) {
        VmmWord word = VmmWord.of(STAMP, EventKind.ERROR_REPORTED, new long[] {0}, text, device, MOMENT);

        assertThat(word.namesDevice()).isEqualTo(named);
    }
}
