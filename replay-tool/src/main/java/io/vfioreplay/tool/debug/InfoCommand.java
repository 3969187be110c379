package io.vfioreplay.tool.debug;

import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.engine.travel.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@code info}: what there is. */
final class InfoCommand implements Command {

    private static final int PHASES_MAX = 200;
    private static final String WATCHPOINTS = "watchpoints";

    /** What can be asked about. */
    private enum Topic {
        /** Stops. */
        BREAKPOINTS("breakpoints and watches"),
        /** Named places. */
        BOOKMARKS("places with a name"),
        /** Devices. */
        DEVICES("the devices that were seen until here"),
        /** What this and the next events say of the journal. */
        JOURNAL("the journal: events, digest, what it was made of"),
        /** States. */
        PHASES("the states of each device, and from where on"),
        /** Registers. */
        REGISTERS("the registers that were touched until here"),
        /** Sides. */
        SIDES("where I am on each side"),
        /** Findings. */
        FINDINGS("what is wrong");

        private final String summary;

        Topic(String summary) {
            this.summary = summary;
        }

        private String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public Manual manual() {
        List<String> details = new ArrayList<>();
        for (Topic topic : Topic.values()) {
            details.add(String.format(Locale.ROOT, "  info %-12s %s", topic.label(), topic.summary));
        }
        return new Manual(List.of("info", "i"), "TOPIC", "what there is: " + topics(), details);
    }

    private static String topics() {
        List<String> labels = new ArrayList<>();
        for (Topic topic : Topic.values()) {
            labels.add(topic.label());
        }
        return String.join(", ", labels);
    }

    @Override
    public Answer run(Desk desk, Arguments given) {
        String word = given.word("one of " + topics()).orElseThrow(() -> given.wrong("one of " + topics()));
        for (Topic topic : Topic.values()) { // The first one that fits: "info b" is about breakpoints, as gdb has it.
            if (topic.label().startsWith(word) || (topic == Topic.BREAKPOINTS && WATCHPOINTS.startsWith(word))) {
                return about(desk, topic);
            }
        }
        throw given.wrong("one of " + topics());
    }

    private static Answer about(Desk desk, Topic topic) {
        return switch (topic) {
            case BREAKPOINTS -> new StopList(desk.stops().all());
            case BOOKMARKS -> bookmarks(desk);
            case DEVICES -> DeviceList.of(desk.stand().tree());
            case JOURNAL -> JournalFacts.of(desk.stand());
            case PHASES -> phases(desk);
            case REGISTERS -> RegisterList.of(desk.stand().tree());
            case SIDES -> new Sides(desk.everyWhere());
            case FINDINGS -> new FindingsCommand().run(desk, new Arguments("findings", ""));
        };
    }

    private static Answer bookmarks(Desk desk) {
        List<String> lines = new ArrayList<>();
        desk.bookmarks().values().forEach(each -> lines.add(each.name() + " at " + desk.place(each)));
        return new Message(lines.isEmpty() ? List.of("no bookmarks; \"bookmark NAME\" makes one") : lines);
    }

    private static Answer phases(Desk desk) {
        List<Change> found = new ArrayList<>();
        long[] total = {0};
        desk.patiently("searching", progress -> {
            desk.changes().history(Fields.pattern(desk, "device*/state"), Range.ALL, progress, change -> {
                total[0]++;
                return found.size() >= PHASES_MAX || found.add(change);
            });
            return total;
        });
        return new ChangesAnswer(
                "device*/state", found, total[0], List.of(), desk.stand().originNanos(), "no state was seen");
    }

    @Override
    public List<String> candidates(Desk desk, Arguments given) {
        return List.of(topics().split(", "));
    }
}
