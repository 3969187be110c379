package io.vfioreplay.hardware.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.hardware.event.Payload;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every model that is found, under {@link HostileGuest}: a million calls in all, or as many as the system property
 * {@code vfioreplay.hostileCalls} says.
 *
 * <p>Invariants checked: no exception, well-formed answers, snapshots below {@link #SNAPSHOT_MAX}, the same digest for the same
 * calls, also when the device is replaced in between by one with its snapshot, and no other consequence of a damaged snapshot
 * than its refusal; and that the guest gets somewhere. Not verified: that the answers are right.
 */
final class HostileGuestTest {

    private static final int CALLS = Integer.getInteger("vfioreplay.hostileCalls", 1_000_000);
    /** More than the state of any model of ours, a stream on its way out and another on its way in. */
    private static final int SNAPSHOT_MAX = 1 << 20;

    private static final long SEED = 20_260_702;
    private static final Set<String> DMA_DEVICES = Set.of("ndma", "queue");
    private static final int SNAPSHOTS = 100;
    private static final int DAMAGED = 500;
    private static final int CALLS_AFTER_DAMAGE = 40;

    static List<KnownDeviceProvider> providers() {
        return ServiceLoader.load(KnownDeviceProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }

    @Test
    void providers_areFoundAndHaveNamesOfTheirOwn() {
        assertThat(providers())
                .extracting(KnownDeviceProvider::name)
                .containsAll(DMA_DEVICES)
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("[a-z0-9-]+"));
        assertThat(providers()).noneMatch(provider -> provider.recognises(Evidence.NONE));
    }

    @ParameterizedTest
    @MethodSource("providers")
    void device_staysTotalBoundedAndDeterministicUnderAHostileGuest(KnownDeviceProvider provider) {
        int calls = CALLS / (2 * providers().size());
        String once = run(provider, SEED, calls, false);
        assertThat(run(provider, SEED, calls, true))
                .as("%s, seed %d, restored in between", provider.name(), SEED)
                .isEqualTo(once);
        assertThat(run(provider, SEED + 1, calls / 100, false))
                .as("%s, another seed", provider.name())
                .isNotEqualTo(run(provider, SEED, calls / 100, false));
    }

    @ParameterizedTest
    @MethodSource("providers")
    void restore_refusesOrGivesATotalDeviceWhenTheSnapshotIsDamaged(KnownDeviceProvider provider) {
        HostileGuest guest = new HostileGuest(provider, Evidence.NONE, SEED);
        Random random = new Random(SEED);
        int refused = 0;
        for (int i = 0; i < DAMAGED; i++) {
            guest.call(20);
            byte[] damaged = HostileGuest.damaged(guest.device().snapshot(), random);
            HostileGuest other = new HostileGuest(provider, Evidence.NONE, i);
            try {
                other.device().restore(damaged);
            } catch (IllegalArgumentException expected) {
                refused++;
            }
            called(other, CALLS_AFTER_DAMAGE, provider.name() + ", damage " + i + " of seed " + SEED);
        }
        assertThat(refused).isBetween(DAMAGED / 20, DAMAGED);
    }

    @ParameterizedTest
    @MethodSource("providers")
    void create_isBoundedWhenTheEvidenceIsHostile(KnownDeviceProvider provider) {
        Map<Integer, Long> sizes = Map.of(0, Long.MAX_VALUE, 1, -1L, 2, 1L << 40, 7, 0L, -5, 3L);
        Payload odd = Payload.of(new byte[] {-1, -1, -1});
        Evidence evidence =
                new Evidence("\n", sizes, OptionalLong.of(-1), odd, "{", "[[[[", odd, Long.MAX_VALUE, Long.MIN_VALUE);
        provider.recognises(evidence);
        HostileGuest guest = new HostileGuest(provider, evidence, SEED);
        called(guest, 10_000, provider.name() + ", seed " + SEED);
        assertThat(guest.device().snapshot()).as(provider.name()).hasSizeLessThan(SNAPSHOT_MAX);
    }

    @ParameterizedTest
    @MethodSource("providers")
    void guest_getsSomewhere(KnownDeviceProvider provider) {
        HostileGuest guest = new HostileGuest(provider, Evidence.NONE, SEED);
        called(guest, 50_000, provider.name() + ", seed " + SEED);
        assertThat(guest.loaded()).as(provider.name()).isGreaterThan(20);
        if (DMA_DEVICES.contains(provider.name())) {
            assertThat(guest.issued()).as(provider.name()).isGreaterThan(500);
        }
    }

    private static String run(KnownDeviceProvider provider, long seed, int calls, boolean restores) {
        HostileGuest guest = new HostileGuest(provider, Evidence.NONE, seed);
        int piece = Math.max(1, calls / SNAPSHOTS);
        for (int done = 0; done < calls; done += piece) {
            String where = provider.name() + ", seed " + seed + ", after call " + done;
            called(guest, piece, where);
            assertThat(guest.device().snapshot()).as(where).hasSizeLessThan(SNAPSHOT_MAX);
            if (restores) {
                guest.restore(where);
            }
        }
        return guest.digest();
    }

    /** Makes the calls, and says where in the test an exception came. */
    private static void called(HostileGuest guest, int calls, String where) {
        try {
            guest.call(calls);
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError(where + ": " + e.getMessage(), e);
        }
    }
}
