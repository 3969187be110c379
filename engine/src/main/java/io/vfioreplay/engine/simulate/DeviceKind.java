package io.vfioreplay.engine.simulate;

import io.vfioreplay.engine.replay.KnownModels;
import io.vfioreplay.hardware.migration.FeatureSet;
import io.vfioreplay.hardware.migration.Protocol;
import io.vfioreplay.hardware.model.Access;
import io.vfioreplay.hardware.model.Effects;
import io.vfioreplay.hardware.model.Evidence;
import io.vfioreplay.hardware.model.KnownDevice;
import io.vfioreplay.hardware.model.KnownDeviceProvider;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The known devices that take part, with the regions by which their recordings are recognised. */
public enum DeviceKind {
    /** The serial card of the kernel's sample driver: no DMA, a short stream, checked when it is committed. */
    MTTY("mtty", List.of(FeatureSet.STOP_COPY_P2P_PRE_COPY), List.of(0, 8, 1, 8, Access.CONFIG, 255)),
    /** The DMA device that can be quiet, and sends its memory ahead. */
    NDMA("ndma", List.of(FeatureSet.values()), List.of(0, 4096, 2, 65536)),
    /** The queue device without NDMA, which sends everything at the end. */
    QUEUE("queue", List.of(FeatureSet.STOP_COPY), List.of(0, 4096)),
    /** The sample server of libvfio-user: raw memory as its stream, v2 only. */
    SAMPLE("vfio-user-sample", List.of(FeatureSet.STOP_COPY_PRE_COPY), List.of(0, 8, 1, 12288, Access.CONFIG, 256));

    private static final KnownModels MODELS = KnownModels.installed();

    private final String model;
    private final List<FeatureSet> featureChoices;
    private final List<Integer> regions;

    DeviceKind(String model, List<FeatureSet> featureChoices, List<Integer> regions) {
        this.model = model;
        this.featureChoices = featureChoices;
        this.regions = regions;
    }

    /** The name of its model. */
    public String label() {
        return model;
    }

    /** What such a device may say that it can do; v1 has no choice. */
    List<FeatureSet> featureChoices(Protocol protocol) {
        return protocol == Protocol.V2 ? featureChoices : List.of(provider().features());
    }

    /** Whether it makes DMA. */
    boolean hasDma() {
        return this == NDMA || this == QUEUE;
    }

    /** Bytes by region index. */
    SortedMap<Integer, Long> regionSizes() {
        TreeMap<Integer, Long> sizes = new TreeMap<>();
        for (int i = 0; i < regions.size(); i += 2) {
            sizes.put(regions.get(i), regions.get(i + 1).longValue());
        }
        return sizes;
    }

    KnownDevice create(Effects effects) {
        Evidence none = Evidence.NONE;
        Evidence evidence = new Evidence(
                none.name(),
                regionSizes(),
                none.featureFlags(),
                none.configHead(),
                none.clientCapabilities(),
                "{}",
                none.streamHead(),
                none.loadedBytes(),
                none.loadedChunkMax());
        return provider().create(evidence, effects);
    }

    private KnownDeviceProvider provider() {
        return MODELS.named(model);
    }
}
