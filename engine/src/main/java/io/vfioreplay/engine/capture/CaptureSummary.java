package io.vfioreplay.engine.capture;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * How everything in a capture was accounted for: each packet counts once, each message once.
 *
 * @param packets all packets of the file
 * @param understood packets of which every byte was understood
 * @param irrelevant packets that say nothing about a device
 * @param damaged packets with something that could not be understood
 * @param firstDamage the first damaged place in words
 * @param messages per command, by name: how its messages came out
 * @param devices the names of the devices, in the order of their numbers
 * @param events how many events were made
 */
public record CaptureSummary(
        long packets,
        long understood,
        long irrelevant,
        long damaged,
        Optional<String> firstDamage,
        SortedMap<String, Messages> messages,
        List<String> devices,
        long events) {

    /** Throws {@link IllegalStateException} when a packet was not accounted for exactly once. */
    public CaptureSummary {
        if (understood + irrelevant + damaged != packets) {
            throw new IllegalStateException("%d packets, but %d understood, %d irrelevant, %d damaged"
                    .formatted(packets, understood, irrelevant, damaged));
        }
        devices = List.copyOf(devices);
    }

    /**
     * The messages of one command.
     *
     * @param requests requests of either direction
     * @param replies replies without an error
     * @param errors replies with an error
     * @param posted requests that asked for no reply
     * @param unanswered requests without a reply
     */
    public record Messages(long requests, long replies, long errors, long posted, long unanswered) {}
}
