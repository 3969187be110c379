package io.vfioreplay.engine.diff;

import io.vfioreplay.engine.diff.Access.Window;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a first reading of a run tells about its accesses: how many there are per window, and the first
 * {@value #SAMPLE_ACCESSES} of each of at most {@value #WINDOWS_MAX} windows.
 */
final class AccessSurvey {

    private static final int SAMPLE_ACCESSES = 256;
    private static final int WINDOWS_MAX = 64;

    private final Map<Window, Sample> samples = new LinkedHashMap<>();
    private long count;
    private long endPosition;

    private AccessSurvey() {}

    /** One window. */
    static final class Sample {
        private final Window window;
        private final List<Access> first = new ArrayList<>();
        private long count;
        private long offsetMax;

        Sample(Window window) {
            this.window = window;
        }

        Window window() {
            return window;
        }

        /** Its first accesses. */
        List<Access> first() {
            return first;
        }

        /** All its accesses. */
        long count() {
            return count;
        }

        /** The highest offset, unsigned. */
        long offsetMax() {
            return offsetMax;
        }

        private void add(Access access) {
            count++;
            offsetMax = Long.compareUnsigned(access.offset(), offsetMax) > 0 ? access.offset() : offsetMax;
            if (first.size() < SAMPLE_ACCESSES) {
                first.add(access);
            }
        }
    }

    /** Reads a run once. */
    static AccessSurvey of(EventSource source) {
        AccessSurvey survey = new AccessSurvey();
        source.replay(0, Long.MAX_VALUE, (envelope, kind, values, payload) -> {
            if (Access.isAccess(kind)) {
                survey.add(Access.of(envelope, kind, values, payload));
            }
        });
        return survey;
    }

    private void add(Access access) {
        count++;
        endPosition = access.position() + 1;
        Sample sample = samples.get(access.window());
        if (sample == null && samples.size() < WINDOWS_MAX) {
            sample = new Sample(access.window());
            samples.put(access.window(), sample);
        }
        if (sample != null) {
            sample.add(access);
        }
    }

    /** The windows in the order of their first accesses. */
    List<Sample> samples() {
        return List.copyOf(samples.values());
    }

    /** Whether the window is among the {@link #samples}. */
    boolean isSurveyed(Window window) {
        return samples.containsKey(window);
    }

    /** All accesses. */
    long count() {
        return count;
    }

    /** The position behind the last access. */
    long endPosition() {
        return endPosition;
    }
}
