package io.vfioreplay.engine.capture;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How everything in a file was accounted for: each record counts once, each message once.
 *
 * @param unit what a record of the file is
 * @param records all records of the file
 * @param understood records of which everything was understood
 * @param irrelevant records that say nothing about a device or its migration
 * @param damaged records with something that could not be understood
 * @param firstDamage the first damaged place in words
 * @param messages where the file holds messages, per command, by name: how they came out
 * @param kinds where the file holds anything else, how many records of each kind there are
 * @param devices the names of the devices, in the order of their numbers
 * @param events how many events were made
 */
public record CaptureSummary(
        Unit unit,
        long records,
        long understood,
        long irrelevant,
        long damaged,
        Optional<String> firstDamage,
        SortedMap<String, Messages> messages,
        SortedMap<String, Long> kinds,
        List<String> devices,
        long events) {

    /** Throws {@link IllegalStateException} when a record was not accounted for exactly once. */
    public CaptureSummary {
        if (understood + irrelevant + damaged != records) {
            throw new IllegalStateException("%d records, but %d understood, %d irrelevant, %d damaged"
                    .formatted(records, understood, irrelevant, damaged));
        }
        messages = Collections.unmodifiableSortedMap(new TreeMap<>(messages));
        kinds = Collections.unmodifiableSortedMap(new TreeMap<>(kinds));
        devices = List.copyOf(devices);
    }

    /** What a file consists of. */
    public enum Unit {
        /** Packets of a pcap file. */
        PACKET,
        /** Lines of a text. */
        LINE,
        /** Records of a binary trace. */
        RECORD,
        /** Sections of a migration stream. */
        SECTION
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
