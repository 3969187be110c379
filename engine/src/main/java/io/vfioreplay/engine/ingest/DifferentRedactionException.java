package io.vfioreplay.engine.ingest;

import java.util.SortedMap;

/**
 * Two recordings whose bytes were replaced in different ways. What was equal is not equal any more, so that every byte would
 * seem to have changed on its way.
 */
public final class DifferentRedactionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private DifferentRedactionException(String first, String second) {
        super("the first recording is " + first + ", the second is " + second
                + ", so their bytes cannot be compared; expected both as they were recorded, or both redacted with the same"
                + " --redact-key FILE");
    }

    /**
     * Passes where two recordings can be compared.
     *
     * @param first the description of one journal
     * @param second that of the other
     * @throws DifferentRedactionException otherwise
     */
    public static void refuse(SortedMap<String, String> first, SortedMap<String, String> second) {
        refuse(Derivation.redaction(first), Derivation.redaction(second));
    }

    /** The same of what {@link Derivation#redaction} says of both. */
    public static void refuse(String first, String second) {
        if (!first.equals(second)) {
            throw new DifferentRedactionException(first, second);
        }
    }
}
