package io.vfioreplay.engine.ingest;

import io.vfioreplay.engine.capture.Capture;
import io.vfioreplay.engine.capture.CaptureFile;
import io.vfioreplay.engine.codec.EventFormat;
import io.vfioreplay.hardware.rule.Visibility;
import io.vfioreplay.hardware.state.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a journal's header says: which captures it was made of, and in which versions its content is written. Nothing of the
 * machine, the clock or the paths gets in, so the same captures give the same header.
 *
 * @param eventFormat the version of the encoding of events
 * @param captures the captures, in the order of their witness numbers
 * @param recoveredFrom the digest of the damaged journal that this one was recovered from, or empty
 */
public record JournalHeader(int eventFormat, List<Source> captures, Optional<String> recoveredFrom) {

    private static final String EVENT_FORMAT = "eventFormat";
    private static final String RECOVERED_FROM = "recovered.from";

    private static final int BUFFER_BYTES = 1 << 16;

    /** Throws nothing; copies the list. */
    public JournalHeader {
        captures = List.copyOf(captures);
    }

    /**
     * One capture.
     *
     * @param name of the file, without its directory
     * @param format as the capture names it
     * @param bytes of the file
     * @param sha256 of the file, 64 hex digits
     */
    public record Source(String name, String format, long bytes, String sha256) {}

    /** The header for these captures. */
    public static JournalHeader of(List<Capture> captures) {
        List<Source> sources = new ArrayList<>();
        for (Capture capture : captures) {
            capture.files().forEach(file -> sources.add(source(file)));
        }
        return new JournalHeader(EventFormat.VERSION, sources, Optional.empty());
    }

    /** What all the captures together can see; what a way of recording shows follows from its format. */
    public Set<Visibility> visible() {
        Set<Visibility> visible = EnumSet.noneOf(Visibility.class);
        for (Source source : captures) {
            visible.addAll(visible(source.format()));
        }
        return visible;
    }

    private static Set<Visibility> visible(String format) {
        if (format.startsWith("vfio-user")) {
            return Visibility.vfioUser();
        }
        if (format.startsWith("qemu log") || format.startsWith("qemu simple")) {
            return Visibility.qemu();
        }
        if (format.startsWith("everything")) {
            return EnumSet.allOf(Visibility.class); // As only a simulator can.
        }
        if (format.startsWith("ftrace")) {
            return Visibility.kernel();
        }
        return format.startsWith("mmiotrace") ? Visibility.accesses() : Set.of();
    }

    /** As it is kept in the journal. */
    public SortedMap<String, String> toDescription() {
        TreeMap<String, String> description = new TreeMap<>();
        description.put(EVENT_FORMAT, Integer.toString(eventFormat));
        recoveredFrom.ifPresent(digest -> description.put(RECOVERED_FROM, digest));
        for (int i = 0; i < captures.size(); i++) {
            Source source = captures.get(i);
            String prefix = String.format(Locale.ROOT, "capture.%03d.", i);
            description.put(prefix + "name", source.name());
            description.put(prefix + "format", source.format());
            description.put(prefix + "bytes", Long.toString(source.bytes()));
            description.put(prefix + "sha256", source.sha256());
        }
        return description;
    }

    /** From what a journal holds; what is missing or no number reads as 0 or empty. */
    public static JournalHeader fromDescription(SortedMap<String, String> description) {
        List<Source> sources = new ArrayList<>();
        for (int i = 0; description.containsKey(String.format(Locale.ROOT, "capture.%03d.name", i)); i++) {
            String prefix = String.format(Locale.ROOT, "capture.%03d.", i);
            sources.add(new Source(
                    description.getOrDefault(prefix + "name", ""),
                    description.getOrDefault(prefix + "format", ""),
                    Descriptions.number(description, prefix + "bytes"),
                    description.getOrDefault(prefix + "sha256", "")));
        }
        return new JournalHeader(
                (int) Descriptions.number(description, EVENT_FORMAT),
                sources,
                Optional.ofNullable(description.get(RECOVERED_FROM)));
    }

    /**
     * What describes a journal that is recovered from another one: all that described that one, and which it was.
     *
     * @param original the other one's description
     * @param digest of the other one, as it is now
     */
    public static SortedMap<String, String> recovered(SortedMap<String, String> original, String digest) {
        TreeMap<String, String> description = new TreeMap<>(original);
        description.put(EVENT_FORMAT, Integer.toString(EventFormat.VERSION));
        description.put(RECOVERED_FROM, digest);
        return description;
    }

    private static Source source(CaptureFile file) {
        try (InputStream in = Files.newInputStream(file.path())) {
            Sha256 sha = new Sha256();
            byte[] buffer = new byte[BUFFER_BYTES];
            long bytes = 0;
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                sha.update(buffer, 0, count);
                bytes += count;
            }
            return new Source(file.name(), file.format(), bytes, sha.hex());
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot read " + file.path(), failed);
        }
    }
}
