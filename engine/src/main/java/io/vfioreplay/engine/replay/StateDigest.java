package io.vfioreplay.engine.replay;

import io.vfioreplay.hardware.rule.RuleBook;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The digest of the state behind one event, as a record of the journal.
 *
 * @param position of the event; the digest covers it and all before it
 * @param digest in hex digits
 * @param version of the model that made it
 * @param rules the version of the rules of the program that made it; empty in journals from before they were kept. It tells which
 *     findings belong to this digest, which itself does not depend on it
 */
public record StateDigest(long position, String digest, String version, Optional<String> rules) {

    private static final String RECORD = "record";
    private static final String STATE = "state";
    private static final String POSITION = "position";
    private static final String DIGEST = "digest";
    private static final String MODEL = "model";
    private static final String RULES = "rules";

    /** The digest that this program makes. */
    public StateDigest(long position, String digest, String version) {
        this(position, digest, version, Optional.of(RuleBook.version()));
    }

    /** Whether the other one is of the same state by the same model, whatever the rules were. */
    boolean isOfSameState(StateDigest other) {
        return position == other.position && digest.equals(other.digest) && version.equals(other.version);
    }

    /** As it is kept in the journal. */
    public SortedMap<String, String> toRecord() {
        TreeMap<String, String> record = new TreeMap<>();
        record.put(RECORD, STATE);
        record.put(POSITION, Long.toString(position));
        record.put(DIGEST, digest);
        record.put(MODEL, version);
        rules.ifPresent(each -> record.put(RULES, each));
        return record;
    }

    /** What a record holds, or empty when it is a record of another kind or makes no sense. */
    public static Optional<StateDigest> ofRecord(SortedMap<String, String> record) {
        String position = record.get(POSITION);
        String digest = record.get(DIGEST);
        String version = record.get(MODEL);
        if (!STATE.equals(record.get(RECORD)) || position == null || digest == null || version == null) {
            return Optional.empty();
        }
        return position.matches("[0-9]{1,18}")
                ? Optional.of(new StateDigest(
                        Long.parseLong(position), digest, version, Optional.ofNullable(record.get(RULES))))
                : Optional.empty();
    }
}
