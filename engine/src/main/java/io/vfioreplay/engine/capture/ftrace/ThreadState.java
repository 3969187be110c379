package io.vfioreplay.engine.capture.ftrace;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one thread is about: the devices it works on, the calls it has not ended, the window it goes through. */
final class ThreadState implements ThreadTable.OfThread {

    private final int tid;
    private final boolean isSelected;
    private final List<OpenCall> calls = new ArrayList<>(2);
    private int device = Devices.NONE;
    private @Nullable Chunk chunk;

    ThreadState(int tid, boolean isSelected) {
        this.tid = tid;
        this.isSelected = isSelected;
    }

    @Override
    public int tid() {
        return tid;
    }

    boolean isSelected() {
        return isSelected;
    }

    /** The device that this thread works on, {@link Devices#NONE} before it is known. */
    int device() {
        return device;
    }

    void setDevice(int number) {
        device = number;
    }

    @Nullable
    Chunk chunk() {
        return chunk;
    }

    void setChunk(@Nullable Chunk next) {
        chunk = next;
    }

    /** There is at most one open call for each event that can begin one. */
    void begin(OpenCall call) {
        calls.add(call);
    }

    /** Takes out the call that this event began, or null. */
    @Nullable
    OpenCall takeBegunBy(MappedEvent event) {
        for (int i = calls.size() - 1; i >= 0; i--) {
            if (calls.get(i).event() == event) {
                return calls.remove(i);
            }
        }
        return null;
    }

    /** Takes out the last call that this return event ends, or null. */
    @Nullable
    OpenCall takeEndedBy(MappedEvent event) {
        for (int i = calls.size() - 1; i >= 0; i--) {
            if (calls.get(i).rule().returnEvent().orElse("").equals(event.name())) {
                return calls.remove(i);
            }
        }
        return null;
    }

    List<OpenCall> calls() {
        return calls;
    }
}
