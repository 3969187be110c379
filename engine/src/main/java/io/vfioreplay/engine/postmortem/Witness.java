package io.vfioreplay.engine.postmortem;

/**
 * One file of a recording.
 *
 * @param view from where it saw the devices
 * @param unit what a record of it is, for example {@code line}
 */
record Witness(View view, String unit) {

    /** A witness of which nothing is known: a recording of messages, in packets. */
    static final Witness OF_MESSAGES = new Witness(View.MESSAGES, Moment.PACKET);
}
