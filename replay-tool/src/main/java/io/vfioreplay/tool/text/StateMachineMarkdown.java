package io.vfioreplay.tool.text;

import io.vfioreplay.hardware.migration.ArcV2;
import io.vfioreplay.hardware.migration.DialectV1;
import io.vfioreplay.hardware.migration.FeatureSet;
import io.vfioreplay.hardware.migration.GroupActionV1;
import io.vfioreplay.hardware.migration.Protocol;
import io.vfioreplay.hardware.migration.SessionEffect;
import io.vfioreplay.hardware.migration.StateV1;
import io.vfioreplay.hardware.migration.StateV2;
import io.vfioreplay.hardware.migration.TransitionsV1;
import io.vfioreplay.hardware.migration.TransitionsV2;
import io.vfioreplay.hardware.migration.WriteV1;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A whole state machine as Markdown with a Mermaid diagram, drawn from its table. A v1 diagram shows the flows that the texts
 * document; everything that may be written is in the table behind it.
 */
public final class StateMachineMarkdown {

    /** Save, resume and abort, by the numbers of the states; the merged uAPI has no NDMA. */
    private static final int[][] FLOWS_RFC = {
        {1, 3}, {3, 11}, {11, 2}, {2, 0}, {0, 4}, {1, 4}, {4, 9}, {9, 1}, {1, 2}, {3, 2}, {3, 1}, {11, 1}, {2, 1},
        {0, 1}, {1, 9}, {9, 2}, {4, 1}, {4, 3}, {2, 4}, {1, 0}
    };

    private static final int[][] FLOWS_BARE = {
        {1, 3}, {3, 2}, {2, 0}, {1, 2}, {1, 0}, {1, 4}, {0, 4}, {4, 1}, {3, 1}, {2, 1}, {0, 1}
    };

    private StateMachineMarkdown() {}

    /** All of them: the document that the build compares. */
    public static List<String> document() {
        List<String> lines = new ArrayList<>(List.of(
                "# The state machines",
                "",
                "Drawn from the tables in `io.vfioreplay.hardware.migration` by `vfio-replay explain --protocol P --markdown`; the build",
                "compares this file with them. `vfio-replay explain --protocol P` draws the same for a terminal.",
                ""));
        for (FeatureSet features : FeatureSet.values()) {
            lines.addAll(lines(features));
        }
        for (Protocol protocol : List.of(Protocol.V1_UAPI, Protocol.V1_RFC2, Protocol.V1_RFC3)) {
            lines.addAll(lines(DialectV1.of(protocol)));
        }
        return lines;
    }

    /** The arcs of a v2 device. */
    public static List<String> lines(FeatureSet features) {
        List<String> lines = new ArrayList<>(List.of(
                "## v2, features " + features.flags(),
                "",
                "```mermaid",
                "stateDiagram-v2",
                "    [*] --> RUNNING: open, reset"));
        for (ArcV2 arc : ArcV2.values()) {
            if (TransitionsV2.hasArc(features, arc)) {
                String session = arc.session() == SessionEffect.NONE
                        ? ""
                        : ": " + arc.session().name().toLowerCase(Locale.ROOT).replace('_', ' ');
                lines.add("    " + arc.from() + " --> " + arc.to() + session);
            }
        }
        lines.add("    " + StateV2.ERROR + " --> RUNNING: reset");
        lines.add("```");
        lines.add("");
        return lines;
    }

    /** The flows of a v1 device with their actions, and the outcome of every write. */
    public static List<String> lines(DialectV1 dialect) {
        List<String> lines = new ArrayList<>(List.of(
                "## " + dialect.protocol().label()
                        + (dialect.knowsNdma() && !dialect.offersNdma() ? " without NDMA" : ""),
                "",
                "```mermaid",
                "stateDiagram-v2",
                "    [*] --> S1: open, reset"));
        int[][] flows = dialect.offersNdma() ? FLOWS_RFC : FLOWS_BARE;
        for (int word = 0; word < StateV1.VALUES; word++) {
            if (isIn(flows, word) || word == StateV1.ERROR) {
                lines.add(
                        "    S" + word + ": " + word + " " + StateV1.names(word).replace("|", " "));
            }
        }
        for (int[] flow : flows) {
            lines.add("    S" + flow[0] + " --> S" + flow[1] + label(dialect, flow[0], flow[1]));
        }
        lines.add("    S" + StateV1.ERROR + " --> S1: reset");
        lines.add("```");
        lines.add("");
        lines.add("```");
        lines.addAll(new StateMachineText(Palette.PLAIN).lines(dialect));
        lines.add("```");
        lines.add("");
        return lines;
    }

    private static boolean isIn(int[][] flows, int word) {
        for (int[] flow : flows) {
            if (flow[0] == word || flow[1] == word) {
                return true;
            }
        }
        return false;
    }

    private static String label(DialectV1 dialect, int from, int to) {
        if (!(TransitionsV1.write(dialect, from, to) instanceof WriteV1.Moved moved)) {
            throw new IllegalStateException("a flow that is refused: " + from + " to " + to);
        }
        List<String> actions =
                moved.actions().stream().map(GroupActionV1::label).toList();
        return actions.isEmpty() ? "" : ": " + String.join(", ", actions);
    }
}
