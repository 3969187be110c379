package io.vfioreplay.bench;

import io.vfioreplay.bench.measure.Reading.Figure;
import io.vfioreplay.bench.report.Goal;
import io.vfioreplay.bench.report.Samples;
import io.vfioreplay.bench.report.Section;
import io.vfioreplay.bench.report.Section.Column;
import io.vfioreplay.bench.report.Section.Line;
import io.vfioreplay.bench.report.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What can be done with a journal, how fast, and what is to be reached there. */
final class ReadSection {

    private final Map<Figure, Samples> results;

    private ReadSection(Map<Figure, Samples> results) {
        this.results = results;
    }

    /** The sections for a journal of {@code events} events. */
    static List<Section> of(long events, Map<Figure, Samples> results) {
        return new ReadSection(results).sections(events);
    }

    private List<Section> sections(long events) {
        String journal = String.format(Locale.ROOT, " (a journal of %,d events)", events);
        return List.of(replaying(journal), jumping(journal), verifying(journal));
    }

    private Section replaying(String journal) {
        Samples memory = figure(Figure.MEMORY);
        Samples decode = figure(Figure.DECODE);
        Samples folded = figure(Figure.DECODE_FOLD);
        Samples replay = figure(Figure.REPLAY);
        Unit speed = Unit.MILLION_EVENTS_PER_SECOND;
        List<Line> lines = new ArrayList<>();
        lines.add(line("memory", "folding the events from memory", memory, memory.dividedBy(memory)));
        lines.add(line("decode", "read, checksums and chain verified, decoded", decode, decode.dividedBy(memory)));
        lines.add(line("decode-fold", "and folded the same way", folded, folded.dividedBy(memory)));
        lines.add(line("replay", "into the observed device, digests compared", replay, replay.dividedBy(memory)));
        return new Section(
                "replay",
                "Replaying: events a second" + journal,
                List.of("What comes back is compared with what was written, in every round."),
                List.of(Column.withSpread("replayed", speed), Column.withSpread("to memory", Unit.TIMES)),
                lines,
                List.of(
                        Goal.ratioAtLeast(0.6, "decode to memory", decode.dividedBy(memory)),
                        Goal.atLeast(60, speed, "decode", decode),
                        Goal.atLeast(20, speed, "replay", replay)));
    }

    private Section jumping(String journal) {
        Samples p99 = figure(Figure.JUMP_P99);
        return new Section(
                "jump",
                "Jumping to any position, to read one event" + journal,
                List.of(),
                List.of(Column.withSpread("p50", Unit.MICROS), Column.withSpread("p99", Unit.MICROS)),
                List.of(line("jump", "without the state of the model", figure(Figure.JUMP_P50), p99)),
                List.of(Goal.atMost(20, Unit.MICROS, "jump, p99", p99)));
    }

    private Section verifying(String journal) {
        Samples verify = figure(Figure.VERIFY);
        Samples checksum = figure(Figure.CHECKSUM);
        Samples ratio = verify.dividedBy(checksum);
        return new Section(
                "verify",
                "Verifying: bytes of the files a second" + journal,
                List.of(),
                List.of(
                        Column.withSpread("read", Unit.MEGABYTES_PER_SECOND),
                        Column.withSpread("to checksums", Unit.TIMES)),
                List.of(
                        line("verify", "every byte, the chain, the end", verify, ratio),
                        line("checksums", "CRC-32C and SHA-256 of the files", checksum, checksum.dividedBy(checksum))),
                List.of(Goal.ratioAtLeast(0.5, "verify to checksums", ratio)));
    }

    private Samples figure(Figure figure) {
        Samples samples = results.get(figure);
        if (samples == null) {
            throw new IllegalStateException(figure + " was not measured");
        }
        return samples;
    }

    private static Line line(String name, String description, Samples first, Samples second) {
        return new Line(name, description, List.of(Optional.of(first), Optional.of(second)));
    }
}
