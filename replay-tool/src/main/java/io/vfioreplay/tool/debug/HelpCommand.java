package io.vfioreplay.tool.debug;

import io.vfioreplay.engine.json.Json;
import io.vfioreplay.tool.text.Palette.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@code help}: what one can type. */
final class HelpCommand implements Command {

    private final Interpreter interpreter;

    HelpCommand(Interpreter interpreter) {
        this.interpreter = interpreter;
    }

    @Override
    public Manual manual() {
        return new Manual(
                List.of("help", "h", "?"),
                "[COMMAND]",
                "this list, or all about one command",
                List.of("  help history"));
    }

    @Override
    public Answer run(Desk desk, Arguments given) {
        return given.word("the name of one command")
                .<Answer>map(name -> new One(interpreter.table().named(name).manual()))
                .orElseGet(() -> new All(interpreter.table().commands().stream()
                        .map(Command::manual)
                        .toList()));
    }

    @Override
    public List<String> candidates(Desk desk, Arguments given) {
        return List.copyOf(interpreter.table().names());
    }

    /** All commands in a line each. */
    private record All(List<Manual> manuals) implements Answer {

        private static final int COLUMN = 28;

        @Override
        public List<String> lines(Look look) {
            List<String> lines = new ArrayList<>();
            for (Manual manual : manuals) {
                String usage = String.format(Locale.ROOT, "%-" + COLUMN + "s", manual.usage());
                String gap = usage.length() > COLUMN ? "  " : "";
                lines.add("  " + look.palette().paint(Role.ACCENT, usage) + gap + manual.summary());
            }
            lines.add("");
            lines.add("A name may be cut short. An empty line does the last step again. \"help COMMAND\" tells more.");
            return lines;
        }

        @Override
        public void json(Json json) {
            json.array("commands", () -> manuals.forEach(each -> json.object(() -> members(json, each))));
        }
    }

    /** All about one command. */
    private record One(Manual manual) implements Answer {

        @Override
        public List<String> lines(Look look) {
            List<String> lines = new ArrayList<>();
            lines.add(look.palette().paint(Role.TITLE, manual.usage()) + ": " + manual.summary());
            if (manual.names().size() > 1) {
                List<String> others = manual.names().subList(1, manual.names().size());
                lines.add("also: " + String.join(", ", others));
            }
            lines.addAll(manual.details());
            return lines;
        }

        @Override
        public void json(Json json) {
            members(json, manual);
        }
    }

    private static void members(Json json, Manual manual) {
        json.text("usage", manual.usage()).text("summary", manual.summary());
        json.array("names", () -> manual.names().forEach(json::element));
        json.array("details", () -> manual.details().forEach(json::element));
    }
}
