package io.vfioreplay.tool.debug;

import io.vfioreplay.engine.json.EventJson;
import io.vfioreplay.engine.json.Json;
import io.vfioreplay.engine.travel.Where;
import io.vfioreplay.hardware.event.Event;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.state.StateTree;
import io.vfioreplay.hardware.state.TreeDiff;
import io.vfioreplay.hardware.state.TreeDiff.Difference;
import io.vfioreplay.tool.text.Palette.Role;
import io.vfioreplay.tool.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Where one is: the side, the place among all events, the time, the state of each device, and the event that happened last.
 *
 * @param where the place
 * @param bothSides whether there is another side
 * @param originNanos the time that times are counted from
 * @param event that happened last, empty before the first or where it cannot be read
 * @param changes what the event changed, empty where that was not looked at
 */
record Here(Where where, boolean bothSides, long originNanos, Optional<Event> event, List<Difference> changes)
        implements Answer {

    private static final int CHANGES_MAX = 4;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final String COUNTERS = "/events/";

    Here {
        changes = List.copyOf(changes);
    }

    /** In the journal that commands work on. */
    static Here at(Desk desk) {
        return at(desk, desk.stand());
    }

    /** In one of the journals. */
    static Here at(Desk desk, Stand stand) {
        return new Here(
                desk.session().where(stand.side()),
                desk.hasBothSides(),
                stand.originNanos(),
                stand.event().stream().findFirst(),
                List.of());
    }

    /** The same, with what a move forwards changed. */
    static Here afterStep(Desk desk) {
        Here here = at(desk);
        StateTree before = desk.stand().treeBefore();
        if (before == null || !desk.stand().isQuick()) {
            return here;
        }
        List<Difference> changes = TreeDiff.between(before, desk.stand().tree()).differences().stream()
                .filter(each -> !each.path().contains(COUNTERS))
                .toList();
        return new Here(here.where, here.bothSides, here.originNanos, here.event, changes);
    }

    @Override
    public List<String> lines(Look look) {
        List<String> lines = new ArrayList<>();
        lines.add(look.palette().paint(Role.FAINT, String.join(", ", parts())));
        EventLines events = new EventLines(look, originNanos);
        event.ifPresent(each -> lines.add(events.here(each)));
        lines.addAll(Leaves.changes(look, changes, CHANGES_MAX, "state"));
        return lines;
    }

    /** The place in a few words each: side and position, share, states, time; harmless. */
    List<String> parts() {
        List<String> parts = new ArrayList<>();
        String side = bothSides ? where.side().label() + " " : "";
        if (where.position() < 0) {
            parts.add(side + "before the first of " + Text.plural(where.lastPosition() + 1, "event"));
        } else {
            parts.add(side + "position " + where.position() + " of 0.." + where.lastPosition());
        }
        where.devices().forEach(each -> parts.add(state(each)));
        where.vcpus().ifPresent(vcpus -> parts.add("VCPUs " + Text.harmless(vcpus)));
        where.sinceStartNanos()
                .ifPresent(nanos -> parts.add(String.format(Locale.ROOT, "%+.6f s", nanos / NANOS_PER_SECOND)));
        if (where.position() >= 0 && where.lastPosition() > 0) {
            parts.add(String.format(Locale.ROOT, "%.1f %%", 100.0 * where.position() / where.lastPosition()));
        }
        return parts;
    }

    private String state(Where.Device device) {
        String name = where.devices().size() == 1 ? "" : "device" + device.index() + " ";
        return name + Text.harmless(device.state());
    }

    @Override
    public void json(Json json) {
        json.text("side", bothSides ? where.side().label() : null);
        json.number("position", where.position()).number("last", where.lastPosition());
        json.number(
                "time",
                where.timeNanos().isPresent() ? Long.valueOf(where.timeNanos().getAsLong()) : null);
        json.array(
                "devices",
                () -> where.devices()
                        .forEach(each -> json.object(() -> json.number("index", each.index())
                                .text("name", each.name())
                                .text("state", each.state()))));
        json.text("vcpus", where.vcpus().orElse(null));
        json.text("next", where.next().map(EventKind::label).orElse(null));
        event.ifPresentOrElse(each -> EventJson.write(json, "event", each), () -> json.nothing("event"));
        Leaves.json(json, "changes", changes);
    }
}
