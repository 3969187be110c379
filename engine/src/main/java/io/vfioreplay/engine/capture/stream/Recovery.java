package io.vfioreplay.engine.capture.stream;

import io.vfioreplay.engine.capture.stream.Landmarks.Landmark;
import io.vfioreplay.engine.capture.stream.Landmarks.Want;
import io.vfioreplay.hardware.event.DamageKind;

/** Finds the way back after damage, and reports what was passed over. */
final class Recovery {

    private final StreamBytes bytes;
    private final Landmarks landmarks;
    private final Account account;
    private boolean complete;

    Recovery(StreamBytes bytes, Landmarks landmarks, Account account) {
        this.bytes = bytes;
        this.landmarks = landmarks;
        this.account = account;
    }

    /** The end of all sections was seen: the end of the file cuts nothing any more. */
    void complete() {
        complete = true;
    }

    boolean isComplete() {
        return complete;
    }

    /** What is here is not {@code expected}: passes to the next landmark. */
    Landmark recover(int id, Want want, String expected) {
        long from = bytes.offset();
        String found = bytes.shown();
        Landmark landmark = landmarks.search(id, want);
        long passed = bytes.offset() - from;
        boolean footer = landmark == Landmark.FOOTER || landmark == Landmark.OTHER_FOOTER;
        passed -= footer ? SectionType.FOOTER_BYTES : 0;
        DamageKind kind = landmark == Landmark.NOTHING && !complete ? DamageKind.CUT : DamageKind.FRAMING;
        account.damaged(
                kind,
                from,
                passed,
                "found %s, expected %s; passed over %d bytes to %s"
                        .formatted(found, expected, passed, words(landmark)));
        return landmark;
    }

    /** The stream ends within {@code what}: passes over what is left of it. */
    void cut(String what) {
        long from = bytes.offset();
        long left = bytes.pass(Long.MAX_VALUE);
        account.damaged(
                DamageKind.CUT, from, left, "the stream ends %d bytes further on, within %s".formatted(left, what));
    }

    private static String words(Landmark landmark) {
        return switch (landmark) {
            case FOOTER -> "the footer of the section";
            case OTHER_FOOTER -> "the footer of another section";
            case HEADER -> "the header of a section";
            case TAG -> "a tag of VFIO";
            case NOTHING -> "the end of the stream";
        };
    }
}
