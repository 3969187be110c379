package io.vfioreplay.hardware.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.migration.ArcV2;
import io.vfioreplay.hardware.migration.DialectV1;
import io.vfioreplay.hardware.migration.FeatureSet;
import io.vfioreplay.hardware.migration.GroupActionV1;
import io.vfioreplay.hardware.migration.PathV2;
import io.vfioreplay.hardware.migration.Protocol;
import io.vfioreplay.hardware.migration.StateV1;
import io.vfioreplay.hardware.migration.StateV2;
import io.vfioreplay.hardware.migration.TransitionsV1;
import io.vfioreplay.hardware.migration.TransitionsV2;
import io.vfioreplay.hardware.migration.WriteV1;
import io.vfioreplay.hardware.state.StateTree;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Both protocols in front of every model. Checked: each request goes as the tables say, with every arc and every action visited;
 * the reference flows of the texts carry a device's whole state over; aborts; ERROR and reset. Not checked here: what each
 * device does in its own registers.
 */
class ReferenceFlowsTest {

    private static final long SEED = 41;
    private static final int PIECE = 1000;
    private static final List<DialectV1> DIALECTS = List.of(
            DialectV1.of(Protocol.V1_UAPI),
            DialectV1.of(Protocol.V1_RFC2),
            DialectV1.of(Protocol.V1_RFC2).withoutNdma(),
            DialectV1.of(Protocol.V1_RFC3),
            DialectV1.of(Protocol.V1_RFC3).withoutNdma());

    static Stream<KnownDeviceProvider> providers() {
        return ServiceLoader.load(KnownDeviceProvider.class).stream().map(ServiceLoader.Provider::get);
    }

    static Stream<Arguments> providersAndDialects() {
        return providers().flatMap(provider -> DIALECTS.stream().map(dialect -> Arguments.of(provider, dialect)));
    }

    @Test
    void setState_walksEveryArcOfEveryFeatureSetAsTheTableSays() {
        for (FeatureSet features : FeatureSet.values()) {
            Set<ArcV2> missing = EnumSet.allOf(ArcV2.class);
            missing.removeIf(arc -> !TransitionsV2.hasArc(features, arc));
            for (StateV2 from : StateV2.values()) {
                for (int requested = -1; requested <= StateV2.values().length; requested++) {
                    if (from != StateV2.ERROR && features.has(from)) {
                        missing.removeAll(walked(features, from, requested));
                    }
                }
            }
            assertThat(missing)
                    .as("arcs of %s that no test has visited", features)
                    .isEmpty();
        }
    }

    private static List<ArcV2> walked(FeatureSet features, StateV2 from, int requested) {
        FrontV2 front = new FrontV2(ndma().create(Evidence.NONE, Effects.NONE), features);
        assertThat(front.setState(from.number())).isEqualTo(Answer.DONE);
        if (from == StateV2.RESUMING) {
            load(front, stopCopyStream());
        }
        PathV2 path = TransitionsV2.path(features, from, requested);
        Answer answer = front.setState(requested);
        boolean isRefused = path instanceof PathV2.Refused;
        assertThat(answer)
                .as("%s: %s to %d", features, from, requested)
                .isEqualTo(isRefused ? MigrationFront.REFUSED : Answer.DONE);
        assertThat(front.state().number()).isEqualTo(isRefused ? from.number() : requested);
        return path instanceof PathV2.Walked way ? way.arcs() : List.of();
    }

    @Test
    void setState_firesEveryActionOfEveryDialectAsTheTableSays() {
        for (DialectV1 dialect : DIALECTS) {
            Set<GroupActionV1> missing = new TreeSet<>(TransitionsV1.order(dialect.protocol()));
            for (int from = 0; from < StateV1.VALUES; from++) {
                for (int to = 0; to < StateV1.VALUES; to++) {
                    if (from != StateV1.ERROR
                            && StateV1.isReachable(dialect, from)
                            && (from & ~dialect.knownBits()) == 0) {
                        missing.removeAll(fired(dialect, from, to));
                    }
                }
            }
            if (!dialect.offersNdma()) {
                missing.removeAll(Set.of(GroupActionV1.NDMA_ON, GroupActionV1.NDMA_OFF));
            }
            assertThat(missing)
                    .as("actions of %s that no test has visited", dialect)
                    .isEmpty();
        }
    }

