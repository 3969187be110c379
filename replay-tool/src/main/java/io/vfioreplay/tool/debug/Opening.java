package io.vfioreplay.tool.debug;

import io.vfioreplay.engine.json.Json;
import io.vfioreplay.engine.travel.Failure;
import io.vfioreplay.engine.travel.Target;
import io.vfioreplay.tool.text.Palette.Role;
import io.vfioreplay.tool.text.Text;
import io.vfioreplay.tool.text.Wrap;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What is said first: why the debugging begins here, and where that is.
 *
 * @param why in a sentence, or empty where the user chose the place
 * @param isTrouble whether something is wrong
 * @param origin how the place was found
 * @param here the place
 */
record Opening(String why, boolean isTrouble, String origin, Here here) implements Answer {

    private static final String CHOSEN = "chosen";

    /** Goes to a place, or where none is given to the failure. */
    static Opening at(Desk desk, String place) {
        if (place.isEmpty()) {
            Failure failure = desk.patiently("examining", desk.session()::failure);
            Target target = new Target(failure.side(), failure.position(), "");
            desk.move("going", progress -> {
                desk.session().go(target, progress);
                return target;
            });
            return new Opening(failure.why(), isTrouble(failure), name(failure), Here.at(desk));
        }
        Target target = GoCommand.find(desk, place);
        desk.move("going", progress -> {
            desk.session().go(target, progress);
            return target;
        });
        return new Opening(target.note(), false, CHOSEN, Here.at(desk));
    }

    private static boolean isTrouble(Failure failure) {
        return switch (failure.origin()) {
            case POSTMORTEM, FINDING -> true;
            case END, NOT_EXAMINED -> false;
        };
    }

    private static String name(Failure failure) {
        return failure.origin().name().toLowerCase(Locale.ROOT);
    }

    @Override
    public List<String> lines(Look look) {
        List<String> lines = new ArrayList<>();
        if (!why.isEmpty()) {
            Role role = isTrouble ? Role.BAD : Role.TITLE;
            Wrap.at(look.width(), Text.harmless(why))
                    .forEach(line -> lines.add(look.palette().paint(role, line)));
        }
        lines.addAll(here.lines(look));
        return lines;
    }

    @Override
    public void json(Json json) {
        json.text("why", why).text("origin", origin);
        here.json(json);
    }
}
