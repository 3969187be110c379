package io.vfioreplay.engine.capture.qemu;

import io.vfioreplay.hardware.event.Envelope;
import java.util.Map;

/**
 * The errno that a text of the C library stands for.
 *
 * <p>Source: POSIX {@code strerror}, in the words of glibc and, where they differ, musl.
 */
final class ErrorNumbers {

    private static final Map<String, Integer> NUMBERS = Map.ofEntries(
            Map.entry("Operation not permitted", 1),
            Map.entry("No such file or directory", 2),
            Map.entry("Interrupted system call", 4),
            Map.entry("Input/output error", 5),
            Map.entry("I/O error", 5),
            Map.entry("No such device or address", 6),
            Map.entry("Argument list too long", 7),
            Map.entry("Bad file descriptor", 9),
            Map.entry("Resource temporarily unavailable", 11),
            Map.entry("Cannot allocate memory", 12),
            Map.entry("Out of memory", 12),
            Map.entry("Permission denied", 13),
            Map.entry("Bad address", 14),
            Map.entry("Device or resource busy", 16),
            Map.entry("Resource busy", 16),
            Map.entry("File exists", 17),
            Map.entry("No such device", 19),
            Map.entry("Invalid argument", 22),
            Map.entry("Too many open files", 24),
            Map.entry("Inappropriate ioctl for device", 25),
            Map.entry("File too large", 27),
            Map.entry("No space left on device", 28),
            Map.entry("Illegal seek", 29),
            Map.entry("Read-only file system", 30),
            Map.entry("Broken pipe", 32),
            Map.entry("Numerical result out of range", 34),
            Map.entry("Function not implemented", 38),
            Map.entry("No message of desired type", 42),
            Map.entry("No data available", 61),
            Map.entry("Timer expired", 62),
            Map.entry("Protocol error", 71),
            Map.entry("Value too large for defined data type", 75),
            Map.entry("Operation not supported", 95),
            Map.entry("Not supported", 95),
            Map.entry("Connection reset by peer", 104),
            Map.entry("Transport endpoint is not connected", 107),
            Map.entry("Connection timed out", 110),
            Map.entry("Operation canceled", 125));

    private ErrorNumbers() {}

    /** The errno that a text ends with or is; {@link Envelope#FAILED} where it is none of those that are known. */
    static int of(String text) {
        Integer number = NUMBERS.get(text.strip());
        if (number != null) {
            return number;
        }
        String best = "";
        for (String known : NUMBERS.keySet()) {
            if (known.length() > best.length() && text.contains(known)) {
                best = known;
            }
        }
        return NUMBERS.getOrDefault(best, Envelope.FAILED);
    }
}
