package io.vfioreplay.tool.debug;

import io.vfioreplay.tool.debug.Desk.Bookmark;
import java.util.List;
import java.util.regex.Pattern;

/** {@code bookmark}: gives this place a name. */
final class BookmarkCommand implements Command {

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]{0,39}");

    @Override
    public Manual manual() {
        return new Manual(
                List.of("bookmark", "checkpoint", "mark"),
                "[NAME]",
                "give this place a name for \"go\", \"diff\" and \"delete\"",
                List.of(
                        "Without a name the bookmark is called b1, b2 and so on. A name that is taken moves here.",
                        "  bookmark before-the-flip",
                        "  go before-the-flip",
                        "  diff before-the-flip",
                        "\"info bookmarks\" lists them; they end with the session."));
    }

    @Override
    public Answer run(Desk desk, Arguments given) {
        String name = given.word("one name").orElseGet(() -> free(desk));
        if (!NAME.matcher(name).matches()) {
            throw given.wrong("a name of letters, digits and _ . - that begins with a letter");
        }
        Bookmark mark = new Bookmark(name, desk.stand().side(), desk.stand().position());
        desk.bookmarks().put(name, mark);
        return Message.of("bookmark " + name + " at " + desk.place(mark));
    }

    private static String free(Desk desk) {
        int number = 1;
        while (desk.bookmarks().containsKey("b" + number)) {
            number++;
        }
        return "b" + number;
    }
}
