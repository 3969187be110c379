package io.vfioreplay.engine.postmortem;

import io.vfioreplay.hardware.event.EventKind;
import java.util.Arrays;

/**
 * Whether a message that the destination refused held what was saved: then the device is to blame, otherwise the way there.
 *
 * @param matter both sides
 */
record RefusedBytes(Matter matter) {

    /** Whether the refused bytes are known and not those that were saved at this place. */
    boolean differ(Trouble refusal) {
        Fit fit = matter.fit();
        Evidence destination = matter.destination();
        if (refusal.event() != EventKind.MIGRATION_DATA_WRITTEN || fit == null || destination == null) {
            return false;
        }
        byte[][] found = {new byte[0]};
        long position = refusal.moment().position();
        destination.events().replay(position, position + 1, (envelope, kind, values, payload) -> {
            if (kind == EventKind.MIGRATION_DATA_WRITTEN) {
                found[0] = payload.toByteArray();
            }
        });
        byte[] refused = found[0];
        long offset = fit.loaded().length();
        if (refused.length == 0 || !fit.saved().print().isVisible()) {
            return false;
        }
        if (offset + refused.length > fit.saved().length()) {
            return true;
        }
        return !Arrays.equals(refused, fit.saved().read(offset, refused.length));
    }
}
