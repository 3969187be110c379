package io.vfioreplay.tool.command;

import io.vfioreplay.engine.capture.CaptureException;
import io.vfioreplay.engine.capture.ftrace.MappingSyntaxException;
import io.vfioreplay.engine.ingest.DifferentRedactionException;
import io.vfioreplay.engine.pipeline.RecorderFailedException;
import io.vfioreplay.engine.redact.RedactedAlreadyException;
import io.vfioreplay.engine.regress.UnusableCasesException;
import io.vfioreplay.engine.regress.UnusableExpectationException;
import io.vfioreplay.engine.replay.UnusableModelException;
import io.vfioreplay.engine.shrink.KeepSyntaxException;
import io.vfioreplay.engine.wire.MalformedWireLogException;
import io.vfioreplay.journal.format.JournalException;
import io.vfioreplay.journal.format.SystemReason;
import io.vfioreplay.tool.text.Text;
import java.io.UncheckedIOException;
import java.util.Optional;

/** What is said of something that cannot be used, which is no bug of ours. */
final class Complaint {

    private Complaint() {}

    /** One line that a terminal can be given, or nothing where it is a bug. */
    static Optional<String> about(Exception failed) {
        return words(failed).map(Text::harmless);
    }

    private static Optional<String> words(Exception failed) {
        if (failed instanceof RecorderFailedException stopped && stopped.getCause() instanceof JournalException cause) {
            return words(cause); // A full disk, for example.
        }
        if (failed instanceof UncheckedIOException io) {
            return Optional.of(SystemReason.explained(io));
        }
        boolean isForeign = failed instanceof CaptureException
                || failed instanceof MappingSyntaxException
                || failed instanceof DifferentRedactionException
                || failed instanceof JournalException
                || failed instanceof KeepSyntaxException
                || failed instanceof MalformedWireLogException
                || failed instanceof RedactedAlreadyException
                || failed instanceof UnusableCasesException
                || failed instanceof UnusableException
                || failed instanceof UnusableExpectationException
                || failed instanceof UnusableModelException;
        return isForeign ? Optional.of(String.valueOf(failed.getMessage())) : Optional.empty();
    }
}
