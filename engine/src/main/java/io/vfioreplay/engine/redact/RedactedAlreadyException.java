package io.vfioreplay.engine.redact;

import io.vfioreplay.engine.ingest.Derivation;
import io.vfioreplay.engine.replay.Timeline;
import java.nio.file.Path;

/**
 * A journal that is to be redacted and is redacted already. Its header has room for one key and one original, so what was redacted
 * twice would pass for something that can be compared with what was redacted once.
 */
public final class RedactedAlreadyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private RedactedAlreadyException(Path journal, Derivation redaction, String how) {
        super(journal + " is " + how
                + " already; expected a journal as it was recorded: redact the original, which has the digest "
                + redaction.digest());
    }

    /**
     * Passes where a journal is as it was recorded, but for what was lost or left out.
     *
     * @throws RedactedAlreadyException otherwise
     */
    public static void refuse(Timeline journal) {
        Derivation.of(journal.description()).stream()
                .filter(Derivation::isRedaction)
                .findFirst()
                .ifPresent(redaction -> {
                    throw new RedactedAlreadyException(
                            journal.directory(), redaction, Derivation.redaction(journal.description()));
                });
    }
}
