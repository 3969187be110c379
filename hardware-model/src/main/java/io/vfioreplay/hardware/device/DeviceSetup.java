package io.vfioreplay.hardware.device;

import io.vfioreplay.hardware.state.ResumableSha256;
import io.vfioreplay.hardware.state.RunningHash;
import io.vfioreplay.hardware.state.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * What the devices of one host share.
 *
 * @param limits how much they may keep
 * @param isResumable whether their running hashes can be written into a snapshot, which costs speed
 * @param places numbers their registers, null when nobody listens
 */
record DeviceSetup(
        Limits limits, boolean isResumable, @Nullable Places places) {

    RunningHash newHash() {
        return isResumable ? new ResumableSha256() : new Sha256();
    }
}
