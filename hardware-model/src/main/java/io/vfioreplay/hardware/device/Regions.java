package io.vfioreplay.hardware.device;

/**
 * The names of regions and interrupt types in a state tree.
 *
 * <p>ours: they are named as for a PCI device, which every device in the known captures is; beyond them by number.
 *
 * <p>Source: Linux uAPI, {@code VFIO_PCI_CONFIG_REGION_INDEX} and {@code VFIO_PCI_INTX_IRQ_INDEX} and their neighbours.
 */
public final class Regions {

    /** The index of config space. */
    public static final int CONFIG = 7;

    private static final int BARS = 6;
    private static final int ROM = 6;
    private static final int VGA = 8;
    private static final String[] INTERRUPTS = {"intx", "msi", "msix", "err", "req"};

    private Regions() {}

    /** {@code bar0} to {@code bar5}, {@code rom}, {@code config}, {@code vga}, {@code migration}, others by number. */
    public static String name(int region) {
        if (region >= 0 && region < BARS) {
            return "bar" + region;
        }
        return switch (region) {
            case ROM -> "rom";
            case CONFIG -> "config";
            case VGA -> "vga";
            case Registers.MIGRATION_REGION -> "migration";
            default -> "region" + Integer.toUnsignedString(region);
        };
    }

    /** {@code intx}, {@code msi}, {@code msix}, {@code err}, {@code req}, others by number. */
    static String interruptName(int index) {
        return index >= 0 && index < INTERRUPTS.length ? INTERRUPTS[index] : "irq" + Integer.toUnsignedString(index);
    }
}
