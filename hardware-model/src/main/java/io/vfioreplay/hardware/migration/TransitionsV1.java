package io.vfioreplay.hardware.migration;

import static io.vfioreplay.hardware.migration.GroupActionV1.CAPTURE;
import static io.vfioreplay.hardware.migration.GroupActionV1.CAPTURE_CLEARING;
import static io.vfioreplay.hardware.migration.GroupActionV1.LOAD;
import static io.vfioreplay.hardware.migration.GroupActionV1.NDMA_OFF;
import static io.vfioreplay.hardware.migration.GroupActionV1.NDMA_ON;
import static io.vfioreplay.hardware.migration.GroupActionV1.PRE_COPY_START;
import static io.vfioreplay.hardware.migration.GroupActionV1.RUN;
import static io.vfioreplay.hardware.migration.GroupActionV1.SAVING_CLEAR;
import static io.vfioreplay.hardware.migration.GroupActionV1.STOP;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What every write of a v1 {@code device_state} does: whether it is legal, and which actions it fires in which order.
 *
 * <p>An action fires when its group of bits becomes true and was not true before; NDMA is no part of the other groups, so
 * that setting it in pre-copy begins no second stream. Several bits may change in one write.
 *
 * <p>ours: the merged uAPI gives no order; it is that of revision 3 without NDMA, which is also what the one driver of that
 * time did. Bits above the known ones keep their values whatever is written. In revision 3 the window is emptied by an
 * action of its own only on the way into pre-copy: a capture from RUNNING finds nothing in it, and loading has emptied it.
 *
 * <p>Source: documentation of the migration region, revisions 2 and 3, "Event triggered actions"; review of 2021-12-01 about
 * the order of multi-bit changes.
 */
public final class TransitionsV1 {

    private static final List<GroupActionV1> ORDER_RFC2 = List.of(
            PRE_COPY_START, NDMA_ON, STOP, CAPTURE, CAPTURE_CLEARING, GroupActionV1.RESUMING, LOAD, RUN, NDMA_OFF);

    private static final List<GroupActionV1> ORDER_RFC3 =
            List.of(SAVING_CLEAR, NDMA_ON, STOP, CAPTURE, GroupActionV1.RESUMING, LOAD, RUN, PRE_COPY_START, NDMA_OFF);

    private static final List<GroupActionV1> ORDER_UAPI =
            List.of(STOP, CAPTURE, GroupActionV1.RESUMING, LOAD, RUN, PRE_COPY_START);

    private TransitionsV1() {}

    /** The order in which the actions of one write are carried out; a dialect lacks some of them. */
    public static List<GroupActionV1> order(Protocol protocol) {
        return switch (protocol) {
            case V1_RFC2 -> ORDER_RFC2;
            case V1_RFC3 -> ORDER_RFC3;
            case V1_UAPI -> ORDER_UAPI;
            case V2 -> throw new IllegalArgumentException("v2 walks arcs");
        };
    }

    /**
     * What a write asks of a device.
     *
     * @param current the whole word that the device reports
     * @param requested the whole word that is written
     */
    public static WriteV1 write(DialectV1 dialect, int current, int requested) {
        if (!StateV1.isReachable(dialect, current)) {
            return new WriteV1.Refused(RefusalV1.CURRENT_NOT_REACHABLE);
        }
        if ((current & StateV1.PHASE) == StateV1.ERROR) {
            return new WriteV1.Refused(RefusalV1.IN_ERROR);
        }
        if (!StateV1.isRequestable(dialect, requested)) {
            boolean isPhase = StateV1.isRequestable(dialect, requested & ~StateV1.NDMA);
            return new WriteV1.Refused(isPhase ? RefusalV1.NDMA_NOT_OFFERED : RefusalV1.NOT_REQUESTABLE);
        }
        int next = (current & ~dialect.knownBits()) | (requested & dialect.knownBits());
        return next == current ? new WriteV1.Same() : new WriteV1.Moved(next, actions(dialect, current, next));
    }

    /**
     * The words that a device may report after a write that failed although it was legal: the old one, or ERROR. When
     * RESUMING was to be left, the RFC dialects leave no choice: data that cannot be loaded leads to ERROR.
     *
     * @return for a write that is refused without an action, the old word alone
     */
    public static Set<Integer> afterFailure(DialectV1 dialect, int current, int requested) {
        Set<Integer> words = new TreeSet<>(Set.of(current));
        if (write(dialect, current, requested) instanceof WriteV1.Moved moved) {
            words.add((current & ~dialect.knownBits()) | StateV1.ERROR);
            if (dialect.knowsNdma() && moved.actions().contains(LOAD)) {
                words.remove(current);
            }
        }
        return words;
    }

    private static List<GroupActionV1> actions(DialectV1 dialect, int from, int to) {
        List<GroupActionV1> fired = new ArrayList<>();
        for (GroupActionV1 action : order(dialect.protocol())) {
            if (fires(dialect, action, from, to)) {
                fired.add(action);
            }
        }
        return fired;
    }

    private static boolean fires(DialectV1 dialect, GroupActionV1 action, int from, int to) {
        boolean clears = dialect.protocol() == Protocol.V1_RFC2;
        return switch (action) {
            case SAVING_CLEAR ->
                rises(StateV1.SAVING, from, to)
                        && StateV1.has(to, StateV1.RUNNING)
                        && !rises(StateV1.RESUMING, to, from);
            case PRE_COPY_START -> rises(StateV1.SAVING | StateV1.RUNNING, from, to);
            case NDMA_ON -> dialect.offersNdma() && rises(StateV1.NDMA, from, to);
            case NDMA_OFF -> dialect.offersNdma() && rises(StateV1.NDMA, to, from);
            case STOP -> rises(StateV1.RUNNING, to, from);
            case RUN -> rises(StateV1.RUNNING, from, to);
            case CAPTURE -> captures(from, to) && !(clears && StateV1.has(from, StateV1.SAVING));
            case CAPTURE_CLEARING -> captures(from, to) && clears && StateV1.has(from, StateV1.SAVING);
            case RESUMING -> rises(StateV1.RESUMING, from, to);
            case LOAD -> rises(StateV1.RESUMING, to, from);
        };
    }

    private static boolean captures(int from, int to) {
        int mask = StateV1.SAVING | StateV1.RUNNING;
        return (to & mask) == StateV1.SAVING && (from & mask) != StateV1.SAVING;
    }

    private static boolean rises(int bits, int from, int to) {
        return StateV1.has(to, bits) && !StateV1.has(from, bits);
    }
}
