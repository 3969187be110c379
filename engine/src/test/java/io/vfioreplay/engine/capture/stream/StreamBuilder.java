package io.vfioreplay.engine.capture.stream;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes a migration stream by hand. Source of the layout: QEMU {@code migration/savevm.c} and {@code ram.c}. */
final class StreamBuilder {

    static final int START = 1;
    static final int PART = 2;
    static final int END = 3;
    static final int FULL = 4;

    static final long TAG_END = 0xffffffffef100001L;
    static final long TAG_CONFIG = 0xffffffffef100002L;
    static final long TAG_SETUP = 0xffffffffef100003L;
    static final long TAG_DATA = 0xffffffffef100004L;
    static final long TAG_INIT_SENT = 0xffffffffef100005L;
    static final long TAG_LOAD_READY = 0xffffffffef100006L;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** The head of a stream, and the configuration of a machine. */
    StreamBuilder head() {
        return text("QEVM").be32(3).be8(7).be32(4).text("test");
    }

    /** An optional part of the configuration. */
    StreamBuilder subsection(String name) {
        return be8(5).name(name).be32(1);
    }

    StreamBuilder be8(int value) {
        out.write(value);
        return this;
    }

    StreamBuilder be16(int value) {
        return be8(value >> 8).be8(value);
    }

    StreamBuilder be32(int value) {
        return be16(value >> 16).be16(value);
    }

    StreamBuilder be64(long value) {
        return be32((int) (value >> 32)).be32((int) value);
    }

    StreamBuilder bytes(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    StreamBuilder text(String text) {
        return bytes(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** A text with its length in one byte before it. */
    StreamBuilder name(String text) {
        return be8(text.length()).text(text);
    }

    /** The header of a section that names its device. */
    StreamBuilder named(int type, int id, String device) {
        return be8(type).be32(id).name(device).be32(0).be32(1);
    }

    /** The header of a section of a device that was named before. */
    StreamBuilder again(int type, int id) {
        return be8(type).be32(id);
    }

    StreamBuilder footer(int id) {
        return be8(0x7e).be32(id);
    }

    /** The first section of a VFIO device. */
    StreamBuilder vfioSetup(int id, String device) {
        return named(START, id, device).be64(TAG_SETUP).be64(TAG_END).footer(id);
    }

    /** A chunk of data within a section. */
    StreamBuilder chunk(byte[] data) {
        return be64(TAG_DATA).be64(data.length).bytes(data);
    }

    /** A section with one chunk of data. */
    StreamBuilder vfioData(int type, int id, byte[] data) {
        return again(type, id).chunk(data).be64(TAG_END).footer(id);
    }

    /** The section with the configuration of a VFIO device. */
    StreamBuilder vfioConfig(int id, String device, byte[] state) {
        return named(FULL, id, device)
                .be64(TAG_CONFIG)
                .bytes(state)
                .be64(TAG_END)
                .footer(id);
    }

    /** All of a device that is not VFIO. */
    StreamBuilder other(int id, String device, byte[] state) {
        return named(FULL, id, device).bytes(state).footer(id);
    }

    /** The end of the sections, and a description of them. */
    StreamBuilder end() {
        return be8(0).be8(6).be32(2).text("{}");
    }

    int size() {
        return out.size();
    }

    byte[] build() {
        return out.toByteArray();
    }

    /** Bytes in which each differs from its neighbours. */
    static byte[] counted(int length, int seed) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (seed + i * 7 + (i >> 8));
        }
        return bytes;
    }
}
