package io.vfioreplay.engine.postmortem;

import io.vfioreplay.engine.capture.Capture;
import io.vfioreplay.engine.capture.vfiouser.VfioUserCapture;
import io.vfioreplay.engine.diff.EventSource;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Event;
import io.vfioreplay.hardware.event.Flattener;
import io.vfioreplay.hardware.event.Stamp;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A recording of vfio-user messages from the test resources, if need be by a clock that goes wrong. */
final class PcapRecording {

    private PcapRecording() {}

    /** The evidence in {@code /captures/NAME.pcap.gz}, all its times moved; empty where there is no such recording. */
    static Optional<Evidence> evidence(String name, long aheadNanos) {
        URL resource = PcapRecording.class.getResource("/captures/" + name + ".pcap.gz");
        return resource == null ? Optional.empty() : Optional.of(Evidence.of(load(resource, aheadNanos)));
    }

    private static EventSource load(URL resource, long aheadNanos) {
        List<Event> events = new ArrayList<>();
        VfioUserCapture.open(path(resource))
                .readInto(
                        new Flattener((envelope, kind, values, payload) -> {
                            Event event = Event.copyOf(envelope, kind, values, payload);
                            Stamp stamp = moved(event.stamp(), events.size(), aheadNanos);
                            events.add(new Event(stamp, kind, event.values(), event.payload()));
                        }),
                        Capture.Numbering.ALONE,
                        Capture.Progress.NONE);
        return (from, to, sink) -> {
            for (long i = from; i < Math.min(to, events.size()); i++) {
                events.get((int) i).sendTo(sink);
            }
        };
    }

    private static Stamp moved(Stamp stamp, long position, long aheadNanos) {
        long time = stamp.timeNanos() == Envelope.NO_TIME ? Envelope.NO_TIME : stamp.timeNanos() + aheadNanos;
        return new Stamp(
                position, time, stamp.durationNanos(), stamp.device(), stamp.witness(), stamp.record(), stamp.result());
    }

    private static Path path(URL resource) {
        try {
            return Path.of(Objects.requireNonNull(resource).toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
