package io.vfioreplay.engine.travel;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.engine.postmortem.Side;
import io.vfioreplay.engine.replay.Timeline;
import io.vfioreplay.hardware.device.Facet;
import io.vfioreplay.hardware.device.ObservedDevice;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Event;
import io.vfioreplay.hardware.event.EventKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Makes a {@link Where}. */
final class WhereView {

    private WhereView() {}

    static Where of(Side side, Traveller traveller) {
        Timeline timeline = traveller.timeline();
        Optional<Event> event = traveller.event();
        OptionalLong time = event.map(here -> here.stamp().timeNanos())
                .filter(nanos -> nanos != Envelope.NO_TIME)
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
        long origin = timeline.originNanos();
        List<Where.Device> devices = new ArrayList<>();
        for (ObservedDevice device : traveller.state().host().devices()) {
            devices.add(new Where.Device(
                    device.index(), device.name(), device.believedState().label()));
        }
        return new Where(
                side,
                traveller.position(),
                traveller.lastPosition(),
                time,
                time.isPresent() ? OptionalLong.of(time.getAsLong() - origin) : time,
                event.map(here -> here.stamp().record()).orElse(Envelope.NO_RECORD),
                devices,
                Facet.HOST.of(traveller.state().host(), Envelope.HOST).value("host/vcpus"),
                kind(timeline, traveller.position() + 1));
    }

    private static Optional<EventKind> kind(Timeline timeline, long position) {
        List<EventKind> found = new ArrayList<>(1);
        timeline.replay(
                new Range(position, position + 1), Progress.NONE, (envelope, kind, values, payload) -> found.add(kind));
        return found.stream().findFirst();
    }
}
