package io.vfioreplay.journal.format;

import java.nio.file.Path;

/**
 * One damaged place in a journal.
 *
 * @param code what is wrong
 * @param file the file it is in
 * @param offset where it begins, bytes from the file's start
 * @param length how many bytes are concerned
 * @param firstPosition the first position that cannot be read because of it, {@link #NO_POSITION} or {@link #SOME_POSITIONS}
 * @param lastPosition the last one; {@link Long#MAX_VALUE} where nobody knows
 * @param message found and expected, in words
 */
public record Damage(
        DamageCode code, Path file, long offset, long length, long firstPosition, long lastPosition, String message) {

    /** No event is lost by this damage. */
    public static final long NO_POSITION = -1;
    /** Events lose their payload by this damage; which ones is known only to who reads them. */
    public static final long SOME_POSITIONS = -2;

    /** One line: what, where, and which positions are lost. */
    public String text() {
        return "%s in %s at byte %d (%d bytes): %s; %s"
                .formatted(code, file.getFileName(), offset, length, message, lost());
    }

    private String lost() {
        if (firstPosition == NO_POSITION) {
            return "no event is lost";
        }
        if (firstPosition == SOME_POSITIONS) {
            return "lost: the payload of the events that use it; `vfio-replay recover` names them, and keeps the rest of them";
        }
        if (lastPosition == Long.MAX_VALUE) {
            return "lost: whatever came at position " + firstPosition + " and after, if anything did";
        }
        return firstPosition == lastPosition
                ? "lost: position " + firstPosition
                : "lost: positions " + firstPosition + " to " + lastPosition;
    }
}
