package io.vfioreplay.tool.text;

import io.vfioreplay.hardware.migration.ArcV2;
import io.vfioreplay.hardware.migration.DialectV1;
import io.vfioreplay.hardware.migration.FeatureSet;
import io.vfioreplay.hardware.migration.GroupActionV1;
import io.vfioreplay.hardware.migration.RefusalV1;
import io.vfioreplay.hardware.migration.SessionEffect;
import io.vfioreplay.hardware.migration.StateV1;
import io.vfioreplay.hardware.migration.StateV2;
import io.vfioreplay.hardware.migration.TransitionsV1;
import io.vfioreplay.hardware.migration.TransitionsV2;
import io.vfioreplay.hardware.migration.WriteV1;
import io.vfioreplay.tool.text.Palette.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** A whole state machine as a picture of characters, drawn from its table. */
public final class StateMachineText {

    private static final int STATE_WIDTH = 14;

    private final Palette palette;

    /** A printer. */
    public StateMachineText(Palette palette) {
        this.palette = palette;
    }

    /** The arcs of a v2 device and the next step of every request. */
    public List<String> lines(FeatureSet features) {
        List<StateV2> states = states(features);
        List<String> lines = new ArrayList<>();
        lines.add(title("v2, features " + features.flags() + ": the arcs that a driver implements"));
        for (StateV2 from : states) {
            lines.addAll(arcs(features, from));
        }
        lines.add("");
        lines.add(title("the next arc, by current state (rows) and requested state (columns)"));
        lines.add(row("", states.stream().map(StateV2::name).toList()));
        for (StateV2 from : states) {
            lines.add(row(
                    from.name(),
                    states.stream().map(to -> cell(features, from, to)).toList()));
        }
        lines.add("=  already there      -  refused with EINVAL      every request in ERROR, and of ERROR, is refused");
        return lines;
    }

    private static List<StateV2> states(FeatureSet features) {
        return Stream.of(StateV2.values())
                .filter(state -> state != StateV2.ERROR && features.has(state))
                .toList();
    }

    private List<String> arcs(FeatureSet features, StateV2 from) {
        List<ArcV2> arcs = Stream.of(ArcV2.values())
                .filter(arc -> arc.from() == from && TransitionsV2.hasArc(features, arc))
                .toList();
        List<String> lines = new ArrayList<>();
        for (ArcV2 arc : arcs) {
            boolean isFirst = lines.isEmpty();
            boolean isLast = lines.size() == arcs.size() - 1;
            String stem = isFirst ? (isLast ? "──" : "─┬") : isLast ? " └" : " ├";
            String name = pad(isFirst ? from.name() : "", STATE_WIDTH);
            String effect = arc.session() == SessionEffect.NONE ? "" : session(arc.session());
            lines.add("  " + palette.paint(Role.ACCENT, name) + stem + "─> "
                    + pad(arc.to().name(), STATE_WIDTH) + effect);
        }
        return lines.stream().map(String::stripTrailing).toList();
    }

    private static String session(SessionEffect effect) {
        return effect.name().toLowerCase(Locale.ROOT).replace('_', ' ')
                + (effect == SessionEffect.KEEPS || effect == SessionEffect.ENDS ? " the session" : " session");
    }

    private static String cell(FeatureSet features, StateV2 from, StateV2 to) {
        Optional<StateV2> next = TransitionsV2.next(features, from, to);
        return next.map(state -> state == from ? "=" : state.name()).orElse("-");
    }

    private static String row(String head, List<String> cells) {
        StringBuilder row = new StringBuilder("  " + pad(head, STATE_WIDTH));
        cells.forEach(cell -> row.append(pad(cell, STATE_WIDTH)));
        return row.toString().stripTrailing();
    }

    /** The states of a v1 device, every write of 0 to 15, and the order of actions. */
    public List<String> lines(DialectV1 dialect) {
        List<String> lines = new ArrayList<>();
        String ndma = dialect.offersNdma() ? "NDMA offered" : dialect.knowsNdma() ? "NDMA not offered" : "no NDMA";
        lines.add(title(dialect.protocol().label() + ", " + ndma + ": the outcome of every write"));
        lines.add("                              written");
        lines.add("  current                     " + String.join(" ", columns()));
        for (int from = 0; from < StateV1.VALUES; from++) {
            lines.add(row(dialect, from));
        }
        lines.add(
                "=  already there      o  moved      V  refused with EINVAL      I  refused with EIO: only a reset helps");
        lines.add("");
        lines.add(title("the order of the actions that one write fires"));
        int number = 1;
        for (GroupActionV1 action : TransitionsV1.order(dialect.protocol())) {
            boolean isAbsent =
                    !dialect.offersNdma() && (action == GroupActionV1.NDMA_ON || action == GroupActionV1.NDMA_OFF);
            if (!isAbsent) {
                lines.add("  %2d. %-24s when %-18s becomes true: %s"
                        .formatted(number++, action.label(), action.group(), action.explanation()));
            }
        }
        return lines;
    }

    private static List<String> columns() {
        List<String> columns = new ArrayList<>();
        for (int to = 0; to < StateV1.VALUES; to++) {
            columns.add("%2d".formatted(to));
        }
        return columns;
    }

    private static String row(DialectV1 dialect, int from) {
        StringBuilder row = new StringBuilder("  %2d %-23s  ".formatted(from, StateV1.names(from)));
        for (int to = 0; to < StateV1.VALUES; to++) {
            WriteV1 write = TransitionsV1.write(dialect, from, to);
            if (write instanceof WriteV1.Refused refused && refused.reason() == RefusalV1.CURRENT_NOT_REACHABLE) {
                return row.append("no device is ever in this state").toString();
            }
            row.append("  ").append(symbol(write));
        }
        return row.toString();
    }

    private static char symbol(WriteV1 write) {
        if (write instanceof WriteV1.Refused refused) {
            return refused.reason() == RefusalV1.IN_ERROR ? 'I' : 'V';
        }
        return write instanceof WriteV1.Same ? '=' : 'o';
    }

    private String title(String text) {
        return palette.paint(Role.TITLE, text);
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
