package io.vfioreplay.engine.capture.qemu;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes a binary trace by hand, as QEMU would. */
final class SimpleTraceFile {

    static final int PID = 4711;

    private final ByteOrder order;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Map<String, Integer> ids = new LinkedHashMap<>();
    private long timeNanos = 1_000_000;

    private SimpleTraceFile(ByteOrder order, long version) {
        this.order = order;
        out.writeBytes(bytes(24)
                .putLong(-1)
                .putLong(0xf2b177cb0aa429b4L)
                .putLong(version)
                .array());
    }

    /** A trace that names these events and holds none yet. */
    static SimpleTraceFile of(String... names) {
        return of(ByteOrder.LITTLE_ENDIAN, names);
    }

    static SimpleTraceFile of(ByteOrder order, String... names) {
        SimpleTraceFile file = new SimpleTraceFile(order, 4);
        for (String name : names) {
            file.mapping(10 + file.ids.size(), name);
        }
        return file;
    }

    static SimpleTraceFile ofVersion(long version) {
        return new SimpleTraceFile(ByteOrder.LITTLE_ENDIAN, version);
    }

    SimpleTraceFile mapping(int id, String name) {
        ids.putIfAbsent(name, id);
        byte[] text = name.getBytes(StandardCharsets.US_ASCII);
        out.writeBytes(bytes(20 + text.length)
                .putLong(0)
                .putLong(id)
                .putInt(text.length)
                .put(text)
                .array());
        return this;
    }

    /** An event with texts and numbers. */
    SimpleTraceFile event(String name, Object... args) {
        return record(ids.getOrDefault(name, 0xffff), args);
    }

    SimpleTraceFile lost(long count) {
        return record(-2, count);
    }

    SimpleTraceFile record(long id, Object... args) {
        byte[] arguments = arguments(args);
        return record(id, 24 + arguments.length, arguments);
    }

    /** A record whose length field says something else. */
    SimpleTraceFile record(long id, int length, byte[] arguments) {
        timeNanos += 1000;
        out.writeBytes(bytes(32 + arguments.length)
                .putLong(1)
                .putLong(id)
                .putLong(timeNanos)
                .putInt(length)
                .putInt(PID)
                .put(arguments)
                .array());
        return this;
    }

    SimpleTraceFile raw(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    int size() {
        return out.size();
    }

    byte[] toByteArray() {
        return out.toByteArray();
    }

    byte[] arguments(Object... args) {
        ByteArrayOutputStream arguments = new ByteArrayOutputStream();
        for (Object arg : args) {
            if (arg instanceof Number number) {
                arguments.writeBytes(bytes(8).putLong(number.longValue()).array());
            } else {
                byte[] text = String.valueOf(arg).getBytes(StandardCharsets.UTF_8);
                int length = Math.min(text.length, 512); // As QEMU cuts it.
                arguments.writeBytes(bytes(4).putInt(length).array());
                arguments.write(text, 0, length);
            }
        }
        return arguments.toByteArray();
    }

    private ByteBuffer bytes(int count) {
        return ByteBuffer.allocate(count).order(order);
    }
}
