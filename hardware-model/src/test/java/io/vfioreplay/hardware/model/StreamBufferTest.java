package io.vfioreplay.hardware.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.state.SnapshotReader;
import io.vfioreplay.hardware.state.SnapshotWriter;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class StreamBufferTest {

    @Test
    void read_givesBytesInOrderAndNoMoreThanThereAre() {
        StreamBuffer buffer = new StreamBuffer(8);
        buffer.append(new byte[] {1, 2, 3});
        buffer.append(Payload.of(new byte[] {4}));

        assertThat(buffer.read(2).toByteArray()).containsExactly(1, 2);
        assertThat(buffer.remaining()).isEqualTo(2);
        assertThat(buffer.read(Long.MAX_VALUE).toByteArray()).containsExactly(3, 4);
        assertThat(buffer.read(1).length()).isZero();
    }

    @Test
    void read_givesNothingForANegativeLength() {
        StreamBuffer buffer = new StreamBuffer(8);
        buffer.append(new byte[1]);

        assertThat(buffer.read(Long.MIN_VALUE).length()).isZero();
        assertThat(buffer.remaining()).isEqualTo(1);
    }

    @Test
    void append_takesNothingWhenThereIsNoRoom() {
        StreamBuffer buffer = new StreamBuffer(3);

        assertThat(buffer.append(new byte[] {1, 2})).isTrue();
        assertThat(buffer.append(new byte[] {3, 4})).isFalse();
        assertThat(buffer.toByteArray()).containsExactly(1, 2);
        assertThat(buffer.append(new byte[] {3})).isTrue();
    }

    @Test
    void append_hasRoomAgainForWhatWasRead() {
        StreamBuffer buffer = new StreamBuffer(2);
        buffer.append(new byte[] {1, 2});
        buffer.read(1);

        assertThat(buffer.append(new byte[] {3})).isTrue();
        assertThat(buffer.toByteArray()).containsExactly(2, 3);
    }

    @Test
    void buffer_isTheSameAsAListOfBytesUnderRandomUse() {
        Random random = new Random(20240);
        StreamBuffer buffer = new StreamBuffer(5000);
        ByteArrayOutputStream in = new ByteArrayOutputStream();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int round = 0; round < 5000; round++) {
            byte[] data = new byte[random.nextInt(300)];
            random.nextBytes(data);
            if (buffer.append(data)) {
                in.writeBytes(data);
            }
            out.writeBytes(buffer.read(random.nextInt(320)).toByteArray());
        }
        out.writeBytes(buffer.read(5000).toByteArray());
        assertThat(out.toByteArray()).isEqualTo(in.toByteArray());
    }

    @Test
    void drop_forgetsEverything() {
        StreamBuffer buffer = new StreamBuffer(2);
        buffer.append(new byte[] {1, 2});
        buffer.drop();

        assertThat(buffer.remaining()).isZero();
        assertThat(buffer.append(new byte[] {3, 4})).isTrue();
    }

    @Test
    void snapshot_bringsBackTheRemainingBytes() {
        StreamBuffer buffer = new StreamBuffer(4);
        buffer.append(new byte[] {1, 2, 3, 4});
        buffer.read(1);
        SnapshotWriter writer = new SnapshotWriter("v");
        buffer.writeTo(writer);

        StreamBuffer copy = new StreamBuffer(4);
        copy.readFrom(new SnapshotReader("v", writer.toByteArray()));
        assertThat(copy.append(new byte[] {5})).isTrue();
        assertThat(copy.toByteArray()).containsExactly(2, 3, 4, 5);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StreamBuffer(2).readFrom(new SnapshotReader("v", writer.toByteArray())));
    }

    @Test
    void append_neverTakesMoreMemoryThanTheBound() {
        assertThat(new StreamBuffer(100).append(Payload.of(new byte[101]))).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> new StreamBuffer(-1));
        byte[] full = new byte[100];
        Arrays.fill(full, (byte) 9);
        StreamBuffer buffer = new StreamBuffer(100);
        assertThat(buffer.append(full)).isTrue();
        assertThat(buffer.toByteArray()).isEqualTo(full);
    }
}
