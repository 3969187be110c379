package io.vfioreplay.engine.capture.vfiouser;

import io.vfioreplay.engine.capture.CaptureSummary;
import io.vfioreplay.engine.capture.CaptureSummary.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Counts how every packet and message came out. */
final class Tally {

    private static final String UNKNOWN = "unknown command";
    private static final String UNEXPECTED = "unexpected reply";

    private final SortedMap<String, long[]> commands = new TreeMap<>();
    private final List<String> devices = new ArrayList<>();
    private long packets;
    private long events;
    private long irrelevant;
    private long damaged;
    private boolean packetDamaged;
    private @Nullable String firstDamage;

    /** What a message turned out to be; the order is that of {@link CaptureSummary.Messages}. */
    enum Outcome {
        REQUEST,
        REPLY,
        ERROR,
        POSTED,
        UNANSWERED
    }

    void device(String name) {
        devices.add(name);
    }

    void packetBegins() {
        packets++;
        packetDamaged = false;
    }

    void packetEnds(boolean relevant) {
        if (packetDamaged) {
            damaged++;
        } else if (!relevant) {
            irrelevant++;
        }
    }

    /** Something in the current packet was not understood. */
    void damage(String where) {
        packetDamaged = true;
        if (firstDamage == null) {
            firstDamage = where;
        }
    }

    /** The file itself is broken and ends here, which may be why its last packet is damaged. */
    void broken(String why) {
        firstDamage = firstDamage == null ? why : firstDamage + "; " + why;
    }

    void message(int command, Outcome outcome) {
        Command known = Command.of(command).orElse(null);
        count(known == null ? UNKNOWN : known.name(), outcome);
    }

    /** A reply that answers nothing belongs to no command: what it says may be bytes that were taken for a header. */
    void unexpectedReply(Outcome outcome) {
        count(UNEXPECTED, outcome);
    }

    private void count(String name, Outcome outcome) {
        commands.computeIfAbsent(name, unused -> new long[Outcome.values().length])[outcome.ordinal()]++;
    }

    void event() {
        events++;
    }

    CaptureSummary summary() {
        SortedMap<String, CaptureSummary.Messages> messages = new TreeMap<>();
        commands.forEach((name, n) -> messages.put(name, new CaptureSummary.Messages(n[0], n[1], n[2], n[3], n[4])));
        return new CaptureSummary(
                Unit.PACKET,
                packets,
                packets - irrelevant - damaged,
                irrelevant,
                damaged,
                Optional.ofNullable(firstDamage),
                messages,
                new TreeMap<>(),
                devices,
                events);
    }
}
