package io.vfioreplay.engine.capture.bytes;

import java.io.IOException;

/** A file that is not compressed. One thread. */
final class PlainContent implements Content {

    private final RawBytes raw;

    PlainContent(RawBytes raw) {
        this.raw = raw;
    }

    @Override
    public int read(byte[] target, int at, int length) throws IOException {
        int count = Math.min(raw.ahead(1), length);
        System.arraycopy(raw.bytes(), raw.from(), target, at, count);
        raw.pass(count);
        return count == 0 ? END : count;
    }

    @Override
    public void close() throws IOException {
        raw.close();
    }
}
