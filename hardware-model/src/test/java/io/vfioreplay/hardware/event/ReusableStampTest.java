package io.vfioreplay.hardware.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ReusableStampTest {

    @Test
    void at_isWhatThePlainStampIs() {
        assertThat(Stamp.copyOf(new ReusableStamp().at(77, 3))).isEqualTo(Stamp.at(77, 3));
    }

    @Test
    void answered_addsWhatTheAnswerTellsUntilTheNextEvent() {
        ReusableStamp stamp = new ReusableStamp();
        stamp.at(77, 3).answered(12, 22);
        assertThat(stamp.durationNanos()).isEqualTo(12);
        assertThat(stamp.result()).isEqualTo(22);
        assertThat(Stamp.copyOf(stamp.at(78, 3))).isEqualTo(Stamp.at(78, 3));
    }
}
