package io.vfioreplay.engine.replay;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The digest of the state behind one event, as a record of the journal.
 *
 * @param position of the event; the digest covers it and all before it
 * @param digest in hex digits
 * @param version of the model that made it
 */
public record StateDigest(long position, String digest, String version) {

    private static final String RECORD = "record";
    private static final String STATE = "state";
    private static final String POSITION = "position";
    private static final String DIGEST = "digest";
    private static final String MODEL = "model";

    /** As it is kept in the journal. */
    public SortedMap<String, String> toRecord() {
        TreeMap<String, String> record = new TreeMap<>();
        record.put(RECORD, STATE);
        record.put(POSITION, Long.toString(position));
        record.put(DIGEST, digest);
        record.put(MODEL, version);
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
                ? Optional.of(new StateDigest(Long.parseLong(position), digest, version))
                : Optional.empty();
    }
}
