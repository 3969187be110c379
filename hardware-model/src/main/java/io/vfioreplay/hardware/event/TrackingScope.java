package io.vfioreplay.hardware.event;

/** Who tracks dirty pages. The ordinal is its stable code in journals: append, never reorder. */
public enum TrackingScope {
    /** The IOMMU container ({@code VFIO_IOMMU_DIRTY_PAGES}). */
    CONTAINER,
    /** The device ({@code VFIO_DEVICE_FEATURE_DMA_LOGGING_*}). */
    DEVICE
}
