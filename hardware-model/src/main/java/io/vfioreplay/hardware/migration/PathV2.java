package io.vfioreplay.hardware.migration;

import java.util.List;

/** How a v2 request is carried out: the arcs that are walked one by one, or why it is refused. */
public sealed interface PathV2 {
    /**
     * The request is carried out.
     *
     * @param arcs in walking order; empty when the device is already in the requested state
     */
    record Walked(List<ArcV2> arcs) implements PathV2 {
        /** Throws {@link IllegalArgumentException} when one arc does not begin where the one before it ends. */
        public Walked {
            arcs = List.copyOf(arcs);
            for (int i = 1; i < arcs.size(); i++) {
                if (arcs.get(i - 1).to() != arcs.get(i).from()) {
                    throw new IllegalArgumentException("no path: " + arcs);
                }
            }
        }

        /** Whether the last arc returns a new {@code data_fd}. */
        public boolean returnsDataFd() {
            return !arcs.isEmpty() && arcs.get(arcs.size() - 1).session().opens();
        }

        /** Whether an arc on the way ends a session that was open before. */
        public boolean endsSession() {
            return arcs.stream().anyMatch(arc -> arc.session() == SessionEffect.ENDS);
        }
    }

    /**
     * The request is refused with {@link Refusal#ERRNO}; state and session are unchanged.
     *
     * @param reason why
     */
    record Refused(Refusal reason) implements PathV2 {}
}
