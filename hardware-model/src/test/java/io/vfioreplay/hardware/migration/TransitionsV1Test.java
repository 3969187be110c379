package io.vfioreplay.hardware.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Checked: all 16 x 16 writes of every dialect, with and without NDMA, against a picture; the actions and their order against
 * the texts' own lists of groups, read as expressions; what the order is for, on an abstract device. Not checked: what the
 * actions do, which is the devices' affair.
 */
final class TransitionsV1Test {

    /** Row: the current word 0 to 15. Column: the written word. = nothing to do, M moved, V EINVAL, I EIO, - never there. */
    private static final String UAPI = """
            =MMMMVVV=MMMMVVV
            M=MMMVVVM=MMMVVV
            MM=MMVVVMM=MMVVV
            MMM=MVVVMMM=MVVV
            MMMM=VVVMMMM=VVV
            ----------------
            IIIIIIIIIIIIIIII
            ----------------
            =MMMMVVV=MMMMVVV
            M=MMMVVVM=MMMVVV
            MM=MMVVVMM=MMVVV
            MMM=MVVVMMM=MVVV
            MMMM=VVVMMMM=VVV
            ----------------
            IIIIIIIIIIIIIIII
            ----------------
            """;

    private static final String WITH_NDMA = """
            =MMMMVVVMMMMMVVV
            M=MMMVVVMMMMMVVV
            MM=MMVVVMMMMMVVV
            MMM=MVVVMMMMMVVV
            MMMM=VVVMMMMMVVV
            ----------------
            IIIIIIIIIIIIIIII
            ----------------
            MMMMMVVV=MMMMVVV
            MMMMMVVVM=MMMVVV
            MMMMMVVVMM=MMVVV
            MMMMMVVVMMM=MVVV
            MMMMMVVVMMMM=VVV
            ----------------
            ----------------
            ----------------
            """;

    private static final String WITHOUT_NDMA = """
            =MMMMVVVVVVVVVVV
            M=MMMVVVVVVVVVVV
            MM=MMVVVVVVVVVVV
            MMM=MVVVVVVVVVVV
            MMMM=VVVVVVVVVVV
            ----------------
            IIIIIIIIIIIIIIII
            ----------------
            ----------------
            ----------------
            ----------------
            ----------------
            ----------------
            ----------------
            ----------------
            ----------------
            """;

    /** The lists of the two revisions as they stand there; for the merged uAPI what it has of the later one. */
    private static final List<String> GROUPS_RFC2 = List.of(
            "SAVING & RUNNING", "NDMA", "!RUNNING", "SAVING & !RUNNING", "RESUMING", "!RESUMING", "RUNNING", "!NDMA");

    private static final List<String> GROUPS_RFC3 = List.of(
            "NDMA", "!RUNNING", "SAVING & !RUNNING", "RESUMING", "!RESUMING", "RUNNING", "SAVING & RUNNING", "!NDMA");

    private static final List<DialectV1> DIALECTS = List.of(
            DialectV1.of(Protocol.V1_UAPI),
            DialectV1.of(Protocol.V1_RFC2),
            DialectV1.of(Protocol.V1_RFC2).withoutNdma(),
            DialectV1.of(Protocol.V1_RFC3),
            DialectV1.of(Protocol.V1_RFC3).withoutNdma());

    @Test
    void write_answersEveryPairAsThePictureSays() {
        for (DialectV1 dialect : DIALECTS) {
            String picture = !dialect.knowsNdma() ? UAPI : dialect.offersNdma() ? WITH_NDMA : WITHOUT_NDMA;
            assertThat(drawn(dialect)).as("%s", dialect).isEqualTo(picture);
        }
    }

    @Test
    void write_changesOnlyTheBitsThatTheDialectKnows() {
        for (DialectV1 dialect : DIALECTS) {
            forEveryMove(dialect, (from, to, moved) -> {
                assertThat(moved.next() & dialect.knownBits()).isEqualTo(to & dialect.knownBits());
                assertThat(moved.next() & ~dialect.knownBits()).isEqualTo(from & ~dialect.knownBits());
            });
        }
        assertThat(TransitionsV1.write(DialectV1.of(Protocol.V1_UAPI), 0xabcd_0001, 3))
                .isEqualTo(new WriteV1.Moved(0xabcd_0003, List.of(GroupActionV1.PRE_COPY_START)));
    }

