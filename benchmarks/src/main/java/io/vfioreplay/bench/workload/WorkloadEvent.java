package io.vfioreplay.bench.workload;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Payload;
import java.util.Objects;

/**
 * One event of a workload, both its envelope and its bytes: moved from event to event, so that feeding a recorder allocates
 * nothing. Valid until it is moved; one thread.
 */
final class WorkloadEvent implements Envelope, Payload {

    private long timeNanos;
    private long value;

    void moveTo(long newTimeNanos, long newValue) {
        timeNanos = newTimeNanos;
        value = newValue;
    }

    @Override
    public long position() {
        return NO_POSITION;
    }

    @Override
    public long timeNanos() {
        return timeNanos;
    }

    @Override
    public long durationNanos() {
        return NO_DURATION;
    }

    @Override
    public int device() {
        return 0;
    }

    @Override
    public int witness() {
        return 0;
    }

    @Override
    public long record() {
        return NO_RECORD;
    }

    @Override
    public int result() {
        return OK;
    }

    @Override
    public int length() {
        return Workload.ACCESS_BYTES;
    }

    @Override
    public byte byteAt(int index) {
        return (byte) (value >>> (Objects.checkIndex(index, Workload.ACCESS_BYTES) * Byte.SIZE));
    }

    @Override
    public void copyTo(int from, byte[] target, int at, int count) {
        for (int i = 0; i < count; i++) {
            target[at + i] = byteAt(from + i);
        }
    }

    @Override
    public long littleEndian() {
        return value;
    }
}
