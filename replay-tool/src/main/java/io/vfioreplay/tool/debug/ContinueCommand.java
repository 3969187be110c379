package io.vfioreplay.tool.debug;

import io.vfioreplay.engine.travel.StopHit;
import java.util.List;

/** {@code continue} and {@code reverse-continue}: to the next stop in either direction. */
final class ContinueCommand implements Command {

    private final boolean backwards;

    private ContinueCommand(boolean backwards) {
        this.backwards = backwards;
    }

    static ContinueCommand forwards() {
        return new ContinueCommand(false);
    }

    static ContinueCommand backwards() {
        return new ContinueCommand(true);
    }

    @Override
    public Manual manual() {
        return backwards
                ? new Manual(
                        List.of("reverse-continue", "rc", "g-"),
                        "",
                        "backwards to the last event at which a breakpoint or a watch fires, or to the start",
                        List.of(
                                "The event at which one is does not count. Ctrl-C ends a long search; the place stays."))
                : new Manual(
                        List.of("continue", "c", "cont"),
                        "",
                        "forwards to the next event at which a breakpoint or a watch fires, or to the end",
                        List.of("Ctrl-C ends a long search; the place stays."));
    }

    @Override
    public Answer run(Desk desk, Arguments given) {
        given.none();
        StopHit hit = desk.move(
                "searching",
                progress -> backwards
                        ? desk.session().continueBackward(progress)
                        : desk.session().continueForward(progress));
        return new Stopped(Here.at(desk), hit);
    }

    @Override
    public boolean isRepeatable() {
        return true;
    }
}
