package io.vfioreplay.engine.postmortem;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.engine.diff.AccessDiff;
import io.vfioreplay.engine.diff.EventSource;
import io.vfioreplay.engine.ingest.JournalHeader.Source;
import io.vfioreplay.engine.replay.Timeline;
import io.vfioreplay.hardware.rule.Finding;
import io.vfioreplay.hardware.rule.RuleBook;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How far two witnesses of one device agree: on the states that it was set to, in order, and on the accesses to its registers. Of
 * recordings with holes, what both have is compared, from the first state that both have on.
 *
 * @param a what the first witness calls the device, and its format
 * @param b the same of the second
 * @param statesA states that the first one saw
 * @param statesB states that the second one saw
 * @param statesAgreeing of them, in order
 * @param firstOtherState the first place at which they differ
 * @param accesses how the accesses compare
 */
public record Agreement(
        String a,
        String b,
        long statesA,
        long statesB,
        long statesAgreeing,
        Optional<Contradiction> firstOtherState,
        AccessDiff accesses) {

    private static final String CONTRADICTION = "M-16";

    /**
     * Two states at the same place.
     *
     * @param a the first witness' word, or {@code nothing}
     * @param b the second one's
     * @param position of the event that shows it
     * @param device the index of its device
     */
    public record Contradiction(String a, String b, long position, int device) {}

    /** The agreements of all pairs of witnesses that saw one device from different places; none where there is one witness. */
    public static List<Agreement> of(Timeline timeline) {
        DeviceSightings sightings = new DeviceSightings(Witness.of(timeline));
        timeline.replay(Range.ALL, Progress.NONE, sightings);
        List<Source> files = timeline.header().captures();
        EventSource events = Evidence.source(timeline);
        List<Agreement> agreements = new ArrayList<>();
        for (DeviceSightings.Pair pair : sightings.pairs()) {
            Sighting a = pair.a();
            Sighting b = pair.b();
            AccessDiff accesses = AccessDiff.between(
                    AccessDiff.ofDevice(events, a.device()), AccessDiff.ofDevice(events, b.device()));
            agreements.add(compare(a, b, files, accesses));
        }
        return agreements;
    }

    private static Agreement compare(Sighting a, Sighting b, List<Source> files, AccessDiff accesses) {
        int at = 0;
        int most = Math.min(a.states().size(), b.states().size());
        while (at < most && a.states().get(at).packed() == b.states().get(at).packed()) {
            at++;
        }
        Optional<Contradiction> other =
                at == a.states().size() && at == b.states().size()
                        ? Optional.empty()
                        : Optional.of(contradiction(a, b, at));
        return new Agreement(
                name(a, files), name(b, files), a.states().size(), b.states().size(), at, other, accesses);
    }

    private static Contradiction contradiction(Sighting a, Sighting b, int at) {
        Sighting shown = at < b.states().size() ? b : a;
        return new Contradiction(
                a.label(at), b.label(at), shown.states().get(at).position(), shown.device());
    }

    private static String name(Sighting sighting, List<Source> files) {
        String format = sighting.witness() < files.size()
                ? files.get(sighting.witness()).format()
                : "unknown";
        return sighting.name() + " (" + format + ")";
    }

    /** Whether the states that were seen contradict each other; accesses that one witness lacks do not. */
    public boolean isContradiction() {
        return firstOtherState.isPresent() || accesses.counts().differing() > 0;
    }

    /** Whether there is anything that both saw. */
    public boolean isEmpty() {
        return (statesA == 0 || statesB == 0) && (accesses.accessesA() == 0 || accesses.accessesB() == 0);
    }

    /** What contradicts as a finding, if anything does. */
    public Optional<Finding> finding() {
        if (firstOtherState.isPresent()) {
            Contradiction first = firstOtherState.get();
            String text = "after %d states on which both agree, %s says %s and %s says %s"
                    .formatted(statesAgreeing, a, first.a(), b, first.b());
            return Optional.of(new Finding(RuleBook.rule(CONTRADICTION), first.position(), first.device(), text));
        }
        if (accesses.counts().differing() == 0) {
            return Optional.empty();
        }
        String text = "%d of the accesses that %s and %s both saw have different values"
                .formatted(accesses.counts().differing(), a, b);
        return accesses.first()
                .flatMap(AccessDiff.First::a)
                .map(event -> new Finding(
                        RuleBook.rule(CONTRADICTION),
                        event.stamp().position(),
                        event.stamp().device(),
                        text));
    }
}
