package io.vfioreplay.engine.capture.qemu;

import io.vfioreplay.engine.capture.CaptureException;
import io.vfioreplay.engine.capture.bytes.LineSource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What QEMU's {@code trace-events-all} says of the events that concern a device: their argument types and formats in one build.
 * Lines that are no declaration are passed over. Immutable.
 *
 * <pre>
 *  # comment
 *  disable vfio_region_read(char *name, uint64_t addr) " (%s:0x%"PRIx64")"
 * </pre>
 *
 * <p>Source: QEMU {@code docs/devel/tracing.rst}, {@code scripts/tracetool}.
 */
final class DeclaredEvents {

    private static final Pattern DECLARATION = Pattern.compile("\\s*(?:[a-z]+\\s+)*(\\w+)\\s*\\(([^()]*)\\)(.*)");
    private static final Pattern TEXT = Pattern.compile("\\s*(const\\s+)?char\\s*\\*.*");
    private static final Pattern FORMAT_PIECE = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"|PRI([xXduip])\\w*");
    private static final Pattern CONVERSION = Pattern.compile("%[-+ #0-9.]*(?:hh|h|ll|l|z|j|t)?([a-zA-Z%])");

    private final Map<QemuEvent, Declaration> declarations;

    private DeclaredEvents(Map<QemuEvent, Declaration> declarations) {
        this.declarations = declarations;
    }

    /**
     * One event.
     *
     * @param types of the arguments: {@code s} for a text, {@code n} for a number
     * @param pattern the format as in {@link QemuEvent}
     */
    record Declaration(String types, String pattern) {}

    /** No declarations. */
    static DeclaredEvents none() {
        return new DeclaredEvents(Map.of());
    }

    /**
     * Reads a file of them.
     *
     * @throws CaptureException when it cannot be read
     */
    static DeclaredEvents of(Path file) {
        Map<QemuEvent, Declaration> declarations = new EnumMap<>(QemuEvent.class);
        try (LineSource lines = LineSource.open(file)) {
            while (lines.next()) {
                if (!lines.isCut()) {
                    add(declarations, lines.text());
                }
            }
        }
        return new DeclaredEvents(declarations);
    }

    /** How an event was declared. */
    Optional<Declaration> of(QemuEvent event) {
        return Optional.ofNullable(declarations.get(event));
    }

    private static void add(Map<QemuEvent, Declaration> declarations, String line) {
        Matcher declaration = DECLARATION.matcher(line);
        if (!declaration.matches()) {
            return;
        }
        byte[] name = declaration.group(1).getBytes(StandardCharsets.UTF_8);
        QemuEvent event = QemuEvent.named(name, 0, name.length);
        String types = types(declaration.group(2));
        if (event != null && types.length() <= TraceArgs.ARGS_MAX) {
            declarations.put(event, new Declaration(types, pattern(declaration.group(3))));
        }
    }

    private static String types(String arguments) {
        if (arguments.isBlank() || arguments.strip().equals("void")) {
            return "";
        }
        StringBuilder types = new StringBuilder();
        for (String argument : arguments.split(",", -1)) {
            types.append(TEXT.matcher(argument).matches() ? 's' : 'n');
        }
        return types.toString();
    }

    /** {@code "0x%"PRIx64" of %lu"} becomes {@code 0x%x of %d}. */
    private static String pattern(String format) {
        StringBuilder joined = new StringBuilder();
        Matcher piece = FORMAT_PIECE.matcher(format);
        while (piece.find()) {
            String text = piece.group(1) == null ? piece.group(2) : piece.group(1);
            joined.append(text.replace("\\\"", "\"").replace("\\n", "\n").replace("\\t", "\t"));
        }
        return CONVERSION
                .matcher(joined)
                .replaceAll(conversion -> "%" + plain(conversion.group(1).charAt(0)));
    }

    private static char plain(char conversion) {
        return switch (conversion) {
            case 'u', 'i' -> 'd';
            case 'X' -> 'x';
            default -> conversion;
        };
    }
}
