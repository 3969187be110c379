package io.vfioreplay.bench.torture;

import io.vfioreplay.bench.torture.Tally.Count;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Starts a writer, kills it at a random instant, and checks every journal that it leaves. */
final class KillTrial implements Trial {

    private final WriterCommand command;
    private final long seed;
    private final Recovery recovery;
    private final Tally tally;

    KillTrial(WriterCommand command, long seed, Recovery recovery, Tally tally) {
        this.command = command;
        this.seed = Mix.of(seed, TrialKind.KILL.ordinal());
        this.recovery = recovery;
        this.tally = tally;
    }

    @Override
    public TrialKind kind() {
        return TrialKind.KILL;
    }

    /** The same journals are recorded each time; the instant of the kill is chance. */
    @Override
    public List<String> run(long number, Path directory) throws IOException {
        long own = Mix.of(seed, number);
        WriterProcess writer = WriterProcess.start(command, directory, own);
        Reports reports = writer.killAtRandom(new SplittableRandom(own));
        tally.add(Count.KILLS, 1);
        List<String> wrong = new ArrayList<>();
        for (long journal = 0; journal <= reports.begun(); journal++) {
            Path path = WriterLoop.journal(directory, journal);
            if (Files.exists(path) || reports.isSealed(journal)) {
                wrong.addAll(check(path, JournalPlan.of(own, journal), reports, journal));
            }
        }
        return wrong;
    }

    private List<String> check(Path path, JournalPlan plan, Reports reports, long journal) {
        long published = reports.published(journal);
        KilledJournal killed = new KilledJournal(path, plan, published, reports.isSealed(journal));
        List<String> wrong = new ArrayList<>(killed.check(tally));
        if (wrong.isEmpty() && published >= 0 && !killed.isSealed()) {
            Path recovered = path.resolveSibling(journal + "-recovered.vfj");
            recovery.recover(path, recovered);
            tally.add(Count.RECOVERED, 1);
            wrong.addAll(new RecoveredJournal(recovered, plan).check(published + 1));
        }
        List<String> named = new ArrayList<>();
        wrong.forEach(what -> named.add(path.getFileName() + ": " + what));
        return named;
    }
}
