package io.vfioreplay.journal.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SystemReasonTest {

    @TempDir
    private Path directory;

    @Test
    void of_saysWhatTheSystemSaysAndNoNameOfAClass() throws IOException {
        Path file = Files.write(directory.resolve("file"), new byte[] {(byte) 0xff});

        assertThat(reason(() -> Files.readString(directory.resolve("none")))).isEqualTo("No such file or directory");
        assertThat(reason(() -> Files.readAllBytes(directory))).isEqualTo("Is a directory");
        assertThat(reason(() -> Files.createDirectory(file))).isEqualTo("File exists");
        assertThat(reason(() -> Files.delete(directory))).isEqualTo("Directory not empty");
        assertThat(reason(() -> Files.newDirectoryStream(file))).isEqualTo("Not a directory");
        assertThat(reason(() -> Files.readString(file))).isEqualTo("it is no text in UTF-8");
    }

    @Test
    void of_saysThatThereIsNoReasonWhenNoneIsKnown() {
        assertThat(SystemReason.of(new FileSystemException("x"))).isEqualTo("the system gave no reason");
        assertThat(SystemReason.of(new IOException())).isEqualTo("the system gave no reason");
    }

    @Test
    void explained_saysWhatFailedAndThenWhy() {
        IOException cause = new NoSuchFileException("/etc/none");

        assertThat(SystemReason.explained(new UncheckedIOException("cannot read x", cause)))
                .isEqualTo("cannot read x (No such file or directory)");
        assertThat(SystemReason.explained(new UncheckedIOException(cause)))
                .isEqualTo("/etc/none: No such file or directory");
        assertThat(SystemReason.explained(new UncheckedIOException(new IOException("Broken pipe"))))
                .isEqualTo("Broken pipe");
    }

    private static String reason(ThrowingCallable work) {
        return SystemReason.of(catchThrowableOfType(IOException.class, work));
    }
}