    private static List<GroupActionV1> fired(DialectV1 dialect, int from, int to) {
        FrontV1 front = new FrontV1(ndma().create(Evidence.NONE, Effects.NONE), dialect);
        assertThat(front.setState(from)).isEqualTo(Answer.DONE);
        if (StateV1.has(from, StateV1.RESUMING)) {
            push(front, stopCopyStream());
        }
        WriteV1 write = TransitionsV1.write(dialect, from, to);
        Answer answer = front.setState(to);
        if (write instanceof WriteV1.Refused refused) {
            assertThat(answer).isEqualTo(new Answer.Refused(refused.reason().errno()));
            assertThat(front.state().number()).isEqualTo(from);
            return List.of();
        }
        List<GroupActionV1> actions = write instanceof WriteV1.Moved moved ? moved.actions() : List.of();
        int expected = write instanceof WriteV1.Moved moved ? moved.next() : from;
        assertThat(answer).as("%s: %d to %d", dialect, from, to).isEqualTo(Answer.DONE);
        assertThat(front.state().number()).isEqualTo(expected);
        return actions;
    }

    /** A whole stream of the device that these walks are made with. */
    private static byte[] stopCopyStream() {
        KnownDevice device = ndma().create(Evidence.NONE, Effects.NONE);
        FrontV2 front = new FrontV2(device, FeatureSet.STOP_COPY);
        assertThat(front.setState(StateV2.STOP_COPY.number())).isEqualTo(Answer.DONE);
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        drain(front, stream);
        return stream.toByteArray();
    }

    /** Running, pre-copy (where there is one) in pieces while the guest goes on, stop-copy to its end, and the other side. */
    @ParameterizedTest
    @MethodSource("providers")
    void v2_carriesTheWholeStateOver(KnownDeviceProvider provider) {
        KnownDevice source = worked(provider);
        FrontV2 from = new FrontV2(source, provider.features());
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        if (provider.features().has(StateV2.PRE_COPY)) {
            assertThat(from.setState(StateV2.PRE_COPY.number())).isEqualTo(Answer.DONE);
            drain(from, stream);
            work(source, 30);
            drain(from, stream);
        }
        if (discardsPreCopy(provider)) {
            stream.reset();
        }
        assertThat(from.setState(StateV2.STOP_COPY.number())).isEqualTo(Answer.DONE);
        drain(from, stream);

        KnownDevice destination = provider.create(Evidence.NONE, Effects.NONE);
        FrontV2 to = new FrontV2(destination, provider.features());
        assertThat(to.setState(StateV2.RESUMING.number())).isEqualTo(Answer.DONE);
        load(to, stream.toByteArray());
        assertThat(to.setState(StateV2.STOP.number())).isEqualTo(Answer.DONE);
        assertThat(from.setState(StateV2.STOP.number())).isEqualTo(Answer.DONE);
        assertThat(tree(destination)).isEqualTo(tree(source));
    }

