package io.vfioreplay.bench.peer;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** An access as an event of the JDK's flight recorder; see {@link io.vfioreplay.bench.workload.Workload} for the numbers. */
@Name("io.vfioreplay.bench.Access")
@Label("Access")
@Category("vfio-replay")
@StackTrace(false)
final class AccessEvent extends Event {

    @Label("Sequence")
    long sequence;

    @Label("Time")
    long timeNanos;

    @Label("Word")
    long word;

    @Label("Address")
    long address;

    @Label("Value")
    long value;

    @Label("Origin")
    long origin;
}
