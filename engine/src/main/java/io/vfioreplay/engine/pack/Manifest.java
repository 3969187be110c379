package io.vfioreplay.engine.pack;

import io.vfioreplay.journal.JournalFiles;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a packed journal says of itself, in a form that {@code sha256sum -c} checks.
 *
 * <pre>
 *  manifest = "# vfio-replay packed journal 1" LF
 *             "# digest " 64 hex digits LF
 *             { "# bytes " decimal LF  64 hex digits "  journal.vfj/" name LF }      by name, each name once
 * </pre>
 *
 * @param digest of the journal, as {@code info} prints it
 * @param files of the journal, by name
 */
public record Manifest(String digest, List<PackedFile> files) {

    static final String NAME = "MANIFEST";
    static final String DIRECTORY = "journal.vfj/";
    static final int VERSION = 1;
    static final int BYTES_MAX = 1 << 14;

    private static final String TITLE = "# vfio-replay packed journal ";
    private static final Pattern HEAD = Pattern.compile(Pattern.quote(TITLE) + "1\n# digest ([0-9a-f]{64})\n");
    private static final Pattern FILE =
            Pattern.compile("# bytes (0|[1-9][0-9]{0,17})\n([0-9a-f]{64})  " + DIRECTORY + "([^\n]+)\n");
    private static final Pattern ANY_VERSION = Pattern.compile(Pattern.quote(TITLE) + "([1-9][0-9]{0,8})\n");

    /** Keeps a copy. */
    public Manifest {
        files = List.copyOf(files);
    }

    /**
     * One file.
     *
     * @param name without a directory
     * @param bytes its size
     * @param sha256 its hash, 64 hex digits
     */
    public record PackedFile(String name, long bytes, String sha256) {
        /** What it is called in the archive. */
        String path() {
            return DIRECTORY + name;
        }
    }

    /** How many bytes all files have together. */
    public long bytes() {
        long bytes = 0;
        for (PackedFile file : files) {
            bytes = Math.addExact(bytes, file.bytes());
        }
        return bytes;
    }

    byte[] encode() {
        StringBuilder text = new StringBuilder();
        text.append(TITLE).append(VERSION).append("\n# digest ").append(digest).append('\n');
        for (PackedFile file : files) {
            text.append("# bytes ").append(file.bytes()).append('\n');
            text.append(file.sha256()).append("  ").append(file.path()).append('\n');
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** Whether bytes begin like a manifest of any version. */
    static boolean begins(byte[] bytes, int at) {
        byte[] title = TITLE.getBytes(StandardCharsets.US_ASCII);
        return bytes.length - at >= title.length && Arrays.equals(bytes, at, at + title.length, title, 0, title.length);
    }

    /** The version of a manifest, or 0 where it is none. */
    static int version(byte[] bytes) {
        Matcher version = ANY_VERSION.matcher(new String(bytes, StandardCharsets.US_ASCII));
        return version.lookingAt() ? Integer.parseInt(version.group(1)) : 0;
    }

    /**
     * Reads a manifest of this version.
     *
     * @throws IllegalArgumentException with what is wrong: it says more, less or something else than {@link #encode} writes
     */
    static Manifest decode(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.US_ASCII);
        Matcher head = HEAD.matcher(text);
        if (!head.lookingAt()) {
            throw new IllegalArgumentException("a manifest without version and digest");
        }
        List<PackedFile> files = new ArrayList<>();
        Matcher file = FILE.matcher(text);
        int at = head.end();
        while (at < text.length()) {
            if (!file.region(at, text.length()).lookingAt()) {
                throw new IllegalArgumentException("a manifest with something else than files at byte " + at);
            }
            String name = file.group(3);
            boolean inOrder =
                    files.isEmpty() || files.get(files.size() - 1).name().compareTo(name) < 0;
            if (!JournalFiles.isName(name) || !inOrder) {
                throw new IllegalArgumentException(
                        "a manifest with a file that no journal has, or twice, at byte " + at);
            }
            files.add(new PackedFile(name, Long.parseLong(file.group(1)), file.group(2)));
            at = file.end();
        }
        return new Manifest(head.group(1), files);
    }
}
