package io.vfioreplay.bench.peer;

import net.openhft.chronicle.bytes.MethodId;

/** The method that {@link ChronicleMethods} records the calls of. Public because generated code implements it. */
public interface AccessLog {
    /** One access; see {@link io.vfioreplay.bench.workload.Workload} for the numbers. */
    @MethodId(1)
    void access(long sequence, long timeNanos, long word, long address, long value, long origin);
}
