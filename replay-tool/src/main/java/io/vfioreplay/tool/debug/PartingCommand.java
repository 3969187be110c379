package io.vfioreplay.tool.debug;

import io.vfioreplay.engine.json.Json;
import io.vfioreplay.engine.postmortem.Parting;
import io.vfioreplay.engine.postmortem.Side;
import io.vfioreplay.tool.text.Palette.Role;
import io.vfioreplay.tool.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code parting}: where the two sides part. */
final class PartingCommand implements Command {

    @Override
    public Manual manual() {
        return new Manual(
                List.of("parting", "part"),
                "",
                "go to the events where the streams of both sides part",
                List.of(
                        "Goes to the event that handed out the first byte that was not taken in as it was, and on the other side to"
                                + " the one that took it in. From then on both sides move by themselves, as after \"together off\"."));
    }

    @Override
    public Answer run(Desk desk, Arguments given) {
        given.none();
        if (!desk.hasBothSides()) {
            throw new CommandException("only one journal is open; expected \"vfio-replay debug SOURCE DESTINATION\"");
        }
        Optional<Parting> found = desk.patiently("examining", desk.session()::parting);
        if (found.isEmpty()) {
            return Message.of("nothing shows that the streams of the two sides part");
        }
        Parting parting = found.get();
        desk.move("going", progress -> {
            Side before = desk.session().current();
            desk.session().moveTogether(false, progress);
            desk.session().turnTo(Side.SOURCE);
            desk.session().go(parting.source(), progress);
            desk.session().turnTo(Side.DESTINATION);
            desk.session().go(parting.destination(), progress);
            desk.session().turnTo(before);
            return parting;
        });
        return new Parted(parting, desk.everyWhere());
    }

    /** Where they part. */
    private record Parted(Parting parting, List<Here> places) implements Answer {

        @Override
        public List<String> lines(Look look) {
            List<String> lines = new ArrayList<>();
            lines.add(look.palette()
                    .paint(
                            Role.BAD,
                            "the sides part at byte "
                                    + Text.count(parting.difference().offset())
                                    + " of what was forwarded: source "
                                    + parting.difference().source() + ", destination "
                                    + parting.difference().destination()));
            places.forEach(each -> lines.addAll(each.lines(look)));
            return lines;
        }

        @Override
        public void json(Json json) {
            json.number("offset", parting.difference().offset());
            json.text("source", parting.difference().source());
            json.text("destination", parting.difference().destination());
            json.array("places", () -> places.forEach(each -> json.object(() -> each.json(json))));
        }

        @Override
        public boolean isFinding() {
            return true;
        }
    }
}
