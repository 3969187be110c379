package io.vfioreplay.hardware.model;

import io.vfioreplay.hardware.event.Payload;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * What a recording tells about the kind of a device, without asking how it behaves.
 *
 * @param name what the capture calls the device
 * @param regionSizes bytes by region index, as the device described them; regions of size 0 are left out
 * @param featureFlags the migration feature word, if the client read it
 * @param configHead the first bytes of config space as first read from offset 0, empty if never: vendor and device id come first
 * @param clientCapabilities the JSON text of the client's side of the negotiation, empty if there was none
 * @param serverCapabilities the same of the device's side
 * @param streamHead the first bytes (at most {@value #STREAM_HEAD_MAX}) of the first migration stream, saved or loaded
 * @param loadedBytes how many bytes the last loading stream had
 * @param loadedChunkMax the longest write of that stream
 */
public record Evidence(
        String name,
        Map<Integer, Long> regionSizes,
        OptionalLong featureFlags,
        Payload configHead,
        String clientCapabilities,
        String serverCapabilities,
        Payload streamHead,
        long loadedBytes,
        long loadedChunkMax) {

    /** How many bytes of a stream are kept. */
    public static final int STREAM_HEAD_MAX = 64;

    /** Nothing is known. */
    public static final Evidence NONE =
            new Evidence("", Map.of(), OptionalLong.empty(), Payload.empty(), "", "", Payload.empty(), 0, 0);

    /** Copies the map. */
    public Evidence {
        regionSizes = Map.copyOf(new TreeMap<>(regionSizes));
    }

    /** The size of a region, or empty when it was not described or has none. */
    public Optional<Long> regionSize(int region) {
        return Optional.ofNullable(regionSizes.get(region));
    }
}
