package io.vfioreplay.engine.capture.bytes;

import java.io.IOException;

/** A compressed file ends early or is damaged; the message is what it does, in words that follow "the compressed file". */
final class BrokenContentException extends IOException {

    private static final long serialVersionUID = 1L;

    private BrokenContentException(String what) {
        super(what);
    }

    static BrokenContentException cut() {
        return new BrokenContentException("ends early");
    }

    static BrokenContentException damaged(String why) {
        return new BrokenContentException("is damaged (" + why + ")");
    }
}
