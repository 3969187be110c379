package io.vfioreplay.hardware.model.mtty;

import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.migration.FeatureSet;
import io.vfioreplay.hardware.model.Access;
import io.vfioreplay.hardware.model.Effects;
import io.vfioreplay.hardware.model.Evidence;
import io.vfioreplay.hardware.model.KnownDevice;
import io.vfioreplay.hardware.model.KnownDeviceProvider;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds the mtty sample card: by the sizes of its ports and by its ids; config space, one byte shorter than that of any real
 * device, does where the ids were not read. Where no region was described, the header of its stream tells. A card with any
 * other region is one of the variants that speak v1, whose streams are others.
 */
public final class MttyProvider implements KnownDeviceProvider {

    private static final int PORTS_DEFAULT = 2;
    private static final int LAST_COMMON_REGION = 8; // VGA

    /** A provider without state. */
    public MttyProvider() {}

    @Override
    public String name() {
        return "mtty";
    }

    @Override
    public String description() {
        return "the serial card of Linux' samples/vfio-mdev/mtty.c, one or two ports";
    }

    @Override
    public boolean recognises(Evidence evidence) {
        if (evidence.featureFlags().isPresent()
                && evidence.featureFlags().getAsLong() != features().flags()) {
            return false;
        }
        return evidence.regionSizes().isEmpty() ? portsInStream(evidence) > 0 : hasTheRegions(evidence);
    }

    private static boolean hasTheRegions(Evidence evidence) {
        Set<Integer> regions = new TreeSet<>(evidence.regionSizes().keySet());
        boolean isConfigDescribed = regions.remove(Access.CONFIG);
        regions.removeIf(MttyProvider::isOfItsOwn);
        return isPort(evidence, 0)
                && (regions.equals(Set.of(0)) || (regions.equals(Set.of(0, 1)) && isPort(evidence, 1)))
                && (!isConfigDescribed || evidence.regionSize(Access.CONFIG).orElse(0L) == CardConfig.SIZE)
                && hasTheIds(evidence.configHead(), isConfigDescribed);
    }

    /** A region behind those of every PCI device, such as the migration region of v1. */
    private static boolean isOfItsOwn(int region) {
        return region > LAST_COMMON_REGION;
    }

    /** The card never had a v1 migration region: a variant that has one has a stream of its own. */
    @Override
    public boolean knowsStream(Evidence evidence) {
        return evidence.regionSizes().keySet().stream().noneMatch(MttyProvider::isOfItsOwn);
    }

    private static boolean isPort(Evidence evidence, int region) {
        return evidence.regionSize(region).orElse(0L) == SerialPort.REGISTERS;
    }

    private static boolean hasTheIds(Payload head, boolean orNone) {
        return head.length() < Integer.BYTES ? orNone : (int) head.littleEndian() == CardConfig.IDS;
    }

    /** The number of ports in the header of a stream, or 0 when it is none of this card. */
    private static int portsInStream(Evidence evidence) {
        for (int ports = 1; ports <= Mtty.PORTS_MAX; ports++) {
            if (CardStreams.startsWithHeader(evidence.streamHead(), ports)) {
                return ports;
            }
        }
        return 0;
    }

    @Override
    public FeatureSet features() {
        return FeatureSet.STOP_COPY_P2P_PRE_COPY;
    }

    /** A card with as many ports as its regions or its stream tell. Ours: two, where neither does. */
    @Override
    public KnownDevice create(Evidence evidence, Effects effects) {
        if (isPort(evidence, 0)) {
            return new Mtty(isPort(evidence, 1) ? 2 : 1);
        }
        int ports = portsInStream(evidence);
        return new Mtty(ports == 0 ? PORTS_DEFAULT : ports);
    }
}
