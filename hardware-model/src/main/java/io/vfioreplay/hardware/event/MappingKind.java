package io.vfioreplay.hardware.event;

/** What an IOVA window maps to, and so whether DMA to it can be seen. The ordinal is its stable code in journals: append, never reorder. */
public enum MappingKind {
    /** Memory that came with a file descriptor: DMA to it is invisible on the socket. */
    SHARED,
    /** Memory reached by messages only: all DMA to it is visible. */
    BY_MESSAGE,
    /** The MMIO of another device. */
    PEER_MMIO,
    /** The capture does not tell. */
    UNKNOWN
}
