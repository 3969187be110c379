package io.vfioreplay.engine.ingest;

import io.vfioreplay.engine.codec.EventFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A way in which a journal was made of another one, which its header tells.
 *
 * @param how a past participle, for example {@code shrunk}
 * @param digest of the other journal
 * @param details what else is to be known, empty if nothing
 */
public record Derivation(String how, String digest, String details) {

    private static final String EVENT_FORMAT = "eventFormat";
    private static final String FROM = ".from";
    private static final String DETAILS = ".details";
    private static final String SHRUNK = "shrunk";
    private static final List<String> WAYS = List.of("recovered", SHRUNK);

    /** All that a journal's description tells, in no order of time. */
    public static List<Derivation> of(SortedMap<String, String> description) {
        List<Derivation> all = new ArrayList<>();
        for (String way : WAYS) {
            String digest = description.get(way + FROM);
            if (digest != null) {
                all.add(new Derivation(way, digest, description.getOrDefault(way + DETAILS, "")));
            }
        }
        return all;
    }

    /**
     * What describes a journal with the least of another one: all that described that one, which it was, and what was kept.
     *
     * @param original the other one's description
     * @param digest of the other one
     * @param keep what was kept, in words
     */
    public static SortedMap<String, String> shrunk(SortedMap<String, String> original, String digest, String keep) {
        return new Derivation(SHRUNK, digest, keep).describe(original);
    }

    private SortedMap<String, String> describe(SortedMap<String, String> original) {
        TreeMap<String, String> description = new TreeMap<>(original);
        description.put(EVENT_FORMAT, Integer.toString(EventFormat.VERSION));
        description.put(how + FROM, digest);
        description.put(how + DETAILS, details);
        return description;
    }
}
