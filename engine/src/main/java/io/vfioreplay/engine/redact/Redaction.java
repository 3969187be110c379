package io.vfioreplay.engine.redact;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.engine.ingest.Derivation;
import io.vfioreplay.engine.ingest.Importer;
import io.vfioreplay.engine.pipeline.Recorder;
import io.vfioreplay.engine.pipeline.RecorderOptions;
import io.vfioreplay.engine.postmortem.Postmortem;
import io.vfioreplay.engine.postmortem.Side;
import io.vfioreplay.engine.postmortem.SideFinding;
import io.vfioreplay.engine.replay.Fold;
import io.vfioreplay.engine.replay.HostState;
import io.vfioreplay.engine.replay.Timeline;
import io.vfioreplay.journal.JournalWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Makes a journal in which guest data, addresses and names are replaced, event by event, at the same positions. Its digests of the
 * state are made anew; bookmarks and what was kept of the wire are left out. The original is only read.
 *
 * @param key what decides what is replaced by what
 * @param movesTimes whether times are moved too
 */
public record Redaction(RedactionKey key, boolean movesTimes) {

    private static final String CAPTURE = "capture.";
    private static final String KINDS = ".kinds.";
    static final String WRONG_ANSWER = "M-12";

    /**
     * Redacts.
     *
     * @param original the journal
     * @param divergences positions at which a device answered, or was given, something else than its model says: models cannot read
     *     what is replaced
     * @param target where the new journal will be; must not exist
     * @throws RedactedAlreadyException when the original is redacted
     * @throws io.vfioreplay.journal.format.JournalException when the original is damaged, or the new one cannot be made
     */
    public void run(Timeline original, List<Long> divergences, Path target, Progress progress) {
        RedactedAlreadyException.refuse(original);
        TextMap texts = new TextMap(key);
        SortedMap<String, String> header = Derivation.redacted(
                headerOf(original.description(), texts),
                original.digest(),
                movesTimes ? "times moved" : "",
                divergences);
        header.put(Derivation.REDACTION_KEY, key.fingerprint());
        JournalWriter writer = JournalWriter.create(target, header);
        Fold model = HostState.fold();
        try (Recorder recorder =
                new Recorder(writer, model, RecorderOptions.IMPORT, () -> totals(original.totals(), model, texts))) {
            original.replay(Range.ALL, progress, new RedactingSink(recorder, key, movesTimes));
        } catch (RuntimeException | Error failed) {
            Importer.delete(target);
            throw failed;
        }
    }

    /**
     * Where a post-mortem says that a device answered, or was given, something else than its model says.
     *
     * @param given whose journal is meant, as they were given; empty where there is only one
     */
    public static List<Long> divergences(Postmortem postmortem, Optional<Side> given) {
        return postmortem.findings().stream()
                .filter(finding -> finding.rule().id().equals(WRONG_ANSWER))
                .filter(finding -> given.isEmpty() || (finding.side() == given.get()) != postmortem.isSwapped())
                .map(SideFinding::position)
                .toList();
    }

    /** A hash of a capture would let everybody who has it, or guesses it, know it again. */
    private static SortedMap<String, String> headerOf(SortedMap<String, String> original, TextMap texts) {
        TreeMap<String, String> header = new TreeMap<>();
        original.forEach((name, value) -> {
            if (name.startsWith(CAPTURE) && name.endsWith(".name")) {
                header.put(name, texts.ofName(value));
            } else if (!name.endsWith(".details") && !name.endsWith(".sha256")) {
                header.put(name, value);
            }
        });
        return header;
    }

    /** Kinds of lines have the names that probes and trace events were given; messages those of the protocol. */
    private static SortedMap<String, String> totals(SortedMap<String, String> original, Fold model, TextMap texts) {
        TreeMap<String, String> totals = new TreeMap<>();
        original.forEach((name, value) -> {
            boolean isText = name.contains(".device.") || name.endsWith(".firstDamage");
            int kind = name.indexOf(KINDS) + KINDS.length();
            boolean isKind = name.contains(KINDS);
            totals.put(
                    isKind ? name.substring(0, kind) + texts.ofName(name.substring(kind)) : name,
                    isText ? texts.of(value) : value);
        });
        totals.keySet().removeAll(model.totals().keySet());
        return totals;
    }
}
