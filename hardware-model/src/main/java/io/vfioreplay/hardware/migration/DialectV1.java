package io.vfioreplay.hardware.migration;

/**
 * One of the three texts that define v1, and whether the device offers the NDMA bit. Immutable.
 *
 * <p>ours: without NDMA capability, the two RFC dialects refuse bit 3; no text says what writing it does.
 *
 * @param protocol one of the three v1 protocols
 * @param offersNdma whether the migration region has the NDMA capability; never in the merged uAPI
 */
public record DialectV1(Protocol protocol, boolean offersNdma) {

    /** Throws {@link IllegalArgumentException} for v2, and for NDMA in the merged uAPI. */
    public DialectV1 {
        if (protocol == Protocol.V2 || (offersNdma && protocol == Protocol.V1_UAPI)) {
            throw new IllegalArgumentException("no v1 dialect: %s, NDMA %b".formatted(protocol, offersNdma));
        }
    }

    /** The dialect as its text defines it, with NDMA where the text has it. */
    public static DialectV1 of(Protocol protocol) {
        return new DialectV1(protocol, protocol != Protocol.V1_UAPI);
    }

    /** The same text for a device without NDMA. */
    public DialectV1 withoutNdma() {
        return new DialectV1(protocol, false);
    }

    /** Whether the text gives bit 3 a meaning at all. */
    public boolean knowsNdma() {
        return protocol != Protocol.V1_UAPI;
    }

    /** The bits of the word that mean something on this device; a write leaves the others as they are. */
    public int knownBits() {
        return offersNdma ? StateV1.PHASE | StateV1.NDMA : StateV1.PHASE;
    }
}
