package io.vfioreplay.hardware.state;

import io.vfioreplay.hardware.event.Payload;

/**
 * A SHA-256 that grows with a stream and can be asked at any moment: the platform's, which is fast, or our own, whose middle can be
 * written down. One thread at a time.
 */
public sealed interface RunningHash permits Sha256, ResumableSha256 {

    /**
     * Adds the first {@code length} bytes of a payload.
     *
     * @throws IndexOutOfBoundsException when it has fewer
     */
    void update(Payload payload, int length);

    /** The digest of all bytes so far in lower-case hexadecimal; more may follow. */
    String hex();

    /** A hash of the same bytes so far, which goes its own way from here. */
    RunningHash copy();
}