    /** Save: 1, 3, 11 where there is NDMA, 2, 0. Resume: 1, 4, 9 where there is NDMA, 1. */
    @ParameterizedTest
    @MethodSource("providersAndDialects")
    void v1_carriesTheWholeStateOverThroughTheWindow(KnownDeviceProvider provider, DialectV1 dialect) {
        KnownDevice source = worked(provider);
        FrontV1 from = new FrontV1(source, dialect);
        List<byte[]> segments = new ArrayList<>();
        assertThat(from.setState(3)).isEqualTo(Answer.DONE);
        collect(from, segments);
        work(source, 30);
        if (dialect.offersNdma()) {
            assertThat(from.setState(11)).isEqualTo(Answer.DONE);
        }
        if (discardsPreCopy(provider)) {
            segments.clear();
        }
        assertThat(from.setState(2)).isEqualTo(Answer.DONE);
        assertThat(from.setState(2)).isEqualTo(Answer.DONE);
        collect(from, segments);
        assertThat(from.setState(0)).isEqualTo(Answer.DONE);

        KnownDevice destination = provider.create(Evidence.NONE, Effects.NONE);
        FrontV1 to = new FrontV1(destination, dialect);
        assertThat(to.setState(4)).isEqualTo(Answer.DONE);
        segments.forEach(segment -> push(to, segment));
        assertThat(to.setState(0)).isEqualTo(Answer.DONE);
        assertThat(tree(destination)).isEqualTo(tree(source));
        assertThat(to.setState(dialect.offersNdma() ? 9 : 1)).isEqualTo(Answer.DONE);
        assertThat(to.setState(1)).isEqualTo(Answer.DONE);
    }

    /** The abort of a load is a reset; afterwards the device is as if nothing had been loaded. */
    @ParameterizedTest
    @MethodSource("providersAndDialects")
    void v1_runsAgainAfterAResetFromAnyState(KnownDeviceProvider provider, DialectV1 dialect) {
        for (int word = 0; word < StateV1.VALUES; word++) {
            if (StateV1.isRequestable(dialect, word)) {
                KnownDevice device = provider.create(Evidence.NONE, Effects.NONE);
                FrontV1 front = new FrontV1(device, dialect);
                front.setState(word);
                push(front, new byte[100]);
                device.reset();
                front.reset();
                assertThat(front.state().number()).isEqualTo(StateV1.RUNNING);
                assertThat(number(front.readRegister(WindowV1.PENDING_BYTES, Long.BYTES)))
                        .isEqualTo(0);
                assertThat(front.setState(2)).isEqualTo(Answer.DONE);
            }
        }
    }

    /** Bad data leads to ERROR, where only a reset helps and the window is closed. */
    @Test
    void v1_goesToErrorWhenWhatWasWrittenCannotBeLoaded() {
        for (DialectV1 dialect : DIALECTS) {
            KnownDevice device = provider("queue").create(Evidence.NONE, Effects.NONE);
            FrontV1 front = new FrontV1(device, dialect);
            front.setState(4);
            push(front, new byte[] {1, 2, 3});
            assertThat(front.setState(1)).isInstanceOf(Answer.Refused.class);
            assertThat(front.state().number()).isEqualTo(StateV1.ERROR);
            for (int word = 0; word < StateV1.VALUES; word++) {
                assertThat(front.setState(word)).isEqualTo(new Answer.Refused(5));
            }
            assertThat(front.readWindow(WindowV1.START, 1)).isEqualTo(MigrationFront.REFUSED);
            assertThat(front.writeWindow(WindowV1.START, Payload.of(new byte[1])))
                    .isEqualTo(MigrationFront.REFUSED);
            front.reset();
            assertThat(front.setState(3)).isEqualTo(Answer.DONE);
        }
    }

    @Test
    void window_keepsASegmentUntilPendingBytesIsReadAgain() {
        FrontV1 front = new FrontV1(worked(ndma()), DialectV1.of(Protocol.V1_RFC3));
        front.setState(3);
        long pending = number(front.readRegister(WindowV1.PENDING_BYTES, Long.BYTES));
        assertThat(number(front.readRegister(WindowV1.PENDING_BYTES, Long.BYTES)))
                .isEqualTo(pending)
                .isPositive();
        assertThat(number(front.readRegister(WindowV1.DATA_OFFSET, Long.BYTES))).isEqualTo(WindowV1.START);
        long size = number(front.readRegister(WindowV1.DATA_SIZE, Long.BYTES));
        Answer first = front.readWindow(WindowV1.START, 16);
        assertThat(number(front.readRegister(WindowV1.DATA_OFFSET, Long.BYTES))).isEqualTo(WindowV1.START);
        assertThat(number(front.readRegister(WindowV1.DATA_SIZE, Long.BYTES))).isEqualTo(size);
        assertThat(bytes(front.readWindow(WindowV1.START, 16))).isEqualTo(bytes(first));
        front.readRegister(WindowV1.PENDING_BYTES, Long.BYTES);
        assertThat(front.readWindow(WindowV1.START, 16)).isEqualTo(MigrationFront.REFUSED);
    }

