package io.vfioreplay.hardware.migration;

import java.util.Locale;
import java.util.Optional;

/**
 * A VFIO migration protocol: it gives the number in a {@code device_state} its meaning.
 *
 * <p>v1 and v2 use the same numbers for different states (1 is RUNNING in v1 and STOP in v2), so a number never
 * travels without its protocol; see {@link DeviceState}.
 *
 * <p>Source: Linux uAPI {@code include/uapi/linux/vfio.h}, 5.8 to 5.17 (v1) and from 5.18 (v2); the documentation
 * series "vfio: Documentation for the migration region", revisions 2 and 3 (2021).
 */
public enum Protocol {
    /** {@code struct vfio_device_migration_info} as merged in Linux 5.8. */
    V1_UAPI(1, "v1-uapi"),
    /** Revision 2 of the documentation series: adds NDMA, grace states and a priority order. */
    V1_RFC2(2, "v1-rfc2"),
    /** Revision 3 of the documentation series: another priority order, one stream from SAVING to its end. */
    V1_RFC3(3, "v1-rfc3"),
    /** {@code enum vfio_device_mig_state} and {@code data_fd}, Linux 5.18 and vfio-user. */
    V2(4, "v2");

    private final int code;
    private final String label;

    Protocol(int code, String label) {
        this.code = code;
        this.label = label;
    }

    /** The stable number of this protocol in journals; never reused. */
    public int code() {
        return code;
    }

    /** The name on the command line and in reports, for example {@code v1-rfc2}. */
    public String label() {
        return label;
    }

    /** The protocol with this {@link #code()}, or empty when no such protocol is known. */
    public static Optional<Protocol> ofCode(long code) {
        for (Protocol protocol : values()) {
            if (protocol.code == code) {
                return Optional.of(protocol);
            }
        }
        return Optional.empty();
    }

    /** The protocol with this {@link #label()}, upper or lower case, or empty. */
    public static Optional<Protocol> ofLabel(String label) {
        String wanted = label.toLowerCase(Locale.ROOT);
        for (Protocol protocol : values()) {
            if (protocol.label.equals(wanted)) {
                return Optional.of(protocol);
            }
        }
        return Optional.empty();
    }
}
