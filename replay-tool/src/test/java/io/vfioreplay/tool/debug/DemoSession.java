package io.vfioreplay.tool.debug;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.replay.HostState;
import io.vfioreplay.engine.replay.JournalSource;
import io.vfioreplay.engine.replay.Timeline;
import io.vfioreplay.engine.travel.Recording;
import io.vfioreplay.engine.travel.Session;
import io.vfioreplay.journal.DamagePolicy;
import io.vfioreplay.tool.text.Palette;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The migration that ships with the tool, opened for tests; its files lie in a directory of the test. */
public final class DemoSession implements AutoCloseable {

    private final List<JournalSource> sources = new ArrayList<>();
    private final List<Timeline> timelines = new ArrayList<>();
    private final Session session;

    /** Both sides, before their first events. */
    public DemoSession(Path directory) throws IOException {
        session = Session.of(recording(directory, "source"), recording(directory, "destination"));
    }

    private Recording recording(Path directory, String side) throws IOException {
        Path file = directory.resolve(side + ".pcap.gz");
        try (InputStream in = resource("/io/vfioreplay/tool/demo/" + side + ".pcap.gz")) {
            Files.write(file, in.readAllBytes());
        }
        JournalSource source = JournalSource.open(file, HostState.fold(), Progress.NONE);
        sources.add(source);
        Timeline timeline = Timeline.open(source.journal(), DamagePolicy.STRICT);
        timelines.add(timeline);
        return new Recording(file.toString(), timeline, Optional.empty());
    }

    /** A debugger of it that writes answers and errors into a list. */
    public Debugger debugger(List<String> lines) {
        Look look = new Look(Palette.PLAIN, Look.WIDTH);
        return Debugger.forPeople(
                session, Wait::silent, new Debugger.Output(() -> look, false, lines::add, lines::add));
    }

    Session session() {
        return session;
    }

    @Override
    public void close() {
        timelines.forEach(Timeline::close);
        sources.forEach(JournalSource::close);
    }

    private static InputStream resource(String name) {
        InputStream in = DemoSession.class.getResourceAsStream(name);
        if (in == null) {
            throw new IllegalStateException("no resource " + name);
        }
        return in;
    }
}
