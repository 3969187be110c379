package io.vfioreplay.engine.query;

import io.vfioreplay.hardware.migration.DeviceState;
import io.vfioreplay.hardware.migration.Protocol;
import io.vfioreplay.hardware.migration.StateV1;
import io.vfioreplay.hardware.migration.StateV2;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * What a state is called in a filter: {@code STOP_COPY}, {@code 3}, {@code v1-uapi:0x3}, {@code 'SAVING|RUNNING'}. Without a protocol
 * it is the states of all protocols that have this name or this number, since a journal seldom holds more than one.
 */
final class StateName {

    private static final int NDMA_WORDS = StateV1.VALUES;
    private static final int UAPI_WORDS = StateV1.PHASE + 1;

    private StateName() {}

    /** The packed states that are meant; none when nothing is called so. */
    static List<Long> states(String text) {
        List<Long> states = new ArrayList<>();
        int colon = text.indexOf(':');
        String name = text.substring(colon + 1).toUpperCase(Locale.ROOT);
        for (Protocol protocol : Protocol.values()) {
            if (colon < 0 || protocol.label().equals(text.substring(0, colon))) {
                named(protocol, name, states);
                OptionalLong number = FilterValue.number(text.substring(colon + 1));
                if (number.isPresent()) {
                    states.add(
                            DeviceState.of(protocol, (int) number.getAsLong()).packed());
                }
            }
        }
        return states;
    }

    private static void named(Protocol protocol, String name, List<Long> states) {
        if (protocol == Protocol.V2) {
            for (StateV2 state : StateV2.values()) {
                if (state.name().equals(name)) {
                    states.add(state.asDeviceState().packed());
                }
            }
            return;
        }
        int words = protocol == Protocol.V1_UAPI ? UAPI_WORDS : NDMA_WORDS;
        for (int word = 0; word < words; word++) {
            if (StateV1.names(word).equals(name)) {
                states.add(DeviceState.of(protocol, word).packed());
            }
        }
    }
}
