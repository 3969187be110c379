package io.vfioreplay.engine.capture.qmp;

import io.vfioreplay.engine.capture.qmp.QmpMessage.Command;
import io.vfioreplay.hardware.event.MigrationSide;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a transcript has told about one VMM so far: which of its commands wait for a reply, and what it said last. Bounded. */
final class Vmm {

    private static final int WAITING_MAX = 64;
    private static final int RECENT_MAX = 64;

    private final String name;
    private final MigrationSide side;
    private final Map<String, Waiting> waiting = new LinkedHashMap<>();
    private final Set<String> recent = new LinkedHashSet<>();
    private long commands;
    private String lastStatus = "";
    private String lastError = "";
    private boolean exited;

    /** The VMM's place in the order of events; kept by {@link TimeOrder}. */
    final TimeOrder.Clock clock = new TimeOrder.Clock();

    Vmm(String name, MigrationSide side) {
        this.name = name;
        this.side = side;
    }

    /**
     * A command without a reply so far.
     *
     * @param command what was asked
     * @param timeNanos when, as the line says
     * @param record the line
     */
    record Waiting(Command command, long timeNanos, long record) {}

    MigrationSide side() {
        return side;
    }

    /** A thing of this VMM: {@code vf0 of src}; just the thing where the transcript names no VMM. */
    String of(String what) {
        return name.isEmpty() ? what : what + " of " + name;
    }

    /** Words about this VMM behind its name and side: {@code src (source): STOP}; behind what is known of them. */
    String says(String words) {
        String role = side == MigrationSide.RECORDED ? "" : side.name().toLowerCase(Locale.ROOT);
        if (name.isEmpty()) {
            return role.isEmpty() ? words : role + ": " + words;
        }
        return name + (role.isEmpty() ? "" : " (" + role + ")") + ": " + words;
    }

    /** Remembers a command; false when it is the same as one that waits: a log may show a message more than once. */
    boolean asked(Waiting command) {
        String key = command.command.id().orElseGet(() -> "#" + commands++);
        recent.remove(key);
        if (waiting.containsKey(key)) {
            return false;
        }
        if (waiting.size() == WAITING_MAX) {
            waiting.remove(waiting.keySet().iterator().next());
        }
        waiting.put(key, command);
        return true;
    }

    /** The command that a reply with this id answers; without an id, the oldest without one. Null when none waits. */
    @Nullable
    Waiting answered(Optional<String> id) {
        String key = id.orElseGet(() -> waiting.keySet().stream()
                .filter(k -> k.startsWith("#"))
                .findFirst()
                .orElse(""));
        id.ifPresent(this::isNew);
        return waiting.remove(key);
    }

    /** Whether a reply with this id was seen before, and nothing was asked with it since. */
    boolean isRepeated(Optional<String> id) {
        return id.filter(key -> recent.contains(key) && !waiting.containsKey(key))
                .isPresent();
    }

    /** The command that an unreadable reply most likely answers, or null. */
    @Nullable
    Waiting answeredUnseen() {
        return waiting.isEmpty()
                ? null
                : waiting.remove(waiting.keySet().iterator().next());
    }

    /** Forgets what waits, since the connection or the VMM is gone. */
    List<Waiting> disconnected() {
        List<Waiting> unanswered = new ArrayList<>(waiting.values());
        waiting.clear();
        recent.clear();
        return unanswered;
    }

    /** Whether something was not seen lately; remembers it. */
    boolean isNew(String what) {
        if (recent.size() == RECENT_MAX) {
            recent.remove(recent.iterator().next());
        }
        return recent.add(what);
    }

    /** A new migration may end like the one before it. */
    void migrationBegins() {
        lastStatus = "";
        lastError = "";
    }

    /** Whether the status is another than before. */
    boolean statusChanges(String status) {
        boolean changes = !status.equals(lastStatus);
        lastStatus = status;
        return changes;
    }

    /** Whether the error is another than before. */
    boolean errorChanges(String error) {
        boolean changes = !error.equals(lastError);
        lastError = error;
        return changes;
    }

    /** Whether the process was not yet known to be over. */
    boolean exits() {
        boolean first = !exited;
        exited = true;
        return first;
    }

    /** A new process has this name. */
    void spawned() {
        migrationBegins();
        exited = false;
    }
}
