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

    /**
     * Takes what is kept already, when it is read from a snapshot.
     *
     * @throws IllegalArgumentException when fewer are left
     */
    public void takeAll(int count) {
        if (count > left) {
            throw new IllegalArgumentException(
                    "a snapshot keeps " + count + " things more where " + left + " are allowed");
        }
        left -= count;
    }

    /** Gives {@code count} back. */
    public void giveBack(int count) {
        left += count;
    }
}
