package io.vfioreplay.hardware.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

/** Checked: packed numbers and texts come back, and lengths that the bytes do not hold are refused. */
final class SnapshotBytesTest {

    @Test
    void packed_comesBackWhateverTheNumber() {
        SnapshotWriter out = new SnapshotWriter("v");
        for (int bit = 0; bit < Long.SIZE; bit++) {
            out.putPacked(1L << bit).putPacked((1L << bit) - 1).putPacked(-1L << bit);
        }
        SnapshotReader in = new SnapshotReader("v", out.putText("äöü").toByteArray());
        for (int bit = 0; bit < Long.SIZE; bit++) {
            assertThat(in.packed()).isEqualTo(1L << bit);
            assertThat(in.packed()).isEqualTo((1L << bit) - 1);
            assertThat(in.packed()).isEqualTo(-1L << bit);
        }
        assertThat(in.text(6)).isEqualTo("äöü");
        in.end();
    }

    @Test
    void packed_takesOneByteForASmallNumber() {
        int empty = new SnapshotWriter("v").toByteArray().length;
        assertThat(new SnapshotWriter("v").putPacked(127).toByteArray()).hasSize(empty + 1);
        assertThat(new SnapshotWriter("v").putPacked(-1).toByteArray()).hasSize(empty + 10);
    }

    @Test
    void count_isRefusedWhenTheBytesCannotHoldSoMany() {
        byte[] claims = new SnapshotWriter("v").putPacked(5).putInt(0).putInt(0).toByteArray();
        assertThat(new SnapshotReader("v", claims).count(1)).isEqualTo(5);
        assertThatIllegalArgumentException().isThrownBy(() -> new SnapshotReader("v", claims).count(2));
        assertThatIllegalArgumentException().isThrownBy(() -> new SnapshotReader("v", claims).text(4));
        byte[] endless = new SnapshotWriter("v").putLong(-1).putLong(-1).toByteArray();
        assertThatIllegalArgumentException().isThrownBy(() -> new SnapshotReader("v", endless).packed());
    }
}
