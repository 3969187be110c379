package io.vfioreplay.tool.text;

import io.vfioreplay.engine.regress.Aspect;
import io.vfioreplay.engine.regress.Observation;

/** What a case says in a few words: {@code failed, transport; 3 findings}. */
final class RegressSummary {

    private RegressSummary() {}

    static String of(Observation observation) {
        String findings = Text.plural(observation.count(Aspect.FINDINGS), "finding");
        return observation
                .ofMigration("verdict")
                .map(verdict ->
                        verdict + ", blame " + observation.ofMigration("blame").orElse("unknown") + "; " + findings)
                .orElse(findings);
    }
}
