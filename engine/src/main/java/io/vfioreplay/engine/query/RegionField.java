package io.vfioreplay.engine.query;

import io.vfioreplay.hardware.device.Regions;
import io.vfioreplay.hardware.device.Registers;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.Field;
import io.vfioreplay.hardware.event.FieldType;
import java.util.List;
import java.util.OptionalLong;

/**
 * {@code region}: the region of an access or a description, by number or by its name in the state tree ({@code bar0}, {@code config},
 * {@code migration}). Accesses to config space and to v1's migration registers have it too, though their events do not carry it.
 *
 * @param named the field of the events that carry it
 */
record RegionField(NamedField named) implements FilterField {

    private static final Field REGION = new Field("region", FieldType.DECIMAL);
    private static final int NAMES = 9;

    static RegionField of() {
        return new RegionField(NamedField.of(REGION.name()));
    }

    @Override
    public boolean isIn(Candidate event) {
        return isOfFixedRegion(event.kind()) || named.isIn(event);
    }

    @Override
    public long number(Candidate event) {
        return switch (event.kind()) {
            case CONFIG_READ, CONFIG_WRITTEN -> Regions.CONFIG;
            case MIGRATION_REGISTER_READ, MIGRATION_REGISTER_WRITTEN -> Registers.MIGRATION_REGION;
            default -> named.number(event);
        };
    }

    @Override
    public String text(Candidate event) {
        return Regions.name((int) number(event));
    }

    @Override
    public List<Field> types() {
        return List.of(REGION);
    }

    @Override
    public OptionalLong named(String word) {
        for (int region = Registers.MIGRATION_REGION; region < NAMES; region++) {
            if (Regions.name(region).equals(word)) {
                return OptionalLong.of(region);
            }
        }
        return OptionalLong.empty();
    }

    private static boolean isOfFixedRegion(EventKind kind) {
        return switch (kind) {
            case CONFIG_READ, CONFIG_WRITTEN, MIGRATION_REGISTER_READ, MIGRATION_REGISTER_WRITTEN -> true;
            default -> false;
        };
    }
}
