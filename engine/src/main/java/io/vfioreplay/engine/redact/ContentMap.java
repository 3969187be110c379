package io.vfioreplay.engine.redact;

import io.vfioreplay.hardware.event.Payload;

/** Replaces a payload as a whole by as many bytes that tell nothing about it; the same content always by the same. */
final class ContentMap {

    private final RedactionKey key;

    ContentMap(RedactionKey key) {
        this.key = key;
    }

    Payload of(Payload payload) {
        byte[] bytes = payload.toByteArray();
        KeyedBytes random = new KeyedBytes(key, "content stream", key.derive("content", bytes));
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = random.next();
        }
        return Payload.of(bytes);
    }
}
