package io.vfioreplay.hardware.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.hardware.event.Payload;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/** Checked: our hashes against the platform's, whole, cut anywhere, and through a snapshot. */
final class RunningHashTest {

    private final Random random = new Random(23);

    @Test
    void sha256_isThePlatformsForEveryLengthAroundABlock() {
        for (int length = 0; length < 300; length++) {
            byte[] bytes = bytes(length);
            ResumableSha256 hash = new ResumableSha256();
            hash.update(bytes, 0, length);
            assertThat(hash.hex()).isEqualTo(Sha256.hexOf(bytes)).isEqualTo(hash.hex());
        }
    }

    @Test
    void sha256_isThePlatformsWhereverTheBytesAreCutAndTheHashIsSnapshotted() {
        for (int round = 0; round < 300; round++) {
            byte[] bytes = bytes(random.nextInt(20_000));
            RunningHash hash = new ResumableSha256();
            for (int at = 0; at < bytes.length; ) {
                int count = Math.min(bytes.length - at, random.nextInt(random.nextBoolean() ? 70 : 9000));
                hash.update(Payload.of(bytes, at, count), count);
                at += count;
                hash = restored((ResumableSha256) hash);
            }
            assertThat(hash.hex()).isEqualTo(Sha256.hexOf(bytes));
        }
    }

    @Test
    void copy_goesItsOwnWay() {
        for (RunningHash hash : new RunningHash[] {new Sha256(), new ResumableSha256()}) {
            hash.update(Payload.ofUtf8("both"), 4);
            RunningHash copy = hash.copy();
            copy.update(Payload.ofUtf8("copy"), 4);
            assertThat(hash.hex()).isEqualTo(Sha256.hexOf(Payload.ofUtf8("both").toByteArray()));
            assertThat(copy.hex())
                    .isEqualTo(Sha256.hexOf(Payload.ofUtf8("bothcopy").toByteArray()));
        }
    }

    @Test
    void crc32c_isThePlatformsWhereverItIsTakenUpAgain() {
        for (int round = 0; round < 500; round++) {
            byte[] bytes = bytes(random.nextInt(10_000));
            Crc32cSum sum = new Crc32cSum();
            for (int at = 0; at < bytes.length; ) {
                int count = Math.min(bytes.length - at, random.nextInt(6000));
                sum.update(Payload.of(Arrays.copyOfRange(bytes, at, at + count)));
                at += count;
                if (random.nextBoolean()) {
                    Crc32cSum resumed = new Crc32cSum();
                    resumed.resume(sum.value());
                    sum = resumed;
                }
            }
            CRC32C expected = new CRC32C();
            expected.update(bytes);
            assertThat(sum.value()).isEqualTo((int) expected.getValue());
        }
    }

    private static ResumableSha256 restored(ResumableSha256 hash) {
        SnapshotWriter out = new SnapshotWriter("test");
        hash.writeTo(out);
        return ResumableSha256.readFrom(new SnapshotReader("test", out.toByteArray()));
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
