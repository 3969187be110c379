package io.vfioreplay.hardware.model.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.model.Access;
import io.vfioreplay.hardware.model.Answer;
import io.vfioreplay.hardware.model.Effects;
import io.vfioreplay.hardware.model.Evidence;
import io.vfioreplay.hardware.model.KnownDevice;
import io.vfioreplay.hardware.model.KnownDeviceProvider;
import java.util.Map;
import java.util.OptionalLong;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The capabilities are those of recordings. */
final class SampleServerProviderTest {

    private static final Map<Integer, Long> REGIONS = Map.of(0, 8L, 1, 0x3000L, Access.CONFIG, 0x100L);
    private static final String CLIENT = "{\"capabilities\":{\"max_msg_fds\":32,\"max_data_xfer_size\":1024}}";
    private static final String PYTHON = "{\"capabilities\": {\"max_data_xfer_size\": 1048576, \"max_msg_fds\": 8}}";
    private static final String SERVER =
            "{ \"capabilities\": { \"max_msg_fds\": 8, \"migration\": { \"pgsize\": 4096 } } }";
    private static final String CANNOT_MIGRATE = "{ \"capabilities\": { \"max_msg_fds\": 8 } }";

    private final SampleServerProvider provider = new SampleServerProvider();

    @Test
    void provider_isFoundAsAService() {
        assertThat(ServiceLoader.load(KnownDeviceProvider.class))
                .anyMatch(SampleServerProvider.class::isInstance)
                .extracting(KnownDeviceProvider::name)
                .doesNotHaveDuplicates();
    }

    @Test
    void recognises_aSourceByItsRegions() {
        assertThat(provider.recognises(source(REGIONS, Payload.empty(), 5))).isTrue();
        assertThat(provider.recognises(source(REGIONS, Payload.ofLittleEndian(0xbeefdeadL, 4), 5)))
                .isTrue();
    }

    @Test
    void recognises_noSourceThatDiffersInAnything() {
        assertThat(provider.recognises(source(REGIONS, Payload.ofLittleEndian(0x32534348L, 4), 5)))
                .isFalse();
        assertThat(provider.recognises(source(REGIONS, Payload.empty(), 7))).isFalse();
        assertThat(provider.recognises(source(Map.of(0, 8L, 1, 0x3000L), Payload.empty(), 5)))
                .isFalse();
        assertThat(provider.recognises(source(Map.of(0, 8L, 1, 8L, 7, 0x100L), Payload.empty(), 5)))
                .isFalse();
        assertThat(provider.recognises(source(Map.of(0, 8L, 1, 1L << 40, 7, 0x100L), Payload.empty(), 5)))
                .isFalse();
        assertThat(provider.recognises(source(Map.of(2, 0x100L, 7, 0x100L), Payload.empty(), 5)))
                .isFalse();
    }

    @Test
    void recognises_aDestinationByItsClient() {
        assertThat(provider.recognises(destination(CLIENT, SERVER, 12_296, 1024)))
                .isTrue();
        assertThat(provider.recognises(destination(CLIENT, SERVER, 6144, 1024))).isTrue();
    }

    @Test
    void recognises_noOtherDestination() {
        assertThat(provider.recognises(destination(PYTHON, SERVER, 12_296, 1024)))
                .isFalse();
        assertThat(provider.recognises(destination(CLIENT, CANNOT_MIGRATE, 12_296, 1024)))
                .isFalse();
        assertThat(provider.recognises(destination(CLIENT, SERVER, 0, 0))).isFalse();
        assertThat(provider.recognises(destination(CLIENT, SERVER, 12_296, 2048)))
                .isFalse();
        assertThat(provider.recognises(destination(CLIENT.replace("1024", "x"), SERVER, 12_296, 1024)))
                .isFalse();
        assertThat(provider.recognises(Evidence.NONE)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"12296,12296", "32776,32776", "12292,12296", "6144,12296", "0,12296"})
    void create_takesTheSizeFromTheStreamWhereItTells(long loaded, long dataSize) {
        KnownDevice device = provider.create(destination(CLIENT, SERVER, loaded, 1024), Effects.NONE);

        assertThat(device.dataSize()).isEqualTo(dataSize);
    }

    @Test
    void create_takesTheSizeFromTheRegion() {
        Evidence evidence = source(Map.of(0, 8L, 1, 0x8000L, 7, 0x100L), Payload.empty(), 5);

        assertThat(provider.create(evidence, Effects.NONE).dataSize()).isEqualTo(0x8008);
    }

    @Test
    void create_knowsTheMemoryOnlyFromTheBeginningOn() {
        Access access = new Access(0, 1, 0, 1, 0);
        Evidence late =
                new Evidence("late", REGIONS, OptionalLong.empty(), Payload.empty(), "", "", Payload.empty(), 0, 0);

        assertThat(provider.create(Evidence.NONE, Effects.NONE).read(access)).isInstanceOf(Answer.Bytes.class);
        assertThat(provider.create(source(REGIONS, Payload.empty(), 5), Effects.NONE)
                        .read(access))
                .isInstanceOf(Answer.Bytes.class);
        assertThat(provider.create(late, Effects.NONE).read(access)).isInstanceOf(Answer.Unknown.class);
    }

    private static Evidence source(Map<Integer, Long> regions, Payload head, long flags) {
        return new Evidence(
                "connection 0", regions, OptionalLong.of(flags), head, CLIENT, SERVER, Payload.empty(), 0, 0);
    }

    private static Evidence destination(String client, String server, long loaded, long chunk) {
        return new Evidence(
                "connection 1",
                Map.of(),
                OptionalLong.empty(),
                Payload.empty(),
                client,
                server,
                Payload.empty(),
                loaded,
                chunk);
    }
}
