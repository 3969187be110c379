package io.vfioreplay.engine.export;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.json.EventJson;
import io.vfioreplay.engine.json.Json;
import io.vfioreplay.engine.replay.Timeline;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** The events as JSON, one object a line, each as {@link EventJson} has it. */
public final class JsonLinesExport {

    private JsonLinesExport() {}

    /** Writes all that is wanted. */
    public static Exported run(Timeline timeline, Selection selection, OutputStream out, Progress progress) {
        long[] count = {0};
        try (Json json = Json.lines(out, "")) {
            selection.replay(timeline, progress, (e, kind, values, payload) -> {
                EventJson.write(json, e, kind, values, payload);
                count[0]++;
            });
        }
        if (count[0] > 0) {
            endLine(out);
        }
        return new Exported(count[0], "events", List.of());
    }

    private static void endLine(OutputStream out) {
        try {
            out.write('\n');
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
