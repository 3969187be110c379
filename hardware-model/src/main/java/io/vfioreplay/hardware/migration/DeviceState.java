package io.vfioreplay.hardware.migration;

/**
 * A number that was seen as a {@code device_state}, together with the protocol that gives it its meaning.
 *
 * <p>Any 32-bit number is allowed, since a client may request anything; {@link #isKnown()} tells whether the
 * protocol names it. Values of 0 to 15 are shared instances, so the pipeline does not allocate for them.
 *
 * <p>Source: {@link Protocol}; names of v2 as in {@code enum vfio_device_mig_state}.
 *
 * @param protocol the protocol that the number belongs to
 * @param number the 32-bit word as it was on the wire, read as unsigned
 */
public record DeviceState(Protocol protocol, int number) {

    private static final int CACHED = 16;
    private static final int V1_BITS = 0b1111;
    private static final long NUMBER_MASK = 0xffff_ffffL;
    private static final DeviceState[] CACHE = cache();

    /** The shared or new value for this number in this protocol. */
    public static DeviceState of(Protocol protocol, int number) {
        return number >= 0 && number < CACHED
                ? CACHE[protocol.ordinal() * CACHED + number]
                : new DeviceState(protocol, number);
    }

    /** One long that holds both parts: the protocol's code above bit 32, the number below. */
    public long packed() {
        return (long) protocol.code() << Integer.SIZE | (number & NUMBER_MASK);
    }

    /**
     * The inverse of {@link #packed()}.
     *
     * @throws IllegalArgumentException when bits 32 and above are no protocol's code
     */
    public static DeviceState unpacked(long packed) {
        Protocol protocol = Protocol.ofCode(packed >>> Integer.SIZE)
                .orElseThrow(() ->
                        new IllegalArgumentException("no protocol in packed device_state 0x%x".formatted(packed)));
        return of(protocol, (int) packed);
    }

    /** Whether the protocol gives this number a meaning (ERROR counts as one). */
    public boolean isKnown() {
        return protocol == Protocol.V2 ? StateV2.of(number).isPresent() : (number & ~V1_BITS) == 0;
    }

    /** What a person reads: {@code STOP_COPY} in v2, {@code 0x3} in v1, {@code 0x9?} for a number without a meaning. */
    public String label() {
        if (protocol == Protocol.V2) {
            return StateV2.of(number).map(StateV2::name).orElseGet(() -> "0x%x?".formatted(number));
        }
        return isKnown() ? "0x%x".formatted(number) : "0x%x?".formatted(number);
    }

    @Override
    public String toString() {
        return protocol.label() + ":" + label();
    }

    private static DeviceState[] cache() {
        DeviceState[] cache = new DeviceState[Protocol.values().length * CACHED];
        for (int i = 0; i < cache.length; i++) {
            cache[i] = new DeviceState(Protocol.values()[i / CACHED], i % CACHED);
        }
        return cache;
    }
}
