package io.vfioreplay.hardware.event;

/** Reads the closed alternatives of {@link EventKind}'s fields back from their codes, refusing codes that none has. */
final class Choice {

    private static final ControlOrigin[] CONTROL_ORIGIN = ControlOrigin.values();
    private static final DamageKind[] DAMAGE_KIND = DamageKind.values();
    private static final DmaDirection[] DMA_DIRECTION = DmaDirection.values();
    private static final GapCause[] GAP_CAUSE = GapCause.values();
    private static final MappingKind[] MAPPING_KIND = MappingKind.values();
    private static final MigrationSide[] MIGRATION_SIDE = MigrationSide.values();
    private static final Party[] PARTY = Party.values();
    private static final ResetCause[] RESET_CAUSE = ResetCause.values();
    private static final TrackingScope[] TRACKING_SCOPE = TrackingScope.values();

    private Choice() {}

    static ControlOrigin controlOrigin(long code) {
        return of(CONTROL_ORIGIN, code);
    }

    static DamageKind damageKind(long code) {
        return of(DAMAGE_KIND, code);
    }

    static DmaDirection dmaDirection(long code) {
        return of(DMA_DIRECTION, code);
    }

    static GapCause gapCause(long code) {
        return of(GAP_CAUSE, code);
    }

    static MappingKind mappingKind(long code) {
        return of(MAPPING_KIND, code);
    }

    static MigrationSide migrationSide(long code) {
        return of(MIGRATION_SIDE, code);
    }

    static Party party(long code) {
        return of(PARTY, code);
    }

    static ResetCause resetCause(long code) {
        return of(RESET_CAUSE, code);
    }

    static TrackingScope trackingScope(long code) {
        return of(TRACKING_SCOPE, code);
    }

    private static <T> T of(T[] values, long code) {
        if (code < 0 || code >= values.length) {
            throw new IllegalArgumentException(
                    "no %s has the code %d".formatted(values[0].getClass().getSimpleName(), code));
        }
        return values[(int) code];
    }
}
