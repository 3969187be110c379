package io.vfioreplay.tool.doctor;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A device that VFIO may hand to a virtual machine.
 *
 * @param name its PCI address or UUID
 * @param mediated whether it is an mdev
 * @param driver the driver that it is bound to; empty where that cannot be seen
 * @param migrationState what the kernel's debugfs says of it (Linux 6.8 and later); empty where it says nothing
 */
public record VfioDevice(String name, boolean mediated, Optional<String> driver, Optional<String> migrationState) {

    private static final Pattern PCI = Pattern.compile("[0-9a-f]{4}:[0-9a-f]{2}:[0-9a-f]{2}\\.[0-7]");
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    /** Whether this is the address of a PCI function with its domain. */
    static boolean isPciAddress(String name) {
        return PCI.matcher(name).matches();
    }

    /** Whether this is a UUID. */
    static boolean isUuid(String name) {
        return UUID.matcher(name).matches();
    }

    /** The name of a device as a user may give it, in full; empty when it is none. */
    public static Optional<String> normalized(String given) {
        String name = given.strip().toLowerCase(Locale.ROOT);
        if (isUuid(name) || isPciAddress(name)) {
            return Optional.of(name);
        }
        return isPciAddress("0000:" + name) ? Optional.of("0000:" + name) : Optional.empty();
    }
}
