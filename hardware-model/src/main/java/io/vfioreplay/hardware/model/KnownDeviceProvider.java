package io.vfioreplay.hardware.model;

import io.vfioreplay.hardware.migration.FeatureSet;

/**
 * A kind of known device, found by {@link java.util.ServiceLoader}: list the class in
 * {@code META-INF/services/io.vfioreplay.hardware.model.KnownDeviceProvider} of any jar.
 *
 * <p>Implementations have a public constructor without parameters and no state.
 */
public interface KnownDeviceProvider {

    /** What {@code --model} calls it: lower case letters, digits and dashes. */
    String name();

    /** One line for people. */
    String description();

    /** Whether a device that shows this evidence is surely one of this kind. Two providers must not both say yes. */
    boolean recognises(Evidence evidence);

    /** The v2 features of such a device; in v1, NDMA is offered where P2P is. */
    FeatureSet features();

    /**
     * Whether a device that shows this evidence hands out the stream that the model does. A variant that has registers of this kind
     * and another stream is predicted as to its registers, until it was loaded.
     */
    default boolean knowsStream(Evidence evidence) {
        return true;
    }

    /**
     * A device that was just opened.
     *
     * @param evidence sizes and the like that differ between devices of this kind; may be empty when the user chose the model
     * @param effects where the device's own doings go
     */
    KnownDevice create(Evidence evidence, Effects effects);
}
