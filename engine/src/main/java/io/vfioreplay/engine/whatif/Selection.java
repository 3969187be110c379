package io.vfioreplay.engine.whatif;

import io.vfioreplay.engine.query.Filter;
import io.vfioreplay.engine.query.Matcher;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.Payload;
import java.util.ArrayList;
import java.util.List;

/** Which edits are about an event, for one pass over a journal. One thread. */
final class Selection {

    private final List<Edit> edits;
    private final List<Matcher> matchers = new ArrayList<>();
    private final List<Edit> found = new ArrayList<>();
    private boolean needsHistory;

    /** A selection among these edits, none of which is an insertion. */
    Selection(List<Edit> edits, long originNanos) {
        this.edits = edits;
        for (Edit edit : edits) {
            Filter filter = filter(edit);
            needsHistory |= filter.needsHistory();
            matchers.add(filter.matcher(originNanos));
        }
    }

    /** Whether the pass must begin with the journal's first event, to be passed on to {@link #pass}. */
    boolean needsHistory() {
        return needsHistory;
    }

    /** Takes in an event that lies before those of interest. */
    void pass(Envelope envelope, EventKind kind, long[] values, Payload payload) {
        for (Matcher matcher : matchers) {
            matcher.pass(envelope, kind, values, payload);
        }
    }

    /** Takes in an event; the edits that are about it, in their order, valid until the next call. */
    List<Edit> of(Envelope envelope, EventKind kind, long[] values, Payload payload) {
        found.clear();
        long position = envelope.position();
        for (int i = 0; i < matchers.size(); i++) {
            Edit edit = edits.get(i);
            if (position < edit.range().from() || position >= edit.range().to()) {
                matchers.get(i).pass(envelope, kind, values, payload);
            } else if (matchers.get(i).matches(envelope, kind, values, payload)) {
                found.add(edit);
            }
        }
        return found;
    }

    private static Filter filter(Edit edit) {
        if (edit instanceof Edit.Drop drop) {
            return drop.filter();
        }
        return edit instanceof Edit.Change change ? change.filter() : Filter.ALL;
    }
}
