package io.vfioreplay.journal.format;

import java.nio.file.Path;

/** Bytes of a journal are not what was written. */
public final class CorruptJournalException extends JournalException {

    private static final long serialVersionUID = 1L;
    private static final String ADVICE = "run \"vfio-replay verify\" on the journal to see everything that is damaged";

    private final DamageCode code;

    /** A corruption at a place of a file; {@code found} says what was found and expected. */
    public CorruptJournalException(DamageCode code, Path file, long offset, String found) {
        super(file, offset, code + ": " + found, ADVICE);
        this.code = code;
    }

    /** The same as an exception. */
    public CorruptJournalException(Damage damage) {
        this(damage.code(), damage.file(), damage.offset(), damage.message());
    }

    /** What is wrong. */
    public DamageCode code() {
        return code;
    }
}
