package io.vfioreplay.tool.doctor;

import java.util.List;
import java.util.Optional;

/**
 * What was seen of a host.
 *
 * @param kernel its release; empty where there is no Linux
 * @param vfioLoaded whether the kernel's VFIO is there
 * @param tracing what is there of the kernel's tracing
 * @param devices devices that VFIO holds
 * @param qemus QEMUs that run
 * @param qemuPrograms QEMUs that are installed in the usual places
 */
public record HostFacts(
        Optional<String> kernel,
        boolean vfioLoaded,
        Tracing tracing,
        List<VfioDevice> devices,
        List<QemuProcess> qemus,
        List<String> qemuPrograms) {

    /** Keeps copies. */
    public HostFacts {
        devices = List.copyOf(devices);
        qemus = List.copyOf(qemus);
        qemuPrograms = List.copyOf(qemuPrograms);
    }

    /**
     * The kernel's tracing.
     *
     * @param directory where it is mounted; empty where it is not
     * @param usable whether this user may use it
     * @param kprobes whether probes can be set
     * @param tracers the tracers that the kernel was built with
     * @param clocks the clocks that it can stamp with
     */
    public record Tracing(
            Optional<String> directory, boolean usable, boolean kprobes, List<String> tracers, List<String> clocks) {
        /** Keeps copies. */
        public Tracing {
            tracers = List.copyOf(tracers);
            clocks = List.copyOf(clocks);
        }
    }

    /** Looks at a host. */
    public static HostFacts of(HostFiles files) {
        return new HostInspection(files).facts();
    }
}
