package io.vfioreplay.tool.text;

import io.vfioreplay.engine.stats.Dimension;
import io.vfioreplay.engine.stats.Group;
import io.vfioreplay.hardware.device.Regions;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventKind;

/** What a group of events is called. */
final class GroupLabel {

    private GroupLabel() {}

    /** {@code mmioRead}, {@code device0/bar0/0x10/read}, {@code STOP_COPY}, {@code host}; words of the state tree. */
    static String of(Dimension dimension, Group group) {
        return switch (dimension) {
            case KIND -> group.kind().map(EventKind::label).orElse("-");
            case PHASE -> group.phase().orElse("phase not known");
            case DEVICE -> device(group.device());
            case REGISTER ->
                group.register()
                        .map(place -> device(group.device()) + "/" + Regions.name(place.region()) + "/0x"
                                + Long.toHexString(place.offset()) + (place.isWrite() ? "/written" : "/read"))
                        .orElse("-");
        };
    }

    private static String device(int device) {
        return device == Envelope.HOST ? "host" : "device" + device;
    }
}
