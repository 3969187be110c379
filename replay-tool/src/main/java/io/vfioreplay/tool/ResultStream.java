package io.vfioreplay.tool;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** Where results go, and why they could not: a print stream tells only that it failed. One thread. */
final class ResultStream extends OutputStream {

    private static final String CLOSED_PIPE = "Broken pipe";

    private final FileOutputStream target;
    private @Nullable String failure;

    ResultStream(FileOutputStream target) {
        this.target = target;
    }

    /** What the system said when writing failed, or null; a reader that has gone away is no failure. */
    @Nullable
    String failure() {
        return failure;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            target.write(bytes, offset, length);
        } catch (IOException failed) {
            String message = String.valueOf(failed.getMessage());
            failure = failure == null && !message.contains(CLOSED_PIPE) ? message : failure;
            throw failed;
        }
    }

    @Override
    public void flush() throws IOException {
        target.flush();
    }
}
