package io.vfioreplay.engine.simulate;

import io.vfioreplay.engine.postmortem.Postmortem;
import io.vfioreplay.engine.postmortem.Postmortem.Cause;
import io.vfioreplay.engine.postmortem.Verdict;
import java.util.Set;

/** Whether a recorded migration looks like one with a fault of the catalogue: it may have been this, and nobody knows. */
public final class Resemblance {

    private Resemblance() {}

    /** Whether a post-mortem says what it has to say of a migration with this fault: verdict, blame, and one of its rules. */
    public static boolean of(Postmortem postmortem, Fault fault) {
        Verdict verdict = postmortem.verdict();
        boolean isEnd =
                verdict == fault.ends().verdict(true) || verdict == fault.ends().verdict(false);
        return isEnd && postmortem.blame() == fault.blame() && (fault.rules().isEmpty() || isBroken(postmortem, fault));
    }

    private static boolean isBroken(Postmortem postmortem, Fault fault) {
        return postmortem
                        .cause()
                        .flatMap(Cause::rule)
                        .filter(fault.rules()::contains)
                        .isPresent()
                || postmortem.findings().stream()
                        .anyMatch(
                                finding -> fault.rules().contains(finding.rule().id()));
    }

    /** Whether one of the rules that are broken in a recording of one side is of this fault. */
    public static boolean of(Set<String> broken, Fault fault) {
        return fault.rules().stream().anyMatch(broken::contains);
    }
}