    /** The macro of the uAPI header: with RESUMING set the three bits must be RESUMING alone, otherwise anything goes. */
    @Test
    void isRequestable_agreesWithTheMacroOfTheUapiHeader() {
        for (int word = 0; word < StateV1.VALUES; word++) {
            boolean valid = (word & 4) == 0 || (word & 7) == 4;
            assertThat(StateV1.isRequestable(DialectV1.of(Protocol.V1_UAPI), word))
                    .as("%d", word)
                    .isEqualTo(valid);
        }
    }

    /** A group fires when its expression is true of the new word and false of the old one; the texts' order is kept. */
    @Test
    void write_firesTheGroupsOfTheTextInItsOrderForEveryPair() {
        for (DialectV1 dialect : DIALECTS) {
            List<String> groups = dialect.protocol() == Protocol.V1_RFC2 ? GROUPS_RFC2 : GROUPS_RFC3;
            forEveryMove(dialect, (from, to, moved) -> {
                List<String> expected = groups.stream()
                        .filter(group -> dialect.offersNdma() || !group.endsWith("NDMA"))
                        .filter(group -> isTrue(group, to) && !isTrue(group, from))
                        .toList();
                List<String> fired = moved.actions().stream()
                        .filter(action -> action != GroupActionV1.SAVING_CLEAR)
                        .map(GroupActionV1::group)
                        .toList();
                assertThat(fired).as("%s: %d -> %d", dialect, from, to).isEqualTo(expected);
            });
        }
    }

    /** Revision 2 empties the window at each start, revision 3 where SAVING rises, the merged uAPI never by an action. */
    @Test
    void write_emptiesTheWindowWhereTheTextOfTheDialectSaysForEveryPair() {
        for (DialectV1 dialect : DIALECTS) {
            forEveryMove(dialect, (from, to, moved) -> {
                boolean captures = isTrue("SAVING & !RUNNING", to) && !isTrue("SAVING & !RUNNING", from);
                boolean holdsPreCopy = captures && isTrue("SAVING", from);
                boolean risesRunning = isTrue("SAVING & RUNNING", to) && !isTrue("SAVING", from);
                boolean loads = isTrue("RESUMING", from);
                assertThat(moved.actions().contains(GroupActionV1.CAPTURE_CLEARING))
                        .isEqualTo(dialect.protocol() == Protocol.V1_RFC2 && holdsPreCopy);
                assertThat(moved.actions().contains(GroupActionV1.CAPTURE))
                        .isEqualTo(captures && !(dialect.protocol() == Protocol.V1_RFC2 && holdsPreCopy));
                assertThat(moved.actions().contains(GroupActionV1.SAVING_CLEAR))
                        .isEqualTo(dialect.protocol() == Protocol.V1_RFC3 && risesRunning && !loads);
            });
        }
    }

