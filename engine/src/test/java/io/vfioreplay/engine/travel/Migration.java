package io.vfioreplay.engine.travel;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.ingest.CaptureSet;
import io.vfioreplay.engine.ingest.Importer;
import io.vfioreplay.engine.replay.HostState;
import io.vfioreplay.engine.replay.Timeline;
import io.vfioreplay.journal.DamagePolicy;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Both sides of a real migration of the test resources as journals. */
record Migration(Timeline source, Timeline destination) implements AutoCloseable {

    static Migration open(String name, Path directory) {
        return new Migration(journal(name + "-source", directory), journal(name + "-destination", directory));
    }

    static Timeline journal(String name, Path directory) {
        Path journal = directory.resolve(name + ".vfj");
        CaptureSet captures = new CaptureSet(List.of(resource("/captures/" + name + ".pcap.gz")), List.of());
        Importer.run(captures, journal, HostState.fold(), Progress.NONE);
        return Timeline.open(journal, DamagePolicy.STRICT);
    }

    private static Path resource(String name) {
        URL resource = Migration.class.getResource(name);
        if (resource == null) {
            throw new IllegalStateException("no test resource " + name);
        }
        try {
            return Path.of(resource.toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    Session session() {
        return Session.of(
                new Recording("source", source, Optional.empty()),
                new Recording("destination", destination, Optional.empty()));
    }

    @Override
    public void close() {
        source.close();
        destination.close();
    }
}