    /** A segment that was committed to and not taken when the device stops: revision 2 empties the window, the others do not. */
    @Test
    void window_losesNothingThatWasNotTakenWhenTheDeviceStops() {
        for (DialectV1 dialect : DIALECTS) {
            KnownDevice source = worked(ndma());
            FrontV1 from = new FrontV1(source, dialect);
            from.setState(3);
            from.readRegister(WindowV1.PENDING_BYTES, Long.BYTES);
            from.readRegister(WindowV1.DATA_OFFSET, Long.BYTES);
            assertThat(from.setState(2)).isEqualTo(Answer.DONE);
            boolean isEmptied = from.readWindow(WindowV1.START, 16).equals(MigrationFront.REFUSED);
            assertThat(isEmptied).as("%s", dialect).isEqualTo(dialect.protocol() == Protocol.V1_RFC2);

            List<byte[]> segments = new ArrayList<>();
            from.readRegister(WindowV1.DATA_OFFSET, Long.BYTES);
            int size = (int) number(from.readRegister(WindowV1.DATA_SIZE, Long.BYTES));
            segments.add(bytes(from.readWindow(WindowV1.START, size)));
            collect(from, segments);
            assertThat(from.setState(0)).isEqualTo(Answer.DONE);
            KnownDevice destination = ndma().create(Evidence.NONE, Effects.NONE);
            FrontV1 to = new FrontV1(destination, dialect);
            to.setState(4);
            segments.forEach(segment -> push(to, segment));
            assertThat(to.setState(0)).isEqualTo(Answer.DONE);
            assertThat(tree(destination)).isEqualTo(tree(source));
        }
    }

    @Test
    void window_refusesWhatIsNotItsOwn() {
        FrontV1 front = new FrontV1(worked(ndma()), DialectV1.of(Protocol.V1_UAPI));
        assertThat(number(front.readRegister(4, 4))).isEqualTo(0);
        assertThat(front.readRegister(8, 4)).isEqualTo(MigrationFront.REFUSED);
        assertThat(front.readRegister(12, 8)).isEqualTo(MigrationFront.REFUSED);
        assertThat(front.writeRegister(8, 8, 1)).isEqualTo(MigrationFront.REFUSED);
        assertThat(front.writeRegister(4, 4, 1)).isEqualTo(Answer.DONE);
        assertThat(front.readWindow(WindowV1.START, 1)).isEqualTo(MigrationFront.REFUSED);
        front.setState(4);
        assertThat(front.writeWindow(31, Payload.of(new byte[1]))).isEqualTo(MigrationFront.REFUSED);
        assertThat(front.writeWindow(WindowV1.START + WindowV1.SIZE, Payload.of(new byte[1])))
                .isEqualTo(MigrationFront.REFUSED);
        assertThat(front.writeRegister(WindowV1.DATA_SIZE, 8, WindowV1.SIZE + 1L))
                .isEqualTo(MigrationFront.REFUSED);
        assertThat(front.writeRegister(WindowV1.DATA_SIZE, 8, -1)).isEqualTo(MigrationFront.REFUSED);
        assertThat(front.readData(1)).isEqualTo(MigrationFront.REFUSED);
    }

