package io.vfioreplay.tool.doctor;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of QEMU.
 *
 * @param major the number before the point
 * @param minor the number behind it
 */
public record QemuVersion(int major, int minor) {

    private static final Pattern VERSION = Pattern.compile("(?:^|version )(\\d{1,3})\\.(\\d{1,3})(?:\\.|\\s|$)");

    /** The version in {@code 10.0}, {@code 7.2.22} or the first line of {@code --version}; empty where there is none. */
    public static Optional<QemuVersion> parse(String text) {
        Matcher version = VERSION.matcher(text);
        return version.find()
                ? Optional.of(new QemuVersion(Integer.parseInt(version.group(1)), Integer.parseInt(version.group(2))))
                : Optional.empty();
    }

    /** Whether it is that version or a later one. */
    boolean isAtLeast(int otherMajor, int otherMinor) {
        return major > otherMajor || (major == otherMajor && minor >= otherMinor);
    }

    /** {@code 10.2}. */
    public String label() {
        return major + "." + minor;
    }
}
