package io.vfioreplay.tool.debug;

import java.util.List;

/** {@code watch}: stops at changes. */
final class WatchCommand implements Command {

    @Override
    public Manual manual() {
        return new Manual(
                List.of("watch", "wa"),
                "FIELD",
                "let \"continue\" and \"reverse-continue\" stop where a field changes",
                List.of(
                        "Fields are those of \"last\": registers, values of the state, memory, and comparisons, which stop where"
                                + " they become true.",
                        "  watch bar0/0x10",
                        "  watch device*/state",
                        "  watch mem 0x8000..0x8fff",
                        "  watch device0/bar0/0x10/read == 0x7"));
    }

    @Override
    public Answer run(Desk desk, Arguments given) {
        return new StopList(List.of(desk.stops().addWatch(Fields.pattern(desk, given.required("a field")))));
    }

    @Override
    public List<String> candidates(Desk desk, Arguments given) {
        return Fields.candidates(desk);
    }
}
