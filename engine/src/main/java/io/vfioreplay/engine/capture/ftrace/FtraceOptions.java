package io.vfioreplay.engine.capture.ftrace;

import java.util.List;
import java.util.Optional;

/**
 * How an ftrace text is to be read.
 *
 * @param mappings what probes mean; where two mean the same event, the one of which the trace holds more kinds of events
 *     counts, and of equals the earlier
 * @param threads which threads count; all of them where it is empty
 * @param markedLines is given what was written by {@code trace_marker}; where it is empty, texts of people become markers
 */
public record FtraceOptions(List<Mapping> mappings, Optional<Threads> threads, Optional<MarkedLines> markedLines) {

    /** Takes a copy of the list. */
    public FtraceOptions {
        mappings = List.copyOf(mappings);
    }

    /** All ready mappings, all threads. */
    public static FtraceOptions defaults() {
        return new FtraceOptions(Mapping.ready(), Optional.empty(), Optional.empty());
    }

    /** The same with other mappings. */
    public FtraceOptions withMappings(List<Mapping> others) {
        return new FtraceOptions(others, threads, markedLines);
    }

    /** The same for these threads only. */
    public FtraceOptions withThreads(Threads selected) {
        return new FtraceOptions(mappings, Optional.of(selected), markedLines);
    }

    /** The same with somebody who is given marked lines. */
    public FtraceOptions withMarkedLines(MarkedLines reader) {
        return new FtraceOptions(mappings, threads, Optional.of(reader));
    }
}
