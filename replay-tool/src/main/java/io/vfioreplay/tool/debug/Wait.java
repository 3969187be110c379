package io.vfioreplay.tool.debug;

import io.vfioreplay.engine.capture.Capture.Progress;

/** Shows that something takes its time, until it is closed. */
public interface Wait extends Progress, AutoCloseable {

    /** Shows nothing. */
    static Wait silent(String what) {
        return new Wait() {
            @Override
            public void bytes(long done, long total) {}

            @Override
            public void close() {}
        };
    }

    @Override
    void close();
}
