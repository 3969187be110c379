package io.vfioreplay.hardware.model.ndma;

import io.vfioreplay.hardware.migration.FeatureSet;
import io.vfioreplay.hardware.model.Effects;
import io.vfioreplay.hardware.model.Evidence;
import io.vfioreplay.hardware.model.KnownDevice;
import io.vfioreplay.hardware.model.KnownDeviceProvider;

/** DMA devices with NDMA and pre-copy; recognised by the first record of their stream. */
public final class NdmaDeviceProvider implements KnownDeviceProvider {

    /** For {@link java.util.ServiceLoader}. */
    public NdmaDeviceProvider() {}

    @Override
    public String name() {
        return "ndma";
    }

    @Override
    public String description() {
        return "DMA device with NDMA, which logs and sends its internal memory ahead";
    }

    @Override
    public boolean recognises(Evidence evidence) {
        return StreamRecord.begins(evidence.streamHead());
    }

    @Override
    public FeatureSet features() {
        return FeatureSet.STOP_COPY_P2P_PRE_COPY;
    }

    @Override
    public KnownDevice create(Evidence evidence, Effects effects) {
        return new NdmaDevice(effects);
    }
}
