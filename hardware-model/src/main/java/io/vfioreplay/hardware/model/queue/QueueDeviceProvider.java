package io.vfioreplay.hardware.model.queue;

import io.vfioreplay.hardware.migration.FeatureSet;
import io.vfioreplay.hardware.model.Effects;
import io.vfioreplay.hardware.model.Evidence;
import io.vfioreplay.hardware.model.KnownDevice;
import io.vfioreplay.hardware.model.KnownDeviceProvider;

/** Queue devices that any access restarts; recognised by the magic of their stream. */
public final class QueueDeviceProvider implements KnownDeviceProvider {

    /** For {@link java.util.ServiceLoader}. */
    public QueueDeviceProvider() {}

    @Override
    public String name() {
        return "queue";
    }

    @Override
    public String description() {
        return "queue device without NDMA: any access to its registers restarts the stopped queue";
    }

    @Override
    public boolean recognises(Evidence evidence) {
        return QueueImage.begins(evidence.streamHead());
    }

    @Override
    public FeatureSet features() {
        return FeatureSet.STOP_COPY;
    }

    @Override
    public KnownDevice create(Evidence evidence, Effects effects) {
        return new QueueDevice(effects);
    }
}
