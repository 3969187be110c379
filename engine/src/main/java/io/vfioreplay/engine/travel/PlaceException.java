package io.vfioreplay.engine.travel;

/** What was written is no place of this journal; the message says what was found and what would be right. */
public final class PlaceException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    PlaceException(String message) {
        super(message);
    }
}
