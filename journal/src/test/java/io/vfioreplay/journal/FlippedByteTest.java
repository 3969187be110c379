package io.vfioreplay.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.journal.format.JournalException;
import io.vfioreplay.journal.format.PayloadRef;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Alters every byte of a journal's files, one at a time.
 *
 * <p>Invariant checked: {@code verify} reports it, or strict reading gives what it gave before. In the blocks every single bit
 * is flipped, and there it must be reported. Not verified: several alterations at once.
 */
final class FlippedByteTest {

    private final List<String> silent = new ArrayList<>();

    @Test
    void verify_reportsEveryFlipThatChangesWhatIsRead(@TempDir Path temp) throws IOException {
        Path journal = temp.resolve("j.vfj");
        PayloadRef ref = Sample.write(journal);
        String expected = Sample.readAll(journal, ref);

        for (Path file : filesOf(journal)) {
            int size = Math.toIntExact(Files.size(file));
            for (int at = 0; at < size; at++) {
                flip(file, at, 0xff, () -> isReported(journal) || isSame(journal, ref, expected));
            }
        }

        assertThat(silent).isEmpty();
    }

    @Test
    void verify_reportsEveryFlippedBitOfABlockAndOfTheWordBeforeIt(@TempDir Path temp) throws IOException {
        Path journal = temp.resolve("j.vfj");
        Sample.write(journal);
        long from;
        long to;
        try (JournalReader reader = JournalReader.open(journal)) {
            from = reader.scan().index().offset(0) - Integer.BYTES;
            to = reader.scan().index().endOffset();
        }

        for (int at = (int) from; at < to; at++) {
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                flip(journal.resolve(Sample.STORE_FILE), at, 1 << bit, () -> isReported(journal));
            }
        }

        assertThat(to - from).isBetween(600L, 2000L);
        assertThat(silent).isEmpty();
    }

    @Test
    void strictReading_neverAnswersOtherwiseWithoutAnErrorWhenABitOfABlockIsFlipped(@TempDir Path temp)
            throws IOException {
        Path journal = temp.resolve("j.vfj");
        PayloadRef ref = Sample.write(journal);
        String expected = Sample.readAll(journal, ref);
        int blocks = Math.toIntExact(Files.size(journal.resolve(Sample.STORE_FILE)));
        IntPredicate isNotZero = nonZero(Sample.read(journal.resolve(Sample.STORE_FILE)));

        for (int at = 0; at < blocks; at++) {
            if (isNotZero.test(at)) {
                flip(journal.resolve(Sample.STORE_FILE), at, 1, () -> isSameOrRefused(journal, ref, expected));
            }
        }

        assertThat(silent).isEmpty();
    }

    private static IntPredicate nonZero(byte[] bytes) {
        return at -> bytes[at] != 0;
    }

    private static List<Path> filesOf(Path journal) throws IOException {
        try (Stream<Path> files = Files.list(journal)) {
            return files.sorted().toList();
        }
    }

    /** What must hold while a byte is altered. */
    private interface Check {
        boolean holds();
    }

    private void flip(Path file, int at, int mask, Check check) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer one = ByteBuffer.allocate(1);
            channel.read(one, at);
            byte good = one.get(0);
            channel.write(ByteBuffer.wrap(new byte[] {(byte) (good ^ mask)}), at);
            if (!check.holds()) {
                silent.add("%s byte %d mask 0x%x".formatted(file.getFileName(), at, mask));
            }
            channel.write(ByteBuffer.wrap(new byte[] {good}), at);
        }
    }

    private static boolean isReported(Path journal) {
        try {
            return !JournalVerifier.verify(journal).isClean();
        } catch (JournalException refused) {
            return true;
        }
    }

    private static boolean isSame(Path journal, PayloadRef ref, String expected) {
        return Sample.readAll(journal, ref).equals(expected);
    }

    /** A SEAL that cannot be read, or is not there, is the one difference that verify alone makes an error of. */
    private static boolean isSameOrRefused(Path journal, PayloadRef ref, String expected) {
        try {
            String found = Sample.readAll(journal, ref);
            return found.equals(expected) || found.contains("Optional.empty");
        } catch (JournalException refused) {
            return true;
        }
    }
}
