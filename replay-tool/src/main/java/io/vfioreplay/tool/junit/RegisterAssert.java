package io.vfioreplay.tool.junit;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The accesses to a register, of which each call leaves those that are as it says; none left is a failure. So {@code
 * reads(0x7).at(104)} and {@code at(104).reads(0x7)} are the same.
 */
public final class RegisterAssert {

    private static final Pattern PATH = Pattern.compile("(?:device(\\d+)/)?(\\w+)/(0x[0-9a-fA-F]+|\\d+)");

    private final ReplayedRecording recording;
    private final String path;
    private final String filter;

    private RegisterAssert(ReplayedRecording recording, String path, String filter) {
        this.recording = recording;
        this.path = path;
        this.filter = filter;
    }

    static RegisterAssert of(ReplayedRecording recording, String path) {
        Matcher parts = PATH.matcher(path);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "\"" + path
                            + "\" is no register; expected a region and an offset, for example bar0/0x10 or device1/config/0x4");
        }
        String device = parts.group(1) == null ? "" : " and device == " + parts.group(1);
        String filter = "region == " + parts.group(2) + " and offset == " + parts.group(3) + device;
        return new RegisterAssert(recording, path, filter);
    }

    /** It was read, and answered this value: up to 8 bytes, as an unsigned little-endian number. */
    public RegisterAssert reads(long value) {
        return only("reads 0x" + Long.toHexString(value), "kind ~ \"Read$\" and " + is(value));
    }

    /** This value was written to it. */
    public RegisterAssert isWritten(long value) {
        return only("is written 0x" + Long.toHexString(value), "kind ~ \"Written$\" and " + is(value));
    }

    private static String is(long value) {
        return "value == 0x" + Long.toHexString(value);
    }

    /** It was touched by the event at this position. */
    public RegisterAssert at(long position) {
        return only("is touched at position " + position, "position == " + position);
    }

    private RegisterAssert only(String what, String wanted) {
        String both = filter + " and " + wanted;
        if (Matches.of(recording, both).count() == 0) {
            Matches accesses = Matches.of(recording, filter);
            Failure failure = Failure.of("that " + path + " " + what, "accesses: " + accesses.text());
            if (accesses.count() > 0) {
                failure.at(recording, accesses.first());
            }
            throw failure.command("query", recording.name(), filter).error();
        }
        return new RegisterAssert(recording, path, both);
    }
}