    /** The worked examples of the two RFC dialects, one line each: from, to, actions of revision 2, of revision 3. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                " 1 |  3 | pre-copy start                            | SAVING clear, pre-copy start",
                " 3 | 11 | NDMA on                                   | NDMA on",
                "11 |  2 | !RUNNING, capture(clear window), !NDMA    | !RUNNING, capture, !NDMA",
                " 1 |  2 | !RUNNING, capture                         | !RUNNING, capture",
                " 2 |  0 | ''                                        | ''",
                " 2 |  1 | RUNNING                                   | RUNNING",
                " 4 |  9 | NDMA on, !RESUMING(load), RUNNING         | NDMA on, !RESUMING(load), RUNNING",
                " 9 |  1 | !NDMA                                     | !NDMA",
                " 4 |  3 | pre-copy start, !RESUMING(load), RUNNING  | !RESUMING(load), RUNNING, pre-copy start",
                " 2 |  4 | RESUMING                                  | RESUMING",
                " 9 |  2 | !RUNNING, capture, !NDMA                  | !RUNNING, capture, !NDMA",
                " 3 |  2 | !RUNNING, capture(clear window)           | !RUNNING, capture",
            })
    void write_ordersTheActionsAsTheWorkedExamplesSay(int from, int to, String rfc2, String rfc3) {
        assertThat(actions(Protocol.V1_RFC2, from, to)).isEqualTo(rfc2);
        assertThat(actions(Protocol.V1_RFC3, from, to)).isEqualTo(rfc3);
    }

    /** What the order is for: quiet before it runs, stopped before it is captured, loaded before it runs, logged while it runs. */
    @Test
    void write_neverCapturesARunningDeviceNorRunsOneThatIsNotLoaded() {
        for (DialectV1 dialect : DIALECTS) {
            forEveryMove(dialect, (from, to, moved) -> {
                AbstractDevice device = new AbstractDevice(dialect, from);
                moved.actions().forEach(action -> device.perform(action, from, to));
                assertThat(device.faults)
                        .as("%s: %d -> %d %s", dialect, from, to, moved.actions())
                        .isEmpty();
                assertThat(device.runs).isEqualTo((to & 1) != 0);
                assertThat(device.quiet).isEqualTo(dialect.offersNdma() && (to & 8) != 0);
            });
        }
    }

    @Test
    void everyActionOfEveryDialect_isFiredBySomeWrite() {
        for (DialectV1 dialect : DIALECTS) {
            Set<GroupActionV1> missing = new TreeSet<>(TransitionsV1.order(dialect.protocol()));
            forEveryMove(dialect, (from, to, moved) -> missing.removeAll(moved.actions()));
            if (!dialect.offersNdma()) {
                missing.removeAll(Set.of(GroupActionV1.NDMA_ON, GroupActionV1.NDMA_OFF));
            }
            assertThat(missing).as("%s", dialect).isEmpty();
        }
    }

    @Test
    void write_namesTheReasonOfEveryRefusal() {
        DialectV1 bare = DialectV1.of(Protocol.V1_RFC2).withoutNdma();
        assertThat(TransitionsV1.write(bare, 1, 9)).isEqualTo(new WriteV1.Refused(RefusalV1.NDMA_NOT_OFFERED));
        assertThat(TransitionsV1.write(bare, 1, 13)).isEqualTo(new WriteV1.Refused(RefusalV1.NOT_REQUESTABLE));
        assertThat(TransitionsV1.write(bare, 1, 6)).isEqualTo(new WriteV1.Refused(RefusalV1.NOT_REQUESTABLE));
        assertThat(TransitionsV1.write(bare, 6, 1)).isEqualTo(new WriteV1.Refused(RefusalV1.IN_ERROR));
        assertThat(TransitionsV1.write(bare, 5, 1)).isEqualTo(new WriteV1.Refused(RefusalV1.CURRENT_NOT_REACHABLE));
    }

    /** Old word or ERROR; only ERROR when an RFC device cannot load; nothing but the old word after a refusal. */
    @Test
    void afterFailure_isTheOldWordOrErrorForEveryPair() {
        for (DialectV1 dialect : DIALECTS) {
            for (int from = 0; from < StateV1.VALUES; from++) {
                for (int to = 0; to < StateV1.VALUES; to++) {
                    boolean moves = TransitionsV1.write(dialect, from, to) instanceof WriteV1.Moved;
                    boolean leavesResuming = (from & 4) != 0 && (to & 4) == 0;
                    Set<Integer> expected = new TreeSet<>();
                    if (!moves || !dialect.knowsNdma() || !leavesResuming) {
                        expected.add(from);
                    }
                    if (moves) {
                        expected.add(dialect.knowsNdma() ? 6 : (from & 8) | 6);
                    }
                    assertThat(TransitionsV1.afterFailure(dialect, from, to))
                            .as("%s: %d -> %d", dialect, from, to)
                            .isEqualTo(expected);
                }
            }
        }
    }

