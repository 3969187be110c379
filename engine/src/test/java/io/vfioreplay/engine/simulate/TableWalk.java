package io.vfioreplay.engine.simulate;

import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.migration.Protocol;
import io.vfioreplay.hardware.migration.StateV1;
import io.vfioreplay.hardware.migration.StateV2;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Asks one device for every state in every state that it can be brought to, the unknown ones as well. A device that is to leave
 * RESUMING was given a whole stream before.
 *
 * <p>The way to a state where something is left to ask is searched among the answers seen so far, so that no table is needed.
 */
final class TableWalk {

    private static final int REQUESTS_MAX = 2_000;
    private static final int STATES_V1 = 16;
    private static final int STATES_V2 = 9;

    private final Rig rig;
    private final Loader loader;
    private final int states;

    /** By the state before and the state asked for, the state behind. */
    private final Map<Integer, Map<Integer, Integer>> seen = new TreeMap<>();

    private TableWalk(Rig rig) {
        this.rig = rig;
        this.loader = Loader.of(rig.host);
        this.states = rig.host.scenario.isV2() ? STATES_V2 : STATES_V1;
    }

    /** Walks through all that the first device of a host can be asked for; {@code stream} is one that it takes. */
    static void walk(Host host, List<Payload> stream) {
        TableWalk table = new TableWalk(host.rigs.get(0));
        for (int i = 0; i < REQUESTS_MAX; i++) {
            Optional<Integer> next = table.nextRequest();
            if (next.isPresent()) {
                table.ask(next.get(), stream);
            } else if (table.state() == table.afterReset()) {
                return;
            } else {
                table.rig.reset();
            }
        }
        throw new IllegalStateException("the table has no end");
    }

    private int state() {
        return rig.front.state().number();
    }

    private int afterReset() {
        return rig.host.scenario.protocol() == Protocol.V2 ? StateV2.RUNNING.number() : StateV1.RUNNING;
    }

    private void ask(int wanted, List<Payload> stream) {
        int before = state();
        rig.set(wanted);
        int behind = state();
        seen.computeIfAbsent(before, state -> new TreeMap<>()).put(wanted, behind);
        boolean loads = rig.host.scenario.isV2() ? behind == StateV2.RESUMING.number() : behind == StateV1.RESUMING;
        if (loads && before != behind) {
            loader.load(rig, stream);
        }
    }

    /** The first request on the shortest way to one that was never made. */
    private Optional<Integer> nextRequest() {
        Map<Integer, Integer> firstRequests = new TreeMap<>();
        Deque<Integer> reached = new ArrayDeque<>(List.of(state()));
        List<Integer> visited = new ArrayList<>(reached);
        while (!reached.isEmpty()) {
            int from = reached.remove();
            Map<Integer, Integer> answers = seen.getOrDefault(from, Map.of());
            for (int wanted = 0; wanted < states; wanted++) {
                int first = firstRequests.getOrDefault(from, wanted);
                Integer behind = answers.get(wanted);
                if (behind == null) {
                    return Optional.of(first);
                }
                if (!visited.contains(behind)) {
                    visited.add(behind);
                    reached.add(behind);
                    firstRequests.put(behind, first);
                }
            }
        }
        return Optional.empty();
    }
}
