package io.vfioreplay.tool.check;

import io.vfioreplay.engine.postmortem.Conformance;
import io.vfioreplay.journal.format.Damage;
import java.nio.file.Path;
import java.util.List;

/** What checking one recording gave. */
public sealed interface CheckedRecording {

    /** The recording as the user named it. */
    Path source();

    /** The same for other programs, with {@code /} on every system. */
    default String path() {
        return source().normalize().toString().replace('\\', '/');
    }

    /**
     * It was read and checked, as far as it is there.
     *
     * @param source the recording as the user named it
     * @param conformance how it stands to the rules
     * @param damage where a part of it could not be read, and what is lost there
     */
    record Checked(Path source, Conformance conformance, List<Damage> damage) implements CheckedRecording {

        /** Copies the list. */
        public Checked {
            damage = List.copyOf(damage);
        }

        /** Whether a rule of severity error is broken, or nobody knows since a part is missing. */
        public boolean hasError() {
            return isDamaged() || conformance.hasError();
        }

        /** Whether a part is missing. */
        public boolean isDamaged() {
            return !damage.isEmpty();
        }
    }

    /**
     * It could not be read, and nothing is known of it.
     *
     * @param source the recording as the user named it
     * @param why one line: what was found, expected, and what to do
     */
    record Unreadable(Path source, String why) implements CheckedRecording {}
}
