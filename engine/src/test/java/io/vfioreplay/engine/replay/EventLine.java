package io.vfioreplay.engine.replay;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.state.Sha256;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Everything that an event is, in one line: for comparing with kept texts. Names no type whose names may become better. */
final class EventLine {

    private static final int SHOWN_BYTES_MAX = 16;

    private EventLine() {}

    /** All events of a timeline. */
    static List<String> all(Timeline timeline) {
        List<String> lines = new ArrayList<>();
        timeline.replay(
                Range.ALL, Progress.NONE, (e, kind, values, payload) -> lines.add(of(e, kind, values, payload)));
        return lines;
    }

    static String of(Envelope envelope, EventKind kind, long[] values, Payload payload) {
        StringBuilder line = new StringBuilder();
        line.append(envelope.position()).append(" time ").append(envelope.timeNanos());
        line.append(" duration ").append(envelope.durationNanos());
        line.append(" device ").append(envelope.device()).append(" witness ").append(envelope.witness());
        line.append(" record ").append(envelope.record()).append(" result ").append(envelope.result());
        line.append(' ').append(kind.label());
        for (int i = 0; i < kind.fields().size(); i++) {
            line.append(' ').append(kind.fields().get(i).name()).append(' ').append(values[i]);
        }
        return line.append(" payload ").append(text(payload)).toString();
    }

    private static String text(Payload payload) {
        byte[] bytes = payload.toByteArray();
        if (bytes.length <= SHOWN_BYTES_MAX) {
            return bytes.length == 0 ? "none" : HexFormat.of().formatHex(bytes);
        }
        Sha256 sha = new Sha256();
        sha.update(bytes, 0, bytes.length);
        return bytes.length + " bytes " + sha.hex();
    }
}
