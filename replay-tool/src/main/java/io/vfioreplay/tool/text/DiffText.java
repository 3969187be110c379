package io.vfioreplay.tool.text;

import io.vfioreplay.engine.diff.AccessDiff;
import io.vfioreplay.engine.diff.Comparison;
import io.vfioreplay.engine.diff.RunDiff;
import io.vfioreplay.engine.diff.StreamDiff;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Event;
import io.vfioreplay.hardware.state.TreeDiff;
import io.vfioreplay.tool.text.Palette.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The differences of two recordings, in lines for people. */
public final class DiffText {

    private static final int VALUE_MAX = 60;

    private final Palette palette;

    /** Lines that look as {@code palette} says. */
    public DiffText(Palette palette) {
        this.palette = palette;
    }

    /** The lines of what was compared. */
    public List<String> lines(Comparison compared) {
        List<String> lines = new ArrayList<>();
        compared.run().ifPresent(found -> run(lines, found));
        compared.accesses().ifPresent(found -> accesses(lines, found));
        compared.stream().ifPresent(found -> stream(lines, found));
        compared.state().ifPresent(found -> state(lines, found));
        return lines;
    }

    private void accesses(List<String> lines, AccessDiff accesses) {
        AccessDiff.Counts counts = accesses.counts();
        long most = Math.max(accesses.accessesA(), accesses.accessesB());
        String agreeing = Text.count(counts.agreeing()) + " of " + Text.count(most);
        lines.add(palette.paint(Role.TITLE, "accesses") + ": "
                + palette.paint(accesses.differs() ? Role.BAD : Role.GOOD, agreeing)
                + " agree (direction, offset, width, value)");
        addUnlessZero(lines, counts.outOfOrder(), "of them told in another order nearby");
        addUnlessZero(lines, counts.valuesUnseen(), "of them with a value that one side did not see");
        addUnlessZero(lines, counts.differing(), "with another value");
        addUnlessZero(lines, counts.onlyA(), "in A only");
        addUnlessZero(lines, counts.onlyB(), "in B only");
        accesses.windows().forEach(pair -> addUnlessAlike(lines, pair));
        accesses.first().ifPresent(first -> {
            EventText text = new EventText(palette, Envelope.NO_TIME);
            lines.add("  the first that does not agree:");
            lines.add(palette.paint(Role.BAD, "A ") + side(text, first.a()));
            lines.add(palette.paint(Role.BAD, "B ") + side(text, first.b()));
        });
    }

    private static void addUnlessZero(List<String> lines, long count, String what) {
        if (count != 0) {
            lines.add("  " + Text.count(count) + " " + what);
        }
    }

    private static void addUnlessAlike(List<String> lines, AccessDiff.WindowPair pair) {
        boolean alike = pair.base() == 0 && pair.deviceA() == pair.deviceB() && pair.regionA() == pair.regionB();
        if (!alike) {
            String sign = pair.base() < 0 ? "-" : "+";
            String base = pair.base() == 0 ? "" : " " + sign + " 0x" + Long.toHexString(Math.abs(pair.base()));
            lines.add("  A device %d region %d%s = B device %d region %d"
                    .formatted(pair.deviceA(), pair.regionA(), base, pair.deviceB(), pair.regionB()));
        }
    }

    private void run(List<String> lines, RunDiff run) {
        lines.add(palette.paint(Role.TITLE, "run") + ": " + Text.count(run.sourceEvents()) + " against "
                + Text.plural(run.destinationEvents(), "event") + ", " + count(run.differing(), "difference"));
        run.first().ifPresent(first -> {
            EventText text = new EventText(palette, Envelope.NO_TIME);
            first.before().forEach(event -> lines.add("  " + text.line(event)));
            lines.add(palette.paint(Role.BAD, "A ") + side(text, first.source()));
            lines.add(palette.paint(Role.BAD, "B ") + side(text, first.destination()));
        });
    }

    private static String side(EventText text, Optional<Event> event) {
        return event.map(text::line).orElse("        (no more events)");
    }

    private void stream(List<String> lines, StreamDiff stream) {
        lines.add(palette.paint(Role.TITLE, "stream") + ": "
                + Text.plural(stream.commonPrefix(), "byte") + " alike from the start, "
                + count(stream.differingBytes(), "differing byte"));
        stream.first()
                .ifPresent(first -> lines.add("  first at byte %s: A %s, B %s"
                        .formatted(Text.count(first.offset()), first.source(), first.destination())));
    }

    private void state(List<String> lines, TreeDiff state) {
        lines.add(palette.paint(Role.TITLE, "state") + ": "
                + count(state.differences().size(), "differing value"));
        for (TreeDiff.Difference difference : state.differences()) {
            lines.add("  " + palette.paint(Role.ACCENT, Text.harmless(difference.path())) + ": A "
                    + value(difference.left()) + ", B " + value(difference.right()));
        }
    }

    private static String value(@Nullable String value) {
        return value == null ? "(absent)" : Text.quoted(value, VALUE_MAX);
    }

    private String count(long count, String noun) {
        return palette.paint(count == 0 ? Role.GOOD : Role.BAD, Text.plural(count, noun));
    }
}
