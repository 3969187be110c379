package io.vfioreplay.engine.travel;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.postmortem.Side;
import io.vfioreplay.engine.postmortem.SideFinding;
import java.util.List;

/** The chain of events behind an event. */
final class Causes {

    Causes(Session session, Examined examined) {}

    List<CauseLink> of(Side side, long position, Progress progress) {
        return List.of();
    }

    List<CauseLink> of(SideFinding finding, Progress progress) {
        return List.of(new CauseLink(finding.side(), finding.position(), 0, "", finding.message()));
    }
}
