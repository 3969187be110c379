package io.vfioreplay.bench.torture;

import io.vfioreplay.engine.pipeline.Recorder;
import io.vfioreplay.hardware.event.Event;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a process does that is going to be killed: records one journal after the other and reports what is acknowledged, one line a
 * report. A line is one write to a pipe of less than 4,096 bytes, which happens whole or not at all (pipe(7)), so there is no
 * half of a report.
 *
 * <pre>
 *  begun NUMBER               the journal is about to be made
 *  published NUMBER POSITION  all positions up to this one are acknowledged
 *  sealed NUMBER              the recorder was closed
 * </pre>
 */
final class WriterLoop {

    static final String BEGUN = "begun";
    static final String PUBLISHED = "published";
    static final String SEALED = "sealed";

    private static final int REPORT_EVERY = 8;

    private final Path directory;
    private final long seed;
    private final OutputStream reports;
    private long published;

    WriterLoop(Path directory, long seed, OutputStream reports) {
        this.directory = directory;
        this.seed = seed;
        this.reports = reports;
    }

    /** The directory of a journal. */
    static Path journal(Path directory, long number) {
        return directory.resolve(number + ".vfj");
    }

    /** Goes on until the process is killed, or nobody reads its reports any more. */
    void run() throws IOException {
        for (long number = 0; ; number++) {
            JournalPlan plan = JournalPlan.of(seed, number);
            List<Event> events = events(plan);
            report(BEGUN + " " + number);
            record(plan, events, number);
            report(SEALED + " " + number);
        }
    }

    /** Made before, so that a kill finds the recorder at work and not the script. */
    private static List<Event> events(JournalPlan plan) {
        List<Event> events = new ArrayList<>();
        for (int position = 0; position < plan.events(); position++) {
            events.add(plan.script().at(position));
        }
        return events;
    }

    private void record(JournalPlan plan, List<Event> events, long number) throws IOException {
        published = -1;
        try (Recorder recorder = plan.recorder(journal(directory, number))) {
            for (int position = 0; position < plan.events(); position++) {
                events.get(position).sendTo(recorder);
                if (position % plan.syncEvery() == plan.syncEvery() - 1) {
                    recorder.sync();
                }
                if (position % REPORT_EVERY == 0) {
                    reportPublished(recorder, number);
                }
            }
            reportPublished(recorder, number);
        }
    }

    private void reportPublished(Recorder recorder, long number) throws IOException {
        long now = recorder.publishedPosition();
        if (now != published) {
            published = now;
            report(PUBLISHED + " " + number + " " + now);
        }
    }

    private void report(String line) throws IOException {
        reports.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
        reports.flush();
    }
}
