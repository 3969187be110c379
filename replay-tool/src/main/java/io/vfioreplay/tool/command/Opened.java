package io.vfioreplay.tool.command;

import io.vfioreplay.engine.replay.HostState;
import io.vfioreplay.engine.replay.JournalSource;
import io.vfioreplay.engine.replay.Timeline;
import io.vfioreplay.journal.DamagePolicy;
import io.vfioreplay.journal.format.Damage;
import io.vfioreplay.tool.text.Palette.Role;
import java.nio.file.Path;
import java.util.List;

/**
 * What the user named, ready to be read; a packed journal was unpacked for it, a capture imported.
 *
 * @param source where it is
 * @param timeline its events
 */
record Opened(JournalSource source, Timeline timeline) implements AutoCloseable {

    /** Opens a journal, packed or not, or a capture, showing progress while it is unpacked or imported. */
    static Opened open(Console console, Path given, boolean skipDamage) {
        return open(console, given, List.of(), skipDamage);
    }

    /** The same with witnesses that lie elsewhere. */
    static Opened open(Console console, Path given, List<Path> witnesses, boolean skipDamage) {
        if (!witnesses.isEmpty() && JournalSource.isJournal(given)) {
            throw new UnusableException(
                    given
                            + " is a journal, to which no witness can be added; expected captures: import them again, together");
        }
        JournalSource source;
        try (ProgressLine progress = new ProgressLine(console, "reading " + given.getFileName())) {
            source = JournalSource.open(given, witnesses, HostState.fold(), progress);
        }
        try {
            DamagePolicy policy = skipDamage ? DamagePolicy.SKIP : DamagePolicy.STRICT;
            return new Opened(source, Timeline.open(source.journal(), source.shown(), policy));
        } catch (RuntimeException unusable) {
            source.close();
            throw unusable;
        }
    }

    /**
     * Lists on standard error what was passed over, and that the end was not written where nothing else tells of it; gives the exit
     * code that follows from damage.
     */
    int reportDamage(Console console) {
        List<Damage> damage = timeline.damage();
        damage.forEach(place -> warn(console, "passed over " + place.text()));
        reportOpenEnd(console);
        return damage.isEmpty() ? ExitCode.NOTHING_FOUND : ExitCode.FOUND;
    }

    /** Tells on standard error that the end was not written, where no damage tells of it. */
    void reportOpenEnd(Console console) {
        if (timeline.damage().isEmpty() && !timeline.isSealed()) {
            warn(
                    console,
                    source.shown() + " was not closed in order: what came at position " + timeline.eventCount()
                            + " and after, if anything did, is not in it");
        }
    }

    private static void warn(Console console, String text) {
        console.err().println(console.palette().paint(Role.WARNING, "vfio-replay: " + text));
    }

    @Override
    public void close() {
        timeline.close();
        source.close();
    }
}
