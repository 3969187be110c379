package io.vfioreplay.bench.torture;

import java.util.HashMap;
import java.util.Map;

/** What a writer reported before it was killed; see {@link WriterLoop}. */
final class Reports {

    /** Nothing of a journal was acknowledged. */
    static final long NONE = -1;

    private final Map<Long, Long> published = new HashMap<>();
    private long begun = NONE;
    private long sealed = NONE;
    private long lines;

    /**
     * Takes one line.
     *
     * @throws IllegalStateException when it is no report: the writer failed before it was killed
     */
    void add(String line) {
        String[] words = line.split(" ", -1);
        lines++;
        switch (words[0]) {
            case WriterLoop.BEGUN -> begun = Long.parseLong(words[1]);
            case WriterLoop.PUBLISHED -> published.put(Long.parseLong(words[1]), Long.parseLong(words[2]));
            case WriterLoop.SEALED -> sealed = Long.parseLong(words[1]);
            default -> throw new IllegalStateException("the writer said: " + line);
        }
    }

    /** How many lines there were. */
    long lines() {
        return lines;
    }

    /** The number of the journal that was begun last, or {@link #NONE}. */
    long begun() {
        return begun;
    }

    /** The last acknowledged position of a journal, or {@link #NONE}. */
    long published(long journal) {
        return published.getOrDefault(journal, NONE);
    }

    /** Whether a journal was closed in order. */
    boolean isSealed(long journal) {
        return journal <= sealed;
    }
}
