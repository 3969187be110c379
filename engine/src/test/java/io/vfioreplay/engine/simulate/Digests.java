package io.vfioreplay.engine.simulate;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.hardware.state.Sha256;
import java.nio.charset.StandardCharsets;

/** What a tape holds, in one number: every field of every event. */
final class Digests {

    private Digests() {}

    static String of(SimulatedMigration migration) {
        return of(migration.source()) + of(migration.destination());
    }

    static String of(Tape tape) {
        Sha256 sha = new Sha256();
        tape.replay(Range.ALL, Progress.NONE, (envelope, kind, values, payload) -> {
            StringBuilder row = new StringBuilder(kind.name());
            row.append(' ').append(envelope.position()).append(' ').append(envelope.timeNanos());
            row.append(' ').append(envelope.durationNanos()).append(' ').append(envelope.device());
            row.append(' ').append(envelope.result());
            for (int i = 0; i < kind.fields().size(); i++) {
                row.append(' ').append(values[i]);
            }
            byte[] text = row.toString().getBytes(StandardCharsets.UTF_8);
            sha.update(text, 0, text.length);
            byte[] bytes = payload.toByteArray();
            sha.update(bytes, 0, bytes.length);
        });
        return sha.hex();
    }
}
