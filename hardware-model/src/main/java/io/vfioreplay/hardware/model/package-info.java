/**
 * Devices whose behaviour is known: what they answer, what they do by themselves, and the state they hand over when they
 * migrate. A vendor adds one by implementing {@link io.vfioreplay.hardware.model.KnownDeviceProvider} in a jar of its own.
 */
@NullMarked
package io.vfioreplay.hardware.model;

import org.jspecify.annotations.NullMarked;
