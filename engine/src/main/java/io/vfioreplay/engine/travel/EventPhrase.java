package io.vfioreplay.engine.travel;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Errno;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.Field;
import java.util.List;

/** An event in one line: its kind, its fields, and how it ended unless that was well. */
final class EventPhrase {

    private EventPhrase() {}

    static String of(Envelope envelope, EventKind kind, long[] values) {
        StringBuilder phrase = new StringBuilder(kind.label());
        List<Field> fields = kind.fields();
        for (int i = 0; i < fields.size(); i++) {
            Field field = fields.get(i);
            phrase.append(' ').append(field.name()).append('=').append(field.text(values[i]));
        }
        if (envelope.result() != Envelope.OK) {
            phrase.append(" -> ").append(Errno.name(envelope.result()));
        }
        return phrase.toString();
    }
}
