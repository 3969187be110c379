package io.vfioreplay.engine.postmortem;

/**
 * A place at which the clock of a witness was set back.
 *
 * @param witness whose clock
 * @param moment the first event behind it
 * @param nanos by how much at least, below 0: the time that passed between the two events is not known
 */
record ClockStep(int witness, Moment moment, long nanos) {

    /** {@code set back by 31.000 s (line 3813)}. */
    String words() {
        return "set back by %s %s".formatted(Nanos.text(-nanos), moment.place());
    }
}
