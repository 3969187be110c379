package io.vfioreplay.tool.command;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.ingest.Importer;
import io.vfioreplay.engine.postmortem.Evidence;
import io.vfioreplay.engine.postmortem.Examiner;
import io.vfioreplay.engine.postmortem.ModelFindings;
import io.vfioreplay.engine.postmortem.Postmortem;
import io.vfioreplay.engine.postmortem.Side;
import io.vfioreplay.engine.redact.RedactedAlreadyException;
import io.vfioreplay.engine.redact.Redaction;
import io.vfioreplay.engine.redact.SameAnswer;
import io.vfioreplay.engine.replay.JournalSource;
import io.vfioreplay.engine.replay.Timeline;
import io.vfioreplay.journal.DamagePolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A redacted journal in a temporary directory, which is removed on close.
 *
 * @param path where it is
 * @param difference what it does not tell as the original does, empty if it tells the same
 */
record RedactedJournal(Path path, Optional<String> difference) implements AutoCloseable {

    /**
     * Makes one, and looks whether it still tells the same.
     *
     * @param beside the source's journal, where the original is a destination's
     * @throws RedactedAlreadyException when the original is redacted, before anything else is looked at
     */
    static RedactedJournal make(Console console, Path original, Optional<Path> beside, Redaction redaction) {
        Path directory = temporary();
        try (ProgressLine progress = new ProgressLine(console, "redacting");
                JournalSource source = JournalSource.openJournal(original, progress);
                Timeline timeline = open(source)) {
            RedactedAlreadyException.refuse(timeline);
            Path target = directory.resolve("redacted.vfj");
            Postmortem before = examine(timeline, progress);
            List<Long> divergences = beside.map(other -> divergences(other, timeline, progress))
                    .orElseGet(() -> Redaction.divergences(before, Optional.empty()));
            redaction.run(timeline, divergences, target, progress);
            try (Timeline redacted = Timeline.open(target, DamagePolicy.STRICT)) {
                return new RedactedJournal(target, SameAnswer.difference(before, examine(redacted, progress)));
            }
        } catch (RuntimeException | Error failed) {
            Importer.delete(directory);
            throw failed;
        }
    }

    private static Timeline open(JournalSource source) {
        return Timeline.open(source.journal(), source.shown(), DamagePolicy.STRICT);
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("vfio-replay-redacted-");
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot make a temporary directory", failed);
        }
    }

    private static Postmortem examine(Timeline only, Progress progress) {
        Evidence evidence = Evidence.read(only, Side.SOURCE, progress);
        return Examiner.examine(Optional.of(new ModelFindings().inSource(evidence, only)), Optional.empty());
    }

    private static List<Long> divergences(Path beside, Timeline destination, Progress progress) {
        ModelFindings models = new ModelFindings();
        try (JournalSource there = JournalSource.openJournal(beside, progress);
                Timeline source = open(there)) {
            Evidence from = Evidence.read(source, Side.SOURCE, progress);
            Evidence to = Evidence.read(destination, Side.DESTINATION, progress);
            Postmortem both = Examiner.examine(
                    Optional.of(models.inSource(from, source)),
                    Optional.of(models.inDestination(to, destination, from, source)));
            return Redaction.divergences(both, Optional.of(Side.DESTINATION));
        }
    }

    @Override
    public void close() {
        Path directory = path.getParent();
        if (directory != null) {
            Importer.delete(directory);
        }
    }
}
