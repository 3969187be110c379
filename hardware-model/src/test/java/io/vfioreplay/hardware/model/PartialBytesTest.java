package io.vfioreplay.hardware.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.state.SnapshotReader;
import io.vfioreplay.hardware.state.SnapshotWriter;
import io.vfioreplay.hardware.state.StateTree;
import org.junit.jupiter.api.Test;

final class PartialBytesTest {

    private static final Payload DATA = Payload.of(new byte[] {1, 2, 3});

    @Test
    void read_isUnknownWhereNothingWasWritten() {
        PartialBytes bytes = new PartialBytes(8, false);
        bytes.write(2, DATA, 2);

        assertThat(RandomCalls.text(bytes.read(2, 2))).isEqualTo("0102");
        assertThat(bytes.read(1, 2)).isInstanceOf(Answer.Unknown.class);
        assertThat(bytes.read(3, 2)).isInstanceOf(Answer.Unknown.class);
        assertThat(RandomCalls.text(bytes.read(8, 0))).isEmpty();
    }

    @Test
    void read_isZeroWhereEverythingIsKnown() {
        PartialBytes bytes = new PartialBytes(4, true);

        assertThat(bytes.number(0, 4)).isZero();
        bytes.forget(1, 1);
        assertThat(bytes.isKnown(0, 1)).isTrue();
        assertThat(bytes.isKnown(0, 4)).isFalse();
    }

    @Test
    void range_mustLieWithin() {
        PartialBytes bytes = new PartialBytes(4, true);

        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> bytes.read(3, 2));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> bytes.write(2, DATA, 3));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> bytes.forget(-1, 2));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> bytes.copy(0, 5));
        assertThat(bytes.size()).isEqualTo(4);
    }

    @Test
    void describe_leavesOutWhatIsZero() {
        PartialBytes bytes = new PartialBytes(15, true);
        bytes.write(4, DATA, 3);
        bytes.forget(13, 1);
        StateTree.Builder tree = StateTree.builder();
        bytes.describe(tree, "config/");

        assertThat(tree.build().rendering()).endsWith("1\nconfig/0x4=0x00030201\nconfig/0xc=unknown\n");
    }

    @Test
    void snapshot_bringsBackWhatIsKnownAndWhatIsNot() {
        PartialBytes bytes = new PartialBytes(8, false);
        bytes.write(1, DATA, 3);
        SnapshotWriter writer = new SnapshotWriter("v");
        bytes.writeTo(writer);

        PartialBytes copy = PartialBytes.readFrom(new SnapshotReader("v", writer.toByteArray()), 8);
        assertThat(RandomCalls.text(copy.read(1, 3))).isEqualTo("010203");
        assertThat(copy.isKnown(4, 1)).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PartialBytes.readFrom(new SnapshotReader("v", writer.toByteArray()), 7));
    }
}
