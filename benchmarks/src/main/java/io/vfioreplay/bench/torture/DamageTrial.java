package io.vfioreplay.bench.torture;

import io.vfioreplay.bench.torture.Tally.Count;
import io.vfioreplay.engine.ingest.Importer;
import io.vfioreplay.journal.JournalReader;
import io.vfioreplay.journal.format.JournalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Damages a copy of a journal in one to three ways, or takes its file away, and checks what it then answers. */
final class DamageTrial implements Trial {

    private static final int ORIGINALS = 8;
    private static final int INJURIES_MAX = 3;
    private static final int REMOVED_EVERY = 200;

    private final long seed;
    private final List<Original> originals;
    private final Recovery recovery;
    private final Tally tally;

    private DamageTrial(long seed, List<Original> originals, Recovery recovery, Tally tally) {
        this.seed = seed;
        this.originals = originals;
        this.recovery = recovery;
        this.tally = tally;
    }

    /** Records the journals that are damaged later, in a directory that does not exist. */
    static DamageTrial prepare(long seed, Path directory, Recovery recovery, Tally tally) throws IOException {
        long own = Mix.of(seed, TrialKind.DAMAGE.ordinal());
        List<Original> originals = new ArrayList<>();
        for (int i = 0; i < ORIGINALS; i++) {
            Files.createDirectory(directory);
            originals.add(Original.make(JournalPlan.small(own, i), i % 3 < 2, directory));
            Importer.delete(directory);
        }
        return new DamageTrial(own, originals, recovery, tally);
    }

    @Override
    public TrialKind kind() {
        return TrialKind.DAMAGE;
    }

    @Override
    public List<String> run(long number, Path directory) throws IOException {
        SplittableRandom random = new SplittableRandom(Mix.of(seed, ORIGINALS + number));
        int index = random.nextInt(ORIGINALS);
        Original original = originals.get(index);
        byte[] other = originals.get((index + 1) % ORIGINALS).bytes();
        Path journal = Files.createDirectory(directory.resolve("damaged.vfj"));
        List<Injury> injuries = new ArrayList<>(); // None: the file is taken away.
        if (random.nextInt(REMOVED_EVERY) > 0) {
            byte[] bytes = original.bytes();
            for (int i = random.nextInt(INJURIES_MAX); i >= 0; i--) {
                Injury injury = Injury.any(random);
                injuries.add(injury);
                bytes = injury.of(bytes, other, random);
            }
            Files.write(journal.resolve(original.fileName()), bytes);
        }
        List<String> wrong = new ArrayList<>();
        new DamagedJournal(original, journal, tally).check().forEach(what -> wrong.add(injuries + ": " + what));
        if (wrong.isEmpty() && JournalReader.isJournal(journal)) {
            boolean isMixed = injuries.contains(Injury.FROM_ANOTHER);
            recover(journal, original.plan(), isMixed).forEach(what -> wrong.add(injuries + ": " + what));
        }
        return wrong;
    }

    /** What cannot be read at all cannot be recovered, and says so. */
    private List<String> recover(Path journal, JournalPlan plan, boolean isMixed) {
        Path recovered = journal.resolveSibling("recovered.vfj");
        boolean isComplete;
        try {
            isComplete = recovery.recover(journal, recovered);
        } catch (JournalException unusable) {
            return List.of();
        }
        tally.add(Count.RECOVERED, 1);
        return new RecoveredJournal(recovered, plan).check(0, isMixed && !isComplete);
    }
}
