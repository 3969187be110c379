package io.vfioreplay.journal.format;

import java.nio.file.Path;

/** Bytes of a journal are not what was written. */
public final class CorruptJournalException extends JournalException {

    private static final long serialVersionUID = 1L;

    private final DamageCode code;
    private final String what;

    /** A corruption at a place of a file; {@code found} says in words what is wrong there. */
    public CorruptJournalException(DamageCode code, Path file, long offset, String found) {
        super(file, offset, new Facts("a journal as it was written", code + ": " + found, advice(file)));
        this.code = code;
        this.what = found;
    }

    /** The same as an exception. */
    public CorruptJournalException(Damage damage) {
        this(damage.code(), damage.file(), damage.offset(), damage.message());
    }

    /** What is wrong. */
    public DamageCode code() {
        return code;
    }

    /** What is wrong there, in words and without the code. */
    public String what() {
        return what;
    }

    private static String advice(Path file) {
        Path directory = file.getParent();
        return "run `vfio-replay verify %s` to see everything that is damaged"
                .formatted(directory == null ? file : directory);
    }
}
