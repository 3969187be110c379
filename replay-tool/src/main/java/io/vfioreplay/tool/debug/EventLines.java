package io.vfioreplay.tool.debug;

import io.vfioreplay.hardware.event.Event;
import io.vfioreplay.tool.text.EventText;
import io.vfioreplay.tool.text.Palette.Role;

/** Events as lines, the one that happened last with an arrow. */
final class EventLines {

    private static final String ARROW = "=>";
    private static final String NO_ARROW = "  ";

    private final Look look;
    private final EventText text;

    EventLines(Look look, long originNanos) {
        this.look = look;
        this.text = new EventText(look.palette(), originNanos);
    }

    /** An event that is where one is. */
    String here(Event event) {
        return look.palette().paint(Role.GOOD, ARROW) + text.line(event);
    }

    /** An event elsewhere. */
    String other(Event event) {
        return NO_ARROW + text.line(event);
    }
}
