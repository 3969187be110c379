package io.vfioreplay.engine.capture.qemu;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The lines of several files of one QEMU as one sequence: logs of single threads, and error texts beside a log. Each file
 * keeps its order; between files the earlier line goes first, and of equal times that of the earlier file. One thread.
 */
final class LogLines implements AutoCloseable {

    private final List<LogFile> files = new ArrayList<>();
    private int current = -1;

    /**
     * Opens the files.
     *
     * @param isLog for each of them, whether it holds trace events
     */
    LogLines(List<Path> paths, List<Boolean> isLog) {
        try {
            for (int i = 0; i < paths.size(); i++) {
                files.add(new LogFile(paths.get(i), isLog.get(i)));
            }
            files.forEach(LogFile::next);
        } catch (RuntimeException unusable) {
            close();
            throw unusable;
        }
    }

    /** Goes to the next line; false at the end of all files. */
    boolean next() {
        if (current >= 0) {
            files.get(current).next();
        }
        current = -1;
        for (int i = 0; i < files.size(); i++) {
            LogFile file = files.get(i);
            if (!file.isAtEnd() && (current < 0 || file.isBefore(files.get(current)))) {
                current = i;
            }
        }
        return current >= 0;
    }

    /** The index of the file that the line is from. */
    int index() {
        return current;
    }

    /** The file that the line is from. */
    LogFile file() {
        return files.get(current);
    }

    /** All files. */
    List<LogFile> files() {
        return files;
    }

    long bytesRead() {
        long read = 0;
        for (LogFile file : files) {
            read += file.source().bytesRead();
        }
        return read;
    }

    long bytesTotal() {
        long total = 0;
        for (LogFile file : files) {
            total += file.source().bytesTotal();
        }
        return total;
    }

    @Override
    public void close() {
        files.forEach(LogFile::close);
    }
}
