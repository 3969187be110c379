package io.vfioreplay.engine.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.engine.replay.KnownModels;
import io.vfioreplay.engine.replay.PredictionReport;
import io.vfioreplay.engine.replay.Predictor;
import io.vfioreplay.engine.replay.Predictor.Recording;
import io.vfioreplay.engine.simulate.Walk.Way;
import io.vfioreplay.hardware.event.Errno;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.migration.FeatureSet;
import io.vfioreplay.hardware.migration.Protocol;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random walks are repeatable, are what the models predict, and go where no migration does. The ones that ship with {@code
 * regress} are the {@link #shipped} ones; {@code -Dwalks.directory=DIR} writes those as the models answer today. They are not
 * compared with what is shipped, since a journal of an old model is what shows that a new one differs.
 */
class RandomWalkTest {

    private static final int SEEDS = 20;

    /** The seeds are those whose walks, of the first sixteen, go through most of the model that the others leave out. */
    static Stream<Walk> shipped() {
        return Stream.of(
                Walk.random(Protocol.V1_UAPI, DeviceKind.MTTY, 9),
                Walk.random(Protocol.V1_RFC2, DeviceKind.MTTY, 9),
                Walk.random(Protocol.V1_RFC3, DeviceKind.MTTY, 14),
                Walk.random(Protocol.V2, DeviceKind.MTTY, 6),
                Walk.random(Protocol.V1_UAPI, DeviceKind.NDMA, 15),
                Walk.random(Protocol.V1_RFC2, DeviceKind.NDMA, 8),
                Walk.random(Protocol.V1_RFC3, DeviceKind.NDMA, 5),
                Walk.random(Protocol.V2, DeviceKind.NDMA, 1),
                Walk.random(Protocol.V1_UAPI, DeviceKind.QUEUE, 9),
                Walk.random(Protocol.V1_RFC2, DeviceKind.QUEUE, 16),
                Walk.random(Protocol.V1_RFC3, DeviceKind.QUEUE, 9),
                Walk.random(Protocol.V2, DeviceKind.QUEUE, 4),
                Walk.random(Protocol.V2, DeviceKind.SAMPLE, 6),
                Walk.wild(Protocol.V1_UAPI, 15),
                Walk.wild(Protocol.V1_RFC2, 4),
                Walk.wild(Protocol.V1_RFC3, 14),
                Walk.wild(Protocol.V2, 15),
                Walk.table(Protocol.V1_UAPI, FeatureSet.STOP_COPY_P2P_PRE_COPY),
                Walk.table(Protocol.V1_RFC2, FeatureSet.STOP_COPY_P2P_PRE_COPY),
                Walk.table(Protocol.V1_RFC3, FeatureSet.STOP_COPY_P2P_PRE_COPY),
                Walk.table(Protocol.V2, FeatureSet.STOP_COPY),
                Walk.table(Protocol.V2, FeatureSet.STOP_COPY_P2P),
                Walk.table(Protocol.V2, FeatureSet.STOP_COPY_PRE_COPY),
                Walk.table(Protocol.V2, FeatureSet.STOP_COPY_P2P_PRE_COPY));
    }

    static Stream<Walk> tame() {
        return shipped().filter(walk -> walk.way() == Way.RANDOM);
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void walk_givesTheSameEventsForTheSameSeed(Walk walk) {
        assertThat(Digests.of(walk.tape())).isEqualTo(Digests.of(walk.tape()));
    }

    /** Whatever a guest and a VMM ask for, in whatever order. */
    @ParameterizedTest
    @MethodSource("tame")
    void walk_isWhatTheModelsPredict(Walk walk) {
        Predictor predictor = new Predictor(KnownModels.installed(), Optional.empty());
        long right = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            Walk one = Walk.random(walk.protocol(), walk.devices().get(0).kind(), seed);
            PredictionReport report = predictor.run(Recording.of(one.tape()), Long.MAX_VALUE, Progress.NONE);
            assertThat(report.wrong()).as("%s", one).isEmpty();
            right += report.others().right();
        }
        assertThat(right).as("answers that were predicted").isGreaterThan(SEEDS);
    }

    @Test
    void walks_haveWhatMigrationsHaveNot() {
        Set<EventKind> kinds = EnumSet.noneOf(EventKind.class);
        Set<String> refusals = new TreeSet<>();
        shipped()
                .forEach(walk -> walk.tape().replay(Range.ALL, Progress.NONE, (envelope, kind, values, payload) -> {
                    kinds.add(kind);
                    if (envelope.result() > 0) {
                        refusals.add(kind + " " + Errno.name(envelope.result()));
                    }
                }));
        assertThat(kinds).hasSizeGreaterThan(EventKind.values().length / 2);
        assertThat(refusals)
                .contains(
                        "MIGRATION_DATA_READ EAGAIN",
                        "MIGRATION_DATA_WRITTEN EINVAL",
                        "MIGRATION_REGISTER_WRITTEN EINVAL",
                        "DEVICE_STATE_SET EINVAL",
                        "DEVICE_STATE_SET EIO",
                        "MMIO_READ EINVAL",
                        "MMIO_WRITTEN EINVAL");
    }

    @Test
    void walks_areWrittenWhereTheyAreWanted() {
        List<String> names = new ArrayList<>();
        shipped().forEach(walk -> names.add(walk.name()));
        assertThat(names).doesNotHaveDuplicates();
        String directory = System.getProperty("walks.directory");
        if (directory != null) {
            shipped().forEach(walk -> walk.write(Path.of(directory)));
        }
    }
}
