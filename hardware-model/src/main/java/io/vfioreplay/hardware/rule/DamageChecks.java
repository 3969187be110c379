package io.vfioreplay.hardware.rule;

import io.vfioreplay.hardware.event.DamageKind;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.GapCause;
import io.vfioreplay.hardware.event.PartialEventSink;
import io.vfioreplay.hardware.event.Payload;

/** What the recording says about itself: C-01 to C-08, C-17 and C-18. */
final class DamageChecks implements PartialEventSink {

    /** A capture's own words are quoted, but a hostile one must not make a finding of megabytes. */
    private static final int QUOTED_BYTES_MAX = 300;

    private final Watch watch;

    DamageChecks(Watch watch) {
        this.watch = watch;
    }

    @Override
    public void captureDamaged(Envelope event, DamageKind damage, long byteOffset, long length, Payload text) {
        watch.report(
                rule(damage),
                event,
                () -> "at byte %d of the capture, %d bytes passed over: %s"
                        .formatted(byteOffset, length, quoted(text)));
    }

    private static Rule rule(DamageKind damage) {
        return switch (damage) {
            case CUT -> RecordingRules.C_01;
            case LENGTH -> RecordingRules.C_02;
            case UNEXPECTED_REPLY -> RecordingRules.C_03;
            case UNKNOWN_COMMAND -> RecordingRules.C_04;
            case FRAMING -> RecordingRules.C_05;
            case FIELD -> RecordingRules.C_06;
            case CONTAINER -> RecordingRules.C_07;
            case USELESS -> RecordingRules.C_17;
            case RECORD -> RecordingRules.C_18;
        };
    }

    @Override
    public void eventsLost(Envelope event, long count, GapCause cause, Payload text) {
        String many = count < 0 ? "an unknown number of events" : count + " events";
        watch.report(RecordingRules.C_08, event, () -> "%s are missing: %s".formatted(many, quoted(text)));
    }

    private static String quoted(Payload text) {
        byte[] bytes = new byte[Math.min(text.length(), QUOTED_BYTES_MAX)];
        text.copyTo(0, bytes, 0, bytes.length);
        return Payload.of(bytes).utf8();
    }
}
