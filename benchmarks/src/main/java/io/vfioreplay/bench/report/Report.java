package io.vfioreplay.bench.report;

import java.util.List;

/**
 * A whole run.
 *
 * @param surroundings what it ran on and with, a line each
 * @param sections the measures
 * @param curves the latencies, for the picture
 */
public record Report(List<String> surroundings, List<Section> sections, List<Curve> curves) {

    /** Throws nothing; copies the lists. */
    public Report {
        surroundings = List.copyOf(surroundings);
        sections = List.copyOf(sections);
        curves = List.copyOf(curves);
    }

    /** How many goals there are. */
    public long goalCount() {
        return sections.stream().mapToLong(section -> section.goals().size()).sum();
    }

    /** How many of them were reached. */
    public long goalsReached() {
        return sections.stream()
                .flatMap(section -> section.goals().stream())
                .filter(Goal::isReached)
                .count();
    }
}
