package io.vfioreplay.hardware.model.mtty;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.model.Effects;
import io.vfioreplay.hardware.model.Evidence;
import io.vfioreplay.hardware.model.KnownDeviceProvider;
import java.util.HexFormat;
import java.util.Map;
import java.util.OptionalLong;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

final class MttyProviderTest {

    private static final Payload IDS = bytes("48435332");
    private static final Payload STREAM = bytes("4e2c3e8c89099d7e01000000000000000200000000000000" + "00");
    private static final Payload NONE = Payload.empty();

    private final MttyProvider provider = new MttyProvider();

    @Test
    void provider_isFoundAsAService() {
        assertThat(ServiceLoader.load(KnownDeviceProvider.class)).anyMatch(MttyProvider.class::isInstance);
        assertThat(provider.features().flags()).isEqualTo(7);
    }

    @Test
    void recognises_aCardByItsRegionsAndIds() {
        assertThat(provider.recognises(evidence(Map.of(0, 8L, 7, 0xffL), NONE, NONE)))
                .isTrue();
        assertThat(provider.recognises(evidence(Map.of(0, 8L, 1, 8L, 7, 0xffL), IDS, NONE)))
                .isTrue();
        assertThat(provider.recognises(evidence(Map.of(0, 8L, 1, 8L), IDS, NONE)))
                .isTrue();
    }

    @Test
    void recognises_aDestinationByItsStream() {
        assertThat(provider.recognises(evidence(Map.of(), NONE, STREAM))).isTrue();
    }

    @Test
    void recognises_nothingElse() {
        assertThat(provider.recognises(Evidence.NONE)).isFalse();
        assertThat(provider.recognises(evidence(Map.of(0, 8L, 1, 8L), NONE, NONE)))
                .isFalse();
        assertThat(provider.recognises(evidence(Map.of(0, 8L, 7, 0x100L), IDS, NONE)))
                .isFalse();
        assertThat(provider.recognises(evidence(Map.of(0, 8L, 7, 0xffL), bytes("addeefbe"), NONE)))
                .isFalse();
        assertThat(provider.recognises(evidence(Map.of(0, 8L, 1, 16L, 7, 0xffL), IDS, NONE)))
                .isFalse();
        assertThat(provider.recognises(evidence(Map.of(1, 8L, 7, 0xffL), IDS, NONE)))
                .isFalse();
        assertThat(provider.recognises(evidence(Map.of(), NONE, bytes("4e2c3e8c89099d7e"))))
                .isFalse();
    }

    @Test
    void knowsStream_ofTheCardButNotOfAVariantWithAMigrationRegion() {
        Evidence card = evidence(Map.of(0, 8L, 1, 8L, 7, 0xffL), IDS, NONE);
        Evidence variant = evidence(Map.of(0, 8L, 1, 8L, 7, 0xffL, 9, 0x11000L), IDS, NONE);

        assertThat(provider.recognises(variant)).isTrue();
        assertThat(provider.knowsStream(variant)).isFalse();
        assertThat(provider.knowsStream(card)).isTrue();
    }

    @Test
    void recognises_noCardWithOtherFeatures() {
        Evidence evidence = new Evidence("", Map.of(0, 8L, 7, 0xffL), OptionalLong.of(5), IDS, "", "", NONE, 0, 0);

        assertThat(provider.recognises(evidence)).isFalse();
    }

    @Test
    void create_hasThePortsThatTheEvidenceTells() {
        assertThat(dataSize(evidence(Map.of(0, 8L, 7, 0xffL), NONE, NONE))).isEqualTo(60);
        assertThat(dataSize(evidence(Map.of(0, 8L, 1, 8L, 7, 0xffL), NONE, NONE)))
                .isEqualTo(96);
        assertThat(dataSize(evidence(Map.of(), NONE, STREAM))).isEqualTo(96);
        assertThat(dataSize(Evidence.NONE)).isEqualTo(96);
    }

    private long dataSize(Evidence evidence) {
        return provider.create(evidence, Effects.NONE).dataSize();
    }

    private static Evidence evidence(Map<Integer, Long> regions, Payload head, Payload stream) {
        return new Evidence("", regions, OptionalLong.empty(), head, "", "", stream, 0, 0);
    }

    private static Payload bytes(String hex) {
        return Payload.of(HexFormat.of().parseHex(hex));
    }
}
