package io.vfioreplay.engine.shrink;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.ingest.CaptureSet;
import io.vfioreplay.engine.ingest.Importer;
import io.vfioreplay.engine.replay.HostState;
import io.vfioreplay.engine.replay.Timeline;
import io.vfioreplay.journal.DamagePolicy;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Recordings of the test resources, imported. */
record Migration(Timeline source, Optional<Timeline> destination) implements AutoCloseable {

    /** Of {@code f12} for example, both sides; of {@code f22-source.pcap.gz} one; of {@code v2-mismatch} the logs of QEMU. */
    static Migration of(String name, Path directory) {
        if (name.contains(".pcap")) {
            return new Migration(imported("/captures/" + name, directory, "source"), Optional.empty());
        }
        boolean isLog = name.startsWith("v");
        String from = isLog ? "/migrations/" + name + "/source" : "/captures/" + name + "-source.pcap.gz";
        String to = isLog ? "/migrations/" + name + "/destination" : "/captures/" + name + "-destination.pcap.gz";
        return new Migration(imported(from, directory, "source"), Optional.of(imported(to, directory, "destination")));
    }

    private static Timeline imported(String resource, Path directory, String name) {
        try {
            Path journal = directory.resolve(name + ".vfj");
            Path capture = Path.of(Objects.requireNonNull(Migration.class.getResource(resource), resource)
                    .toURI());
            Importer.run(new CaptureSet(List.of(capture), List.of()), journal, HostState.fold(), Progress.NONE);
            return Timeline.open(journal, DamagePolicy.STRICT);
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    Examination examination() {
        return new Examination(source, destination);
    }

    @Override
    public void close() {
        source.close();
        destination.ifPresent(Timeline::close);
    }
}
