package io.vfioreplay.tool.sarif;

import io.vfioreplay.hardware.state.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One result.
 *
 * @param rule what it is an instance of
 * @param message for people
 * @param path of the recording with {@code /}, as the user would find it
 * @param place within the recording, for example {@code position 16, device 0}; empty where it is about all of it
 * @param properties what else a program may want to know
 * @param steps the events of the recording that lead to it; none where no event does
 */
record SarifResult(
        SarifRule rule,
        String message,
        String path,
        String place,
        SortedMap<String, String> properties,
        List<SarifStep> steps) {

    /** Copies properties and steps. */
    SarifResult {
        properties = Collections.unmodifiableSortedMap(new TreeMap<>(properties));
        steps = List.copyOf(steps);
    }

    /** The same for the same rule at the same place of the same recording, whatever the message says; 64 hex digits. */
    String fingerprint() {
        return Sha256.hexOf((rule.id() + '\n' + path + '\n' + place).getBytes(StandardCharsets.UTF_8));
    }
}
