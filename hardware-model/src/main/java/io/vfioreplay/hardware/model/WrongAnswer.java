package io.vfioreplay.hardware.model;

/**
 * A place where a device did not do what its model does.
 *
 * @param position of the event
 * @param device index
 * @param request what was asked, for example {@code mmioRead region=1 offset=0x0 length=4}
 * @param predicted what the model answers
 * @param recorded what the recording has
 */
public record WrongAnswer(long position, int device, String request, String predicted, String recorded) {

    /** One line for people. */
    public String text() {
        return request + " at position " + position + ": predicted " + predicted + ", recorded " + recorded;
    }
}
