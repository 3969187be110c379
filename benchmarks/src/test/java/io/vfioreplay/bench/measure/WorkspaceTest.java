package io.vfioreplay.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WorkspaceTest {

    @TempDir
    private Path parent = Path.of("");

    @Test
    void close_leavesNothingBehind() throws IOException {
        try (Workspace workspace = Workspace.below(parent, 1)) {
            Path fresh = workspace.fresh("turn");
            Files.writeString(fresh.resolve("a"), "123");
            Files.writeString(Files.createDirectory(fresh.resolve("b")).resolve("c"), "4567");
            assertThat(Workspace.bytes(fresh)).isEqualTo(7);
            workspace.recycle(3 << 20);
            workspace.remove(fresh);
            assertThat(fresh).doesNotExist();
        }
        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void below_refusesWhatIsNoDirectory() {
        assertThatThrownBy(() -> Workspace.below(parent.resolve("none"), 1))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("none: no directory");
    }

    @Test
    void below_refusesAFileSystemWithoutRoom() {
        assertThatThrownBy(() -> Workspace.below(parent, Long.MAX_VALUE))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(parent.toString())
                .hasMessageContaining("--dir");
        assertThat(parent).isEmptyDirectory();
    }
}
