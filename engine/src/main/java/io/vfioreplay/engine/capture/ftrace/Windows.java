package io.vfioreplay.engine.capture.ftrace;

import io.vfioreplay.hardware.event.EventSink;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Joins the steps in which threads go through data windows, eight bytes at a time, into pieces of up to {@value Chunk#BYTES_MAX} bytes.
 * A piece ends where the thread does anything else, where anybody does something to the migration of that device, or, ours, when
 * nothing was added for {@value #STALE_NANOS} ns, so that events stay nearly in the order of time.
 */
final class Windows {

    static final long STALE_NANOS = 100_000_000;
    static final int OPEN_MAX = 64;

    private final EventSink sink;
    private final int witness;
    private final List<Chunk> open = new ArrayList<>();

    Windows(EventSink sink, int witness) {
        this.sink = sink;
        this.witness = witness;
    }

    void step(ThreadState thread, Action action, Values values, Moment at) {
        Chunk chunk = thread.chunk();
        if (chunk != null && chunk.goesOnWith(action, values, at)) {
            chunk.append(values, at);
            return;
        }
        endOf(thread);
        if (open.size() == OPEN_MAX) {
            end(open.get(0));
        }
        Chunk next = new Chunk(thread, action, values, at);
        thread.setChunk(next);
        open.add(next);
    }

    /** Ends the piece of this thread, if it has one. */
    void endOf(ThreadState thread) {
        @Nullable Chunk chunk = thread.chunk();
        if (chunk != null) {
            end(chunk);
        }
    }

    /** Ends all pieces of this device. */
    void endOfDevice(int device) {
        for (int i = 0; i < open.size(); ) {
            if (open.get(i).device() == device) {
                end(open.get(i));
            } else {
                i++;
            }
        }
    }

    /** Ends the pieces that nothing was added to for a while. */
    void endStale(long now) {
        for (int i = 0; i < open.size(); ) {
            if (now - open.get(i).lastNanos() > STALE_NANOS) {
                end(open.get(i));
            } else {
                i++;
            }
        }
    }

    /** Ends all of them. */
    void endAll() {
        while (!open.isEmpty()) {
            end(open.get(0));
        }
    }

    private void end(Chunk chunk) {
        open.remove(chunk);
        chunk.thread().setChunk(null);
        if (chunk.action() == Action.MIGRATION_WINDOW_READ) {
            sink.migrationWindowRead(chunk.moment().stamp(witness), chunk.offset(), chunk.length(), chunk.data());
        } else {
            sink.migrationWindowWritten(chunk.moment().stamp(witness), chunk.offset(), chunk.length(), chunk.data());
        }
    }
}