    /** The sample server's STOP_COPY hands out everything again; a client throws away what it read before. */
    private static boolean discardsPreCopy(KnownDeviceProvider provider) {
        return provider.name().equals("vfio-user-sample");
    }

    private static KnownDeviceProvider ndma() {
        return provider("ndma");
    }

    private static KnownDeviceProvider provider(String name) {
        return providers()
                .filter(provider -> provider.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static KnownDevice worked(KnownDeviceProvider provider) {
        KnownDevice device = provider.create(Evidence.NONE, Effects.NONE);
        work(device, 200);
        return device;
    }

    /** A front is never in a state that its protocol does not have, also when a snapshot says so. */
    @Test
    void restore_refusesAStateThatNoDeviceIsIn() {
        for (DialectV1 dialect : DIALECTS) {
            FrontV1 front = new FrontV1(ndma().create(Evidence.NONE, Effects.NONE), dialect);
            byte[] snapshot = front.snapshot();
            int word = new String(snapshot, StandardCharsets.ISO_8859_1).indexOf("-1") + 2;
            for (int value = 0; value < StateV1.VALUES; value++) {
                snapshot[word] = (byte) value;
                if (StateV1.isReachable(dialect, value)) {
                    front.restore(snapshot);
                    assertThat(front.state().number()).isEqualTo(value);
                } else {
                    assertThatThrownBy(() -> front.restore(snapshot)).isInstanceOf(IllegalArgumentException.class);
                }
            }
        }
    }

    /** What a guest does to registers and memory; doorbells included, whose DMA never ends here. */
    private static void work(KnownDevice device, int writes) {
        Random random = new Random(SEED);
        for (int i = 0; i < writes; i++) {
            byte[] data = new byte[1 << random.nextInt(4)];
            random.nextBytes(data);
            long offset = random.nextInt(128) / data.length * (long) data.length;
            device.write(new Access(i, random.nextInt(3), offset, data.length, EventSink.CPU), Payload.of(data));
        }
    }

    private static void drain(MigrationFront front, ByteArrayOutputStream into) {
        byte[] piece = bytes(front.readData(PIECE));
        while (piece.length > 0) {
            into.writeBytes(piece);
            piece = bytes(front.readData(PIECE));
        }
    }

    private static void load(MigrationFront front, byte[] stream) {
        for (int at = 0; at < stream.length; at += 777) {
            Payload piece = Payload.of(stream, at, Math.min(777, stream.length - at));
            assertThat(front.writeData(piece)).isEqualTo(Answer.DONE);
        }
    }

    /** One save iteration after the other, as the uAPI's sequence a to f says. */
    private static void collect(MigrationFront front, List<byte[]> segments) {
        while (number(front.readRegister(WindowV1.PENDING_BYTES, Long.BYTES)) > 0) {
            long offset = number(front.readRegister(WindowV1.DATA_OFFSET, Long.BYTES));
            int size = (int) number(front.readRegister(WindowV1.DATA_SIZE, Long.BYTES));
            segments.add(bytes(front.readWindow(offset, size)));
        }
    }

    private static void push(MigrationFront front, byte[] segment) {
        for (int at = 0; at < segment.length; at += WindowV1.SIZE) {
            int count = Math.min(WindowV1.SIZE, segment.length - at);
            long offset = number(front.readRegister(WindowV1.DATA_OFFSET, Long.BYTES));
            front.writeWindow(offset, Payload.of(segment, at, count));
            front.writeRegister(WindowV1.DATA_SIZE, Long.BYTES, count);
        }
    }

    private static long number(Answer answer) {
        return answer instanceof Answer.Bytes value ? value.bytes().littleEndian() : -1;
    }

    private static byte[] bytes(Answer answer) {
        return answer instanceof Answer.Bytes value ? value.bytes().toByteArray() : new byte[0];
    }

    private static StateTree tree(KnownDevice device) {
        StateTree.Builder tree = StateTree.builder();
        device.describe(tree, "");
        return tree.build();
    }
}
