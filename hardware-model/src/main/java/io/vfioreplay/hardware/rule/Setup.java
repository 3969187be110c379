package io.vfioreplay.hardware.rule;

/** What the VMM set up on a device that a reset takes away and no stream brings back. */
final class Setup {

    private boolean commandWritten;
    private boolean interruptsArmed;
    private boolean commandLost;
    private boolean interruptsLost;

    void forget() {
        commandWritten = false;
        interruptsArmed = false;
        commandLost = false;
        interruptsLost = false;
    }

    void wroteCommand() {
        commandWritten = true;
        commandLost = false;
    }

    void setInterrupts(boolean armed) {
        interruptsArmed = armed;
        interruptsLost = false;
    }

    /** What there was is lost until it is set up again. */
    void wasReset() {
        commandLost |= commandWritten;
        interruptsLost |= interruptsArmed;
    }

    void nothingIsLost() {
        commandLost = false;
        interruptsLost = false;
    }

    /** What was set up, taken away by a reset and not set up again, as text, or empty. */
    String lost() {
        if (commandLost) {
            return interruptsLost ? "the command register and the interrupts" : "the command register";
        }
        return interruptsLost ? "the interrupts" : "";
    }
}
