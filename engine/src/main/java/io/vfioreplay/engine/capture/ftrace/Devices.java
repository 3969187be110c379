package io.vfioreplay.engine.capture.ftrace;

import io.vfioreplay.engine.capture.Capture.Numbering;
import io.vfioreplay.engine.capture.RecordTally;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.Stamp;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Which device an event belongs to: numbers devices in the order in which they appear, and opens each at its first event. */
final class Devices {

    /** A trace that names more devices is not one of a host. */
    static final int DEVICES_MAX = 4096;
    /** Where there would be too many, or none is named. */
    static final int NONE = -1;

    private final Numbering numbering;
    private final RecordTally tally;
    private final EventSink sink;
    private final Known known;
    private final Map<Integer, String> groups = new HashMap<>();
    private final Map<String, Integer> numbers = new HashMap<>();

    Devices(Numbering numbering, RecordTally tally, EventSink sink, Known known) {
        this.numbering = numbering;
        this.tally = tally;
        this.sink = sink;
        this.known = known;
        known.threads()
                .ifPresent(threads ->
                        threads.groups().forEach((name, tids) -> tids.forEach(tid -> groups.put(tid, name))));
    }

    /**
     * What is known beforehand.
     *
     * @param sides which threads belong together
     * @param threads which threads the user says belong together
     * @param states the mapping whose protocol devices of threads have, or empty
     */
    record Known(Sides sides, Optional<Threads> threads, Optional<Mapping> states) {}

    /** Whether this thread counts. */
    boolean isSelected(int tid) {
        return known.threads().isEmpty() || groups.containsKey(tid);
    }

    /** The device that an event is about, opened if this is its first, or {@link #NONE}. */
    int of(TraceLine line, long lineNumber, MappedEvent event, ThreadState thread) {
        Mapping mapping = event.mapping();
        if (mapping.isNamedByText()) {
            String word = firstWord(line);
            boolean isName = !word.isEmpty() && word.indexOf('=') < 0;
            return isName ? number(word, mapping, line.timeNanos(), lineNumber) : NONE;
        }
        if (thread.device() == NONE) {
            Mapping of = known.states().orElse(mapping);
            thread.setDevice(number(nameOf(of, thread.tid()), of, line.timeNanos(), lineNumber));
        }
        return thread.device();
    }

    private String nameOf(Mapping mapping, int tid) {
        String group = groups.get(tid);
        return mapping.driver() + " of "
                + (group != null ? group : known.sides().name(known.sides().of(tid)));
    }

    private static String firstWord(TraceLine line) {
        int from = line.textFrom();
        while (from < line.textTo() && line.bytes()[from] == ' ') {
            from++;
        }
        int to = from;
        while (to < line.textTo() && line.bytes()[to] != ' ' && to - from < EventTable.NAME_BYTES_MAX) {
            to++;
        }
        return new String(line.bytes(), from, to - from, StandardCharsets.UTF_8);
    }

    private int number(String name, Mapping mapping, long timeNanos, long line) {
        Integer existing = numbers.get(name);
        if (existing != null) {
            return existing;
        }
        if (numbers.size() == DEVICES_MAX) {
            return NONE;
        }
        int number = numbering.firstDevice() + numbers.size();
        numbers.put(name, number);
        tally.device(name);
        Stamp stamp = new Moment(number, timeNanos, Envelope.NO_DURATION, line, Envelope.OK).stamp(numbering.witness());
        sink.deviceOpened(stamp, mapping.protocol(), Payload.ofUtf8(name));
        return number;
    }
}
