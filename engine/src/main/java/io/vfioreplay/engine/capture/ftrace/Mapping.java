package io.vfioreplay.engine.capture.ftrace;

import io.vfioreplay.engine.capture.CaptureException;
import io.vfioreplay.engine.capture.CaptureException.Code;
import io.vfioreplay.hardware.migration.Protocol;
import io.vfioreplay.journal.format.SystemReason;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the probes and trace events of one driver mean: a small text, one rule a line, that a person can write for a driver of
 * their own.
 *
 * <pre>
 * # Text behind a number sign is a comment.
 * driver   mydriver                # what its devices are called
 * protocol v2                      # v1-uapi, v1-rfc2, v1-rfc3 or v2: what its numbers of states mean
 * device   thread                  # all threads of a VMM are one device; or: word 1, the first word of the text names it
 *
 * on my_set_state with my_set_state_ret -&gt; deviceStateSet state=new result=return.fd_or_err
 * on my_read if pos&gt;&gt;40 == 7 -&gt; configRead offset=pos&amp;0xffffffffff length=count
 * on my_read -&gt; mmioRead region=pos&gt;&gt;40 offset=pos&amp;0xffffffffff length=count
 * on my_noise -&gt; nothing
 * </pre>
 *
 * <p>{@code on EVENT [if CONDITION [and CONDITION]...] [with RETURN_EVENT] -> ACTION [PARAMETER=TERM]...}: of the rules of one
 * event the first whose conditions hold is taken. {@code with} names the return probe that the same thread runs into when
 * what the event begins is done: both are one event, with the result and how long it took; {@code return.FIELD} is a field of
 * the return probe. If the trace holds no such return probe at all, the result is not observed.
 *
 * <ul>
 *   <li>TERM: a number ({@code 12}, {@code 0x1f}, {@code -1}) or a field of the event's text, and then any of {@code >> << & + -}
 *       with a number, from left to right. A field may say how it is written: {@code FIELD:hex} (hexadecimal without
 *       {@code 0x}), {@code FIELD:s32} (the lowest 32 bits are signed).
 *   <li>CONDITION: a TERM, one of {@code == != < <= > >=}, and a number or (with {@code ==} and {@code !=}) a word.
 *   <li>ACTION: {@code nothing}, {@code deviceReset}, {@code deviceStateSet} and {@code deviceStateRead} (state),
 *       {@code featureRequested} (feature, operations), {@code migrationRegisterRead} and {@code migrationRegisterWritten}
 *       (offset, length, value), {@code migrationWindowRead} and {@code migrationWindowWritten} (offset, length, data),
 *       {@code migrationDataRead} and {@code migrationDataWritten} (requested, count), {@code mmioRead} and
 *       {@code mmioWritten} (region, offset, length, data), {@code configRead} and {@code configWritten} (offset, length,
 *       data), {@code dmaIssued} and {@code dmaCompleted} (direction, address, size, id), {@code dmaMapped} and
 *       {@code dmaUnmapped} (address, size), {@code interruptRaised} (index, vector). They mean what the methods of
 *       {@link io.vfioreplay.hardware.event.EventSink} of these names mean.
 *   <li>Every parameter must be given, except {@code data} (up to eight bytes as one little-endian number; without it the bytes
 *       are not visible), {@code id}, and {@code result}, which every action takes: -4095 to -1 is a Linux error number,
 *       anything else (a count, a pointer) success. Without {@code result} nothing is known about how it ended.
 *       {@code direction} is READ or WRITE, seen from the device.
 * </ul>
 */
public final class Mapping {

    private static final List<String> READY = List.of("mtty-v1", "mtty-v2", "vfio-pci", "vfio-core", "mlx5vf", "dma");

    private final String source;
    private final Map<String, MappedEvent> events = new TreeMap<>();
    private String driver = "";
    private Protocol protocol = Protocol.V2;
    private boolean isNamedByText;

    private Mapping(String source) {
        this.source = source;
    }

    /**
     * Understands the text of a mapping.
     *
     * @param source what errors call it
     * @throws MappingSyntaxException when it cannot be understood
     */
    public static Mapping parse(String source, String text) {
        Mapping mapping = new Mapping(source);
        new MappingParser(mapping).parse(text);
        return mapping;
    }

    /**
     * Reads a mapping from a file.
     *
     * @throws CaptureException when the file cannot be read
     * @throws MappingSyntaxException when it cannot be understood
     */
    public static Mapping read(Path file) {
        try {
            return parse(file.toString(), new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
        } catch (IOException failed) {
            throw new CaptureException(
                    Code.NOT_READABLE,
                    file,
                    0,
                    "cannot be read (" + SystemReason.of(failed) + ")",
                    "expected a mapping of trace events");
        }
    }

    /** The mappings that come along: the sample driver in both protocols, vfio-pci, vfio's core, mlx5, the DMA API. */
    public static List<Mapping> ready() {
        return READY.stream().map(Mapping::ready).toList();
    }

    /**
     * The text of a mapping that comes along, as an example to change.
     *
     * @param name for example {@code mtty-v2}
     * @return empty where there is none of this name
     */
    public static Optional<String> readyText(String name) {
        return READY.contains(name) ? Optional.of(resource(name)) : Optional.empty();
    }

    /** The names of the mappings that come along. */
    public static List<String> readyNames() {
        return READY;
    }

    private static Mapping ready(String name) {
        return parse(name + ".map", resource(name));
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(Mapping.class.getResourceAsStream(name + ".map"), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Where it came from. */
    public String source() {
        return source;
    }

    /** What the devices of this driver are called. */
    public String driver() {
        return driver;
    }

    /** What its numbers of states mean. */
    public Protocol protocol() {
        return protocol;
    }

    /** Whether the text of an event names its device. */
    boolean isNamedByText() {
        return isNamedByText;
    }

    /** The events it knows, by name. */
    Map<String, MappedEvent> events() {
        return Collections.unmodifiableMap(events);
    }

    void setDriver(String name) {
        driver = name;
    }

    void setProtocol(Protocol meaning) {
        protocol = meaning;
    }

    void setNamedByText(boolean isNamed) {
        isNamedByText = isNamed;
    }

    /** The event of this name, added if it was not known. */
    MappedEvent event(String name) {
        return events.computeIfAbsent(name, unused -> new MappedEvent(this, name));
    }

    @Override
    public String toString() {
        return source;
    }
}
