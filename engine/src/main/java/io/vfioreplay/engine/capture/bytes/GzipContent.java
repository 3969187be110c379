package io.vfioreplay.engine.capture.bytes;

import java.io.IOException;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * The content of a gzip file: that of its members, one behind the other. The library's own stream is not used, since it takes a
 * member whose header is cut, or anything else behind a member, for the end, and gives nothing of what it inflated ahead of a
 * wrong code. Zeros that fill the last block of a tape are no damage. One thread.
 *
 * <p>Source: RFC 1952.
 */
final class GzipContent implements Content {

    static final byte[] MAGIC = {0x1f, (byte) 0x8b};

    private static final int HEADER_BYTES = 10;
    private static final int METHOD_AT = 2;
    private static final int DEFLATE = 8;
    private static final int FLAGS_AT = 3;
    private static final int FHCRC = 1 << 1;
    private static final int FEXTRA = 1 << 2;
    private static final int FNAME = 1 << 3;
    private static final int FCOMMENT = 1 << 4;
    private static final int TRAILER_BYTES = 8;

    private final RawBytes raw;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 checksum = new CRC32();
    private boolean inMember;
    private @Nullable BrokenContentException broken;

    GzipContent(RawBytes raw) {
        this.raw = raw;
    }

    @Override
    public int read(byte[] target, int at, int length) throws IOException {
        int count = 0;
        while (count == 0) {
            if (broken != null) {
                throw broken;
            }
            if (!inMember) {
                if (raw.offset() > 0 && isOver()) {
                    return END;
                }
                header();
            }
            count = inflate(target, at, length);
        }
        return count;
    }

    /** Whether nothing but filling is behind the last member. */
    private boolean isOver() throws IOException {
        int there = raw.ahead(MAGIC.length);
        while (there > 0 && raw.u8(0) == 0) {
            raw.pass(1);
            there = raw.ahead(MAGIC.length);
        }
        return there == 0;
    }

    private void header() throws IOException {
        int compared = Math.min(raw.ahead(MAGIC.length), MAGIC.length);
        if (!raw.beginsWith(Arrays.copyOf(MAGIC, compared))) {
            throw BrokenContentException.damaged("what is behind it is no gzip");
        }
        need(HEADER_BYTES);
        if (raw.u8(METHOD_AT) != DEFLATE) {
            throw BrokenContentException.damaged("compression method " + raw.u8(METHOD_AT) + ", expected " + DEFLATE);
        }
        int flags = raw.u8(FLAGS_AT);
        raw.pass(HEADER_BYTES);
        if ((flags & FEXTRA) != 0) {
            need(Short.BYTES);
            int length = (int) raw.little(0, Short.BYTES);
            raw.pass(Short.BYTES);
            pass(length);
        }
        passText((flags & FNAME) != 0);
        passText((flags & FCOMMENT) != 0);
        pass((flags & FHCRC) == 0 ? 0 : Short.BYTES);
        inMember = true;
    }

    private void need(int count) throws IOException {
        if (raw.ahead(count) < count) {
            raw.pass(raw.ahead(0));
            throw BrokenContentException.cut();
        }
    }

    private void pass(int count) throws IOException {
        need(count);
        raw.pass(count);
    }

    private void passText(boolean isThere) throws IOException {
        boolean more = isThere;
        while (more) {
            need(1);
            more = raw.u8(0) != 0;
            raw.pass(1);
        }
    }

    /** The next bytes of a member, 0 when there are none yet or it is over. */
    private int inflate(byte[] target, int at, int length) throws IOException {
        int there = raw.ahead(1);
        inflater.setInput(raw.bytes(), raw.from(), there);
        long readBefore = inflater.getBytesRead();
        long writtenBefore = inflater.getBytesWritten();
        try {
            inflater.inflate(target, at, length);
        } catch (DataFormatException wrong) {
            broken = BrokenContentException.damaged(String.valueOf(wrong.getMessage()));
        }
        int count = (int) (inflater.getBytesWritten() - writtenBefore);
        raw.pass((int) (inflater.getBytesRead() - readBefore));
        checksum.update(target, at, count);
        if (inflater.finished()) {
            broken = trailer();
        } else if (count == 0 && there == 0) {
            throw BrokenContentException.cut();
        }
        return count;
    }

    /** Goes behind the member; returns what is wrong with its end, to be told after its last bytes. */
    private @Nullable BrokenContentException trailer() throws IOException {
        if (raw.ahead(TRAILER_BYTES) < TRAILER_BYTES) {
            raw.pass(raw.ahead(0));
            return BrokenContentException.cut();
        }
        if (raw.little(0, Integer.BYTES) != checksum.getValue()) {
            return BrokenContentException.damaged("its checksum is wrong");
        }
        if ((int) raw.little(Integer.BYTES, Integer.BYTES) != (int) inflater.getBytesWritten()) {
            return BrokenContentException.damaged("its length is wrong");
        }
        raw.pass(TRAILER_BYTES);
        inflater.reset();
        checksum.reset();
        inMember = false;
        return null;
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        raw.close();
    }
}
