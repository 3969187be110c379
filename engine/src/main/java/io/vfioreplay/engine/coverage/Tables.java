package io.vfioreplay.engine.coverage;

import io.vfioreplay.hardware.event.DamageKind;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.GapCause;
import io.vfioreplay.hardware.event.ResetCause;
import io.vfioreplay.hardware.migration.ArcV2;
import io.vfioreplay.hardware.migration.DialectV1;
import io.vfioreplay.hardware.migration.FeatureSet;
import io.vfioreplay.hardware.migration.Protocol;
import io.vfioreplay.hardware.migration.StateV1;
import io.vfioreplay.hardware.migration.TransitionsV1;
import io.vfioreplay.hardware.migration.TransitionsV2;
import io.vfioreplay.hardware.migration.WriteV1;
import io.vfioreplay.hardware.rule.Rule;
import io.vfioreplay.hardware.rule.RuleBook;
import io.vfioreplay.hardware.rule.RuleKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Everything that could be exercised, by table: what a directory never does is told by comparison with this.
 *
 * <p>ours: v1 knows no list of features, so its dialects are counted with NDMA where their text has it. The tables have what an
 * event can say of itself; how several of them come about is a fault of the catalogue of {@code simulate}, and is counted apart.
 */
final class Tables {

    /** The rules that are checked, here or by the post-mortem. */
    static final String RULES = "rules";
    /** Faults of the catalogue with which cases were simulated. */
    static final String SIMULATED = "faults, simulated";
    /** Faults of the catalogue that cases look like of which it is not known. */
    static final String SIMILAR = "faults, similar";
    /** Requests that failed, by kind of event. */
    static final String REFUSALS = "requests refused";
    /** Requests that were never answered, by kind of event. */
    static final String UNANSWERED = "requests never answered";
    /** Resets by what caused them. */
    static final String RESETS = "resets";
    /** Events missing, by why. */
    static final String GAPS = "gaps";
    /** Damage of captures, by kind. */
    static final String DAMAGES = "damages";
    /** What VMMs say of a failure. */
    static final String VMMS = "words of VMMs";

    private static final List<EventKind> REQUESTS = List.of(
            EventKind.DEVICE_OPENED,
            EventKind.DEVICE_RESET,
            EventKind.PROTOCOL_NEGOTIATED,
            EventKind.FEATURE_REQUESTED,
            EventKind.MIGRATION_FEATURES_READ,
            EventKind.DEVICE_STATE_SET,
            EventKind.DEVICE_STATE_READ,
            EventKind.MIGRATION_REGISTER_READ,
            EventKind.MIGRATION_REGISTER_WRITTEN,
            EventKind.MIGRATION_WINDOW_READ,
            EventKind.MIGRATION_WINDOW_WRITTEN,
            EventKind.MIGRATION_DATA_READ,
            EventKind.MIGRATION_DATA_WRITTEN,
            EventKind.PRECOPY_INFO_READ,
            EventKind.MIGRATION_DATA_SIZE_READ,
            EventKind.DIRTY_TRACKING_STARTED,
            EventKind.DIRTY_TRACKING_STOPPED,
            EventKind.DIRTY_PAGES_REPORTED,
            EventKind.DMA_MAPPED,
            EventKind.DMA_UNMAPPED,
            EventKind.MMIO_READ,
            EventKind.MMIO_WRITTEN,
            EventKind.CONFIG_READ,
            EventKind.CONFIG_WRITTEN,
            EventKind.INTERRUPTS_CONFIGURED);

    private static final List<EventKind> SPOKEN =
            List.of(EventKind.ERROR_REPORTED, EventKind.CANCEL_REQUESTED, EventKind.VMM_EXITED);

    private Tables() {}

    /** The rules that something can be said about. */
    static List<Rule> rules() {
        return RuleBook.rules().stream()
                .filter(rule -> rule.kind() == RuleKind.CHECKED || rule.kind() == RuleKind.POSTMORTEM)
                .toList();
    }

    /** All items of transitions and faults, in the order in which they are told. */
    static List<Item> all() {
        List<Item> all = new ArrayList<>();
        for (FeatureSet features : FeatureSet.values()) {
            for (ArcV2 arc : ArcV2.values()) {
                if (TransitionsV2.hasArc(features, arc)) {
                    all.add(arc(Optional.of(features), arc));
                }
            }
        }
        for (ArcV2 arc : ArcV2.values()) {
            all.add(arc(Optional.empty(), arc));
        }
        for (Protocol protocol : Protocol.values()) {
            if (protocol != Protocol.V2) {
                addWrites(DialectV1.of(protocol), all);
            }
        }
        REQUESTS.forEach(kind -> all.add(new Item(REFUSALS, kind.label())));
        REQUESTS.forEach(kind -> all.add(new Item(UNANSWERED, kind.label())));
        for (ResetCause cause : ResetCause.values()) {
            all.add(new Item(RESETS, cause.name()));
        }
        for (GapCause cause : GapCause.values()) {
            all.add(new Item(GAPS, cause.name()));
        }
        for (DamageKind kind : DamageKind.values()) {
            all.add(new Item(DAMAGES, kind.name()));
        }
        SPOKEN.forEach(kind -> all.add(new Item(VMMS, kind.label())));
        return all;
    }

    private static void addWrites(DialectV1 dialect, List<Item> all) {
        for (int from = 0; from <= dialect.knownBits(); from++) {
            for (int to = 0; to <= dialect.knownBits(); to++) {
                if (TransitionsV1.write(dialect, from, to) instanceof WriteV1.Moved) {
                    all.add(write(dialect.protocol(), from, to));
                }
            }
        }
    }

    /** An arc of v2; while the features were not read, it stands in a table of its own. */
    static Item arc(Optional<FeatureSet> features, ArcV2 arc) {
        String table = features.map(set -> "v2, features " + set.flags()).orElse("v2, features not read");
        return new Item(table, arc.label());
    }

    /** A write of v1 that is legal and changes something; bits that the dialect does not know are left out. */
    static Item write(Protocol protocol, int from, int to) {
        int known = DialectV1.of(protocol).knownBits();
        return new Item(protocol.label(), StateV1.names(from & known) + " -> " + StateV1.names(to & known));
    }

    static boolean isRequest(EventKind kind) {
        return REQUESTS.contains(kind);
    }

    static boolean isSpoken(EventKind kind) {
        return SPOKEN.contains(kind);
    }
}