    @Test
    void dialect_refusesNdmaInTheMergedUapiAndV2() {
        assertThatThrownBy(() -> new DialectV1(Protocol.V1_UAPI, true)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> DialectV1.of(Protocol.V2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TransitionsV1.order(Protocol.V2)).isInstanceOf(IllegalArgumentException.class);
    }

    private interface Move {
        void check(int from, int to, WriteV1.Moved moved);
    }

    /** What the actions do to a device, and what must never happen to it. */
    private static final class AbstractDevice {
        private final DialectV1 dialect;
        private final List<String> faults = new ArrayList<>();
        private boolean runs;
        private boolean quiet;
        private boolean loads;

        AbstractDevice(DialectV1 dialect, int word) {
            this.dialect = dialect;
            runs = (word & 1) != 0;
            quiet = dialect.offersNdma() && (word & 8) != 0;
            loads = (word & 4) != 0;
        }

        void perform(GroupActionV1 action, int from, int to) {
            switch (action) {
                case SAVING_CLEAR -> check(!loads, "the window is emptied before it is loaded");
                case PRE_COPY_START ->
                    check(runs || dialect.protocol() == Protocol.V1_RFC2, "a stopped device logs nothing");
                case NDMA_ON -> quiet = true;
                case NDMA_OFF -> {
                    check(runs == ((to & 1) != 0), "DMA is allowed before the device is where it goes");
                    quiet = false;
                }
                case STOP -> {
                    check(quiet || !dialect.offersNdma() || (to & 8) == 0 || (from & 8) == 0, "it was quiet before");
                    runs = false;
                }
                case CAPTURE, CAPTURE_CLEARING -> check(!runs, "a running device is captured");
                case RESUMING -> {
                    check(!runs, "a running device is loaded");
                    loads = true;
                }
                case LOAD -> {
                    check(!runs, "a running device is loaded");
                    loads = false;
                }
                case RUN -> {
                    check(!loads, "it runs before it is loaded");
                    check(quiet || !dialect.offersNdma() || (to & 8) == 0, "it runs before it is quiet");
                    runs = true;
                }
            }
        }

        private void check(boolean holds, String fault) {
            if (!holds) {
                faults.add(fault);
            }
        }
    }

    private static String drawn(DialectV1 dialect) {
        StringBuilder picture = new StringBuilder();
        for (int from = 0; from < StateV1.VALUES; from++) {
            for (int to = 0; to < StateV1.VALUES; to++) {
                picture.append(symbol(TransitionsV1.write(dialect, from, to)));
            }
            picture.append('\n');
        }
        return picture.toString();
    }

    private static char symbol(WriteV1 write) {
        if (write instanceof WriteV1.Refused refused) {
            return refused.reason() == RefusalV1.CURRENT_NOT_REACHABLE
                    ? '-'
                    : refused.reason().errno() == 5 ? 'I' : 'V';
        }
        return write instanceof WriteV1.Same ? '=' : 'M';
    }

    private static void forEveryMove(DialectV1 dialect, Move move) {
        for (int from = 0; from < StateV1.VALUES; from++) {
            for (int to = 0; to < StateV1.VALUES; to++) {
                if (TransitionsV1.write(dialect, from, to) instanceof WriteV1.Moved moved) {
                    move.check(from, to, moved);
                }
            }
        }
    }

    private static boolean isTrue(String group, int word) {
        return Arrays.stream(group.split(" & ", -1))
                .allMatch(term -> term.startsWith("!") != ((word & bit(term.replace("!", ""))) != 0));
    }

    private static int bit(String name) {
        return 1 << List.of("RUNNING", "SAVING", "RESUMING", "NDMA").indexOf(name);
    }

    private static String actions(Protocol protocol, int from, int to) {
        WriteV1 write = TransitionsV1.write(DialectV1.of(protocol), from, to);
        assertThat(write).isInstanceOf(WriteV1.Moved.class);
        return String.join(
                ", ",
                ((WriteV1.Moved) write)
                        .actions().stream().map(GroupActionV1::label).toList());
    }
}
