package io.vfioreplay.tool.debug;

import io.vfioreplay.engine.travel.Stop;
import io.vfioreplay.engine.travel.Stops;
import java.util.ArrayList;
import java.util.List;

/** {@code delete}, {@code enable}, {@code disable}: changes stops that there are. */
final class StopCommand implements Command {

    private final Change change;

    StopCommand(Change change) {
        this.change = change;
    }

    /** What becomes of a stop. */
    enum Change {
        /** It goes. */
        DELETE(List.of("delete", "d"), "take breakpoints and watches away, or a bookmark; all stops without a number"),
        /** It stops again. */
        ENABLE(List.of("enable", "en"), "let breakpoints and watches stop again"),
        /** It does not stop. */
        DISABLE(List.of("disable", "dis"), "let breakpoints and watches stop no more, but keep them");

        private final List<String> names;
        private final String summary;

        Change(List<String> names, String summary) {
            this.names = names;
            this.summary = summary;
        }
    }

    @Override
    public Manual manual() {
        String name = change.names.get(0);
        return new Manual(
                change.names,
                "[N...]",
                change.summary,
                List.of("Without a number all are meant. \"info breakpoints\" has the numbers.", "  " + name + " 1 3"));
    }

    @Override
    public Answer run(Desk desk, Arguments given) {
        Stops stops = desk.stops();
        if (change == Change.DELETE && desk.bookmarks().remove(given.text()) != null) {
            return Message.of("bookmark " + given.text() + " is gone");
        }
        List<Integer> numbers = new ArrayList<>();
        if (given.isEmpty()) {
            stops.all().forEach(each -> numbers.add(each.number()));
        }
        given.words().forEach(word -> numbers.add((int) Math.min(Integer.MAX_VALUE, given.count(word))));
        demand(stops, numbers);
        numbers.forEach(number -> change(stops, number));
        return new StopList(stops.all());
    }

    /** Either all of them change, or none. */
    private static void demand(Stops stops, List<Integer> numbers) {
        List<Integer> known = stops.all().stream().map(Stop::number).toList();
        for (int number : numbers) {
            if (!known.contains(number)) {
                throw new CommandException("there is no stop " + number + "; expected "
                        + (known.isEmpty() ? "one made by \"break\" or \"watch\"" : "one of " + known));
            }
        }
    }

    private void change(Stops stops, int number) {
        switch (change) {
            case DELETE -> stops.delete(number);
            case ENABLE -> stops.enable(number, true);
            case DISABLE -> stops.enable(number, false);
        }
    }

    @Override
    public List<String> candidates(Desk desk, Arguments given) {
        List<String> names = new ArrayList<>();
        desk.stops().all().forEach(each -> names.add(Integer.toString(each.number())));
        if (change == Change.DELETE) {
            names.addAll(desk.bookmarks().keySet());
        }
        return names;
    }
}
