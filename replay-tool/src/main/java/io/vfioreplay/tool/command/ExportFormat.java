package io.vfioreplay.tool.command;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.export.Exported;
import io.vfioreplay.engine.export.JsonLinesExport;
import io.vfioreplay.engine.export.PcapngExport;
import io.vfioreplay.engine.export.PerfettoExport;
import io.vfioreplay.engine.export.Selection;
import io.vfioreplay.engine.export.VcdExport;
import io.vfioreplay.engine.query.Suggestion;
import io.vfioreplay.engine.replay.Timeline;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The formats of {@code export}. */
enum ExportFormat {
    PERFETTO("perfetto", true),
    JSONL("jsonl", true),
    PCAPNG("pcapng", false),
    VCD("vcd", true),
    PARQUET("parquet", false),
    DISSECTOR("wireshark-dissector", true);

    private static final String SCRIPT = "/io/vfioreplay/tool/vfio-user.lua";

    private final String label;
    private final boolean isText;

    ExportFormat(String label, boolean isText) {
        this.label = label;
        this.isText = isText;
    }

    /**
     * The format of this name.
     *
     * @throws UnusableException when there is none
     */
    static ExportFormat of(String name) {
        for (ExportFormat format : values()) {
            if (format.label.equals(name)) {
                return format;
            }
        }
        List<String> names = Arrays.stream(values()).map(ExportFormat::label).toList();
        String hint = Suggestion.nearest(name, names)
                .map(near -> "; did you mean " + near + "?")
                .orElse("");
        throw new UnusableException(
                "no format is called \"" + name + "\"; expected one of " + String.join(", ", names) + hint);
    }

    String label() {
        return label;
    }

    /** Whether a terminal shows it, so that standard output is a place for it. */
    boolean isText() {
        return isText;
    }

    /** Writes a recording, or both of a migration. */
    Exported write(
            Timeline source, @Nullable Timeline destination, Selection selection, OutputStream out, Progress progress) {
        return switch (this) {
            case PERFETTO ->
                destination == null
                        ? PerfettoExport.run(source, selection, out, progress)
                        : PerfettoExport.run(source, destination, selection, out, progress);
            case JSONL -> JsonLinesExport.run(source, selection, out, progress);
            case PCAPNG -> PcapngExport.run(source, selection, out, progress);
            case VCD -> VcdExport.run(source, selection, out, progress);
            case DISSECTOR -> writeDissector(out);
            case PARQUET -> throw new IllegalStateException("its columns are written to a file, not to a stream");
        };
    }

    /** Writes the script that ships inside the tool. */
    static Exported writeDissector(OutputStream out) {
        try (InputStream script = ExportFormat.class.getResourceAsStream(SCRIPT)) {
            if (script == null) {
                throw new IllegalStateException(SCRIPT + " is not in the jar");
            }
            return new Exported(script.transferTo(out), "bytes", List.of());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
