package io.vfioreplay.engine.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.Stamp;
import io.vfioreplay.journal.side.SideFileReader;
import io.vfioreplay.journal.side.SideFileWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checked: many small segments, terms of every density, walking both ways from anywhere. */
final class PostingsTest {

    private static final int GRANULES = 5_000;
    private static final int OF_ONE_SEGMENT = 70;
    private static final int DEVICES = 14;
    private static final EventKind KIND = EventKind.MMIO_READ;

    @TempDir
    private Path temp;

    private final Random random = new Random(11);
    private final BitSet[] truth = new BitSet[DEVICES];

    @Test
    void walk_findsEveryGranuleOfATermAndNoOtherBothWays() throws IOException {
        Path path = temp.resolve("postings.vfx");
        write(path);
        try (SideFileReader file = SideFileReader.open(path)) {
            Postings postings = new Postings(file, GRANULES);
            assertThat(postings.segmentCount()).isEqualTo((GRANULES + OF_ONE_SEGMENT - 1) / OF_ONE_SEGMENT);
            for (int i = 0; i < 4_000; i++) {
                List<Term> terms = new ArrayList<>();
                BitSet expected = new BitSet();
                for (int j = random.nextInt(3); j >= 0; j--) {
                    int device = random.nextInt(DEVICES);
                    terms.add(new Term.Happened(device, KIND));
                    expected.or(truth[device]);
                }
                int from = random.nextInt(GRANULES);
                int to = from + random.nextInt(GRANULES - from);
                expected.clear(0, from);
                expected.clear(to, GRANULES);
                Range within = new Range(from * 512L, to * 512L);
                int[] numbers = postings.numbersOf(terms);
                List<Long> forward = firstGranules(GranuleWalk.forward(postings, numbers, within));
                assertThat(forward)
                        .isEqualTo(expected.stream().mapToObj(Long::valueOf).toList());
                List<Long> backward = firstGranules(GranuleWalk.backward(postings, numbers, within));
                assertThat(backward).hasSameSizeAs(forward).isSortedAccordingTo((a, b) -> Long.compare(b, a));
                assertThat(forward).containsAll(backward);
            }
        }
    }

    /** From everywhere to nowhere. */
    private void write(Path path) throws IOException {
        try (SideFileWriter file = SideFileWriter.create(path)) {
            PostingsWriter writer = new PostingsWriter(OF_ONE_SEGMENT);
            for (int granule = 0; granule < GRANULES; granule++) {
                writer.enter(granule * 512L, file);
                for (int device = 0; device < DEVICES; device++) {
                    truth[device] = truth[device] == null ? new BitSet() : truth[device];
                    if (random.nextInt(1 << device) == 0 && granule % 900 < 800) {
                        truth[device].set(granule);
                        writer.events().mark(Stamp.at(0, device), KIND, new long[EventKind.FIELDS_MAX]);
                    }
                }
            }
            writer.finish(file);
            file.complete();
        }
    }

    private static List<Long> firstGranules(GranuleWalk walk) {
        List<Long> granules = new ArrayList<>();
        while (walk.hasNext()) {
            Range range = walk.next();
            assertThat(range.to() - range.from()).isEqualTo(512);
            granules.add(range.from() / 512);
        }
        return granules;
    }
}
