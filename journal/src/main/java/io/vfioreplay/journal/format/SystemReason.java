package io.vfioreplay.journal.format;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Objects;

/**
 * Why the system refused something, for a message that names the file itself. Java says it by the names of classes, which are
 * nothing to a user; these are the words of {@code strerror}, which every other program on the machine uses.
 *
 * <p>Source: POSIX, errno.h.
 */
public final class SystemReason {

    private SystemReason() {}

    /**
     * What failed, and why. A message that was given says what; without one there is only the file that the system names.
     *
     * @param failed whose message says nothing about the reason
     */
    public static String explained(UncheckedIOException failed) {
        IOException cause = Objects.requireNonNull(failed.getCause());
        String what = String.valueOf(failed.getMessage());
        if (!what.equals(cause.toString())) {
            return what + " (" + of(cause) + ")";
        }
        return cause instanceof FileSystemException at && at.getFile() != null
                ? at.getFile() + ": " + of(cause)
                : of(cause);
    }

    /** One phrase without a full stop, and without a file. */
    public static String of(IOException failed) {
        if (failed instanceof NoSuchFileException || failed instanceof FileNotFoundException) {
            return "No such file or directory";
        }
        if (failed instanceof AccessDeniedException) {
            return "Permission denied";
        }
        if (failed instanceof FileAlreadyExistsException) {
            return "File exists";
        }
        if (failed instanceof NotDirectoryException) {
            return "Not a directory";
        }
        if (failed instanceof DirectoryNotEmptyException) {
            return "Directory not empty";
        }
        if (failed instanceof FileSystemLoopException) {
            return "Too many levels of symbolic links";
        }
        if (failed instanceof CharacterCodingException) {
            return "it is no text in UTF-8";
        }
        String reason = failed instanceof FileSystemException system ? system.getReason() : failed.getMessage();
        return reason == null || reason.isBlank() ? "the system gave no reason" : reason;
    }
}
