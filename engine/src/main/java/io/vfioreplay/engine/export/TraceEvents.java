package io.vfioreplay.engine.export;

import io.vfioreplay.engine.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Writes a Chrome trace, one event a line. Slices are complete events (X), so no begin can be without its end. One thread.
 *
 * <p>Unit of time: ns since the start of the trace, written as microseconds with three decimals.
 *
 * <p>Source: Trace Event Format (Google, 2016), sections Complete, Instant, Counter, Flow and Metadata Events.
 */
final class TraceEvents implements AutoCloseable {

    private final OutputStream out;
    private final Json json;
    private long count;

    TraceEvents(OutputStream out) {
        this.out = out;
        text("{\"displayTimeUnit\":\"ns\",\"traceEvents\":[\n");
        this.json = Json.lines(out, ",");
    }

    /** Where an event belongs. */
    record Track(int pid, int tid) {}

    /** How many were written. */
    long count() {
        return count;
    }

    /** Names a process and says in which order processes are shown. */
    void process(int pid, String name) {
        metadata("process_name", new Track(pid, 0), args -> args.text("name", name));
        metadata("process_sort_index", new Track(pid, 0), args -> args.number("sort_index", pid));
    }

    /** Names a track of a process; tracks are shown in the order of their numbers. */
    void track(Track track, String name) {
        metadata("thread_name", track, args -> args.text("name", name));
        metadata("thread_sort_index", track, args -> args.number("sort_index", track.tid()));
    }

    private void metadata(String name, Track track, Consumer<Json> args) {
        count++;
        json.object(() -> {
            json.text("ph", "M").text("name", name);
            json.number("pid", track.pid()).number("tid", track.tid());
            json.object("args", () -> args.accept(json));
        });
    }

    /**
     * Something that lasted.
     *
     * @param isBad whether it is coloured as an error
     * @param args writes the members that the viewer shows beside it
     */
    void slice(Track track, String name, long start, long nanos, boolean isBad, Consumer<Json> args) {
        event("X", track, name, start, () -> {
            json.thousandths("dur", nanos);
            if (isBad) {
                json.text("cname", "terrible");
            }
            json.object("args", () -> args.accept(json));
        });
    }

    /** Something that happened at once. */
    void instant(Track track, String name, long at, Consumer<Json> args) {
        event("i", track, name, at, () -> {
            json.text("s", "t");
            json.object("args", () -> args.accept(json));
        });
    }

    /** The value of a counter of a process from now on. */
    void counter(int pid, String name, String unit, long at, long value) {
        event("C", new Track(pid, 0), name, at, () -> json.object("args", () -> json.number(unit, value)));
    }

    /** An arrow from what is on this track at this time. */
    void arrowFrom(Track track, long id, long at) {
        event("s", track, "chunk", at, () -> json.text("cat", "migration").number("id", id));
    }

    /** The end of that arrow. */
    void arrowTo(Track track, long id, long at) {
        event(
                "f",
                track,
                "chunk",
                at,
                () -> json.text("cat", "migration").number("id", id).text("bp", "e"));
    }

    private void event(String phase, Track track, String name, long at, Runnable rest) {
        count++;
        json.object(() -> {
            json.text("ph", phase).text("name", name);
            json.number("pid", track.pid()).number("tid", track.tid());
            json.thousandths("ts", at);
            rest.run();
        });
    }

    @Override
    public void close() {
        json.close();
        text("\n]}\n");
    }

    private void text(String text) {
        try {
            out.write(text.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
