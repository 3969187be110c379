package io.vfioreplay.tool.debug;

import java.util.List;

/** {@code break}: stops at events. */
final class BreakCommand implements Command {

    @Override
    public Manual manual() {
        return new Manual(
                List.of("break", "b", "br"),
                "FILTER",
                "let \"continue\" and \"reverse-continue\" stop at events that pass a filter",
                List.of(
                        "Filters are those of \"vfio-replay query --help\". \"info breakpoints\" lists all stops, \"delete N\" takes"
                                + " one away.",
                        "  break errno != OK",
                        "  break kind == deviceStateSet and state == STOP_COPY",
                        "  break region == 0 and offset in {0x10..0x1f}"));
    }

    @Override
    public Answer run(Desk desk, Arguments given) {
        return new StopList(List.of(desk.stops().addBreak(given.required("a filter"))));
    }

    @Override
    public List<String> candidates(Desk desk, Arguments given) {
        return FilterWords.all();
    }
}
