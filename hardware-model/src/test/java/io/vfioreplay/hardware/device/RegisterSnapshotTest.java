package io.vfioreplay.hardware.device;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vfioreplay.hardware.memory.Allowance;
import io.vfioreplay.hardware.state.SnapshotReader;
import io.vfioreplay.hardware.state.SnapshotWriter;
import org.junit.jupiter.api.Test;

final class RegisterSnapshotTest {

    private static final String VERSION = "test";

    @Test
    void readFrom_refusesMoreRowsThanAreAllowedBeforeItMakesRoomForThem() {
        int rows = 1 << 16;
        SnapshotWriter out = new SnapshotWriter(VERSION).putPacked(rows).putLong(0);
        byte[] claims = new byte[rows * 6];
        byte[] snapshot = out.putRaw(claims, 0, claims.length).toByteArray();

        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> RegisterSnapshot.readFrom(new SnapshotReader(VERSION, snapshot), new Allowance(rows - 1)))
                .withMessageContaining("65535 are allowed");
    }
}
