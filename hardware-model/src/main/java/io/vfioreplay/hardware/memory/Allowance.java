package io.vfioreplay.hardware.memory;

/**
 * How many more things may be kept, shared by all that keep such things: hostile input then costs a bounded amount of
 * memory, and what is beyond it is counted instead of kept. One thread at a time.
 */
public final class Allowance {

    private int left;

    /** An allowance of {@code most} things. */
    public Allowance(int most) {
        left = most;
    }

    /** Takes one, or answers false when none is left. */
    public boolean take() {
        if (left == 0) {
            return false;
        }
        left--;
        return true;
    }

    /** Gives {@code count} back. */
    public void giveBack(int count) {
        left += count;
    }
}
