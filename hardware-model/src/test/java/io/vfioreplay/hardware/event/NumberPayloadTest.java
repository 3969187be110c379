package io.vfioreplay.hardware.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NumberPayloadTest {

    private static final long NUMBER = 0x8877_6655_4433_2211L;

    private final NumberPayload payload = new NumberPayload();

    /** The plain payload is the oracle. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8})
    void set_givesThePayloadOfTheLowestBytes(int length) {
        Payload plain = Payload.ofLittleEndian(NUMBER, length);
        payload.set(NUMBER, length);
        assertThat(payload.length()).isEqualTo(length);
        assertThat(payload.toByteArray()).isEqualTo(plain.toByteArray());
        assertThat(payload.littleEndian()).isEqualTo(plain.littleEndian());
        for (int i = 0; i < length; i++) {
            assertThat(payload.byteAt(i)).isEqualTo(plain.byteAt(i));
        }
    }

    @Test
    void set_replacesWhatWasThere() {
        payload.set(NUMBER, 8);
        assertThat(payload.set(5, 2).toByteArray()).containsExactly(5, 0);
    }

    @Test
    void copyTo_copiesAPart() {
        byte[] target = new byte[4];
        payload.set(NUMBER, 8).copyTo(2, target, 1, 3);
        assertThat(target).containsExactly(0, 0x33, 0x44, 0x55);
    }

    @Test
    void payload_refusesWhatIsOutside() {
        assertThatThrownBy(() -> payload.set(0, 9)).isInstanceOf(IndexOutOfBoundsException.class);
        payload.set(NUMBER, 4);
        assertThatThrownBy(() -> payload.byteAt(4)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> payload.copyTo(2, new byte[8], 0, 3)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
