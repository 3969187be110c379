package io.vfioreplay.engine.ingest;

import io.vfioreplay.engine.codec.EventFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

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
    private static final String REDACTED = "redacted";
    private static final List<String> WAYS = List.of("recovered", SHRUNK, REDACTED);
    /** In a redacted journal's description: what tells its key from others. */
    public static final String REDACTION_KEY = REDACTED + ".key";

    private static final String DIVERGENCES = REDACTED + ".divergences";
    private static final Pattern NUMBERS = Pattern.compile("[0-9]{1,18}(?: [0-9]{1,18}){0,999}");

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

    /**
     * What describes a journal in which secrets of another one are replaced: what may stay of that one's description, and which it
     * was.
     *
     * @param kept of the other one's description
     * @param digest of the other one
     * @param details what else is to be known, empty if nothing
     * @param divergences positions at which a model of a device said something else
     */
    public static SortedMap<String, String> redacted(
            SortedMap<String, String> kept, String digest, String details, List<Long> divergences) {
        return withDivergences(new Derivation(REDACTED, digest, details).describe(kept), divergences);
    }

    /**
     * The same description for a journal whose events are at other positions, or are not all there any more.
     *
     * @param divergences what {@link #divergences} tells, where those events are now
     */
    public static SortedMap<String, String> withDivergences(
            SortedMap<String, String> original, List<Long> divergences) {
        TreeMap<String, String> description = new TreeMap<>(original);
        description.remove(DIVERGENCES);
        if (!divergences.isEmpty()) {
            description.put(
                    DIVERGENCES, divergences.stream().map(String::valueOf).collect(Collectors.joining(" ")));
        }
        return description;
    }

    /** Whether this is how bytes, addresses and names came to be replaced. */
    public boolean isRedaction() {
        return how.equals(REDACTED);
    }

    /** Whether bytes, addresses and names in a journal are not what they were, so that no model of a device can read them. */
    public static boolean isRedacted(SortedMap<String, String> description) {
        return description.containsKey(REDACTED + FROM);
    }

    /** How bytes were replaced, in words; only journals of which this is the same can be compared. */
    public static String redaction(SortedMap<String, String> description) {
        return isRedacted(description)
                ? "redacted with key " + description.getOrDefault(REDACTION_KEY, "unknown")
                : "not redacted";
    }

    /** The positions at which a model said something else before the journal was redacted. */
    public static List<Long> divergences(SortedMap<String, String> description) {
        String numbers = description.getOrDefault(DIVERGENCES, "");
        return NUMBERS.matcher(numbers).matches()
                ? Arrays.stream(numbers.split(" ")).map(Long::valueOf).toList()
                : List.of();
    }

    private SortedMap<String, String> describe(SortedMap<String, String> original) {
        TreeMap<String, String> description = new TreeMap<>(original);
        description.put(EVENT_FORMAT, Integer.toString(EventFormat.VERSION));
        description.put(how + FROM, digest);
        description.put(how + DETAILS, details);
        return description;
    }
}
