package io.vfioreplay.hardware.rule;

import static io.vfioreplay.hardware.event.Envelope.HOST;
import static io.vfioreplay.hardware.event.Errno.EINVAL;
import static io.vfioreplay.hardware.event.EventSink.RAM;
import static io.vfioreplay.hardware.event.MappingKind.SHARED;
import static io.vfioreplay.hardware.migration.StateV2.PRE_COPY;
import static io.vfioreplay.hardware.migration.StateV2.RUNNING;
import static io.vfioreplay.hardware.migration.StateV2.STOP;
import static io.vfioreplay.hardware.migration.StateV2.STOP_COPY;
import static io.vfioreplay.hardware.rule.KnownFailures.failure;
import static io.vfioreplay.hardware.rule.Script.PAGE;
import static io.vfioreplay.hardware.rule.Script.kernel;
import static io.vfioreplay.hardware.rule.Script.socket;

import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.rule.KnownFailures.Failure;
import java.util.List;

/** The rows of {@link KnownFailures} about dirty pages, of devices and of containers. */
final class TrackingFailures {

    private static final int EOPNOTSUPP = 95;
    private static final Payload CLEAN = Payload.of(new byte[8]);
    private static final Payload DIRTY = Payload.of(new byte[] {3, 0, 0, 0, 0, 0, 0, 0});

    private TrackingFailures() {}

    static List<Failure> all() {
        return List.of(
                failure("a range is larger than the hardware can log", "kvm list, mlx5 with OVMF: err -95")
                        .shows(oneRange().set(PRE_COPY, 9).set(STOP_COPY), "C-13", "R-124")
                        .unlike(threeRanges().set(PRE_COPY, 9).set(STOP_COPY)),
                failure("the VMM gives up when logging cannot start", "QEMU 9.0 hw/vfio/common.c")
                        .shows(oneRange().set(RUNNING), "C-13")
                        .unlike(oneRange().set(STOP_COPY, 9), "C-13", "R-124"),
                failure("a display asks a container before tracking starts", "QEMU fix ff180c6bd7a8")
                        .shows(kernel().failing(EINVAL).dirty(0, PAGE).startTracking(), "C-13", "R-123")
                        .unlike(kernel().startTracking().dirty(0, PAGE)),
                failure("a display asks a device before logging starts", "QEMU fix ff180c6bd7a8")
                        .shows(kernel().failing(EINVAL).report(0, PAGE).startLog(0, PAGE), "C-13")
                        .unlike(kernel().startLog(0, PAGE).report(0, PAGE)),
                failure("a report fails and the loop goes on", "libvfio-user #824")
                        .shows(badReports().set(PRE_COPY).set(STOP_COPY), "C-13", "R-113")
                        .unlike(badReports().stopLog().set(RUNNING), "C-13"),
                failure(
                                "a hot-removed mapping loses its dirty pages",
                                "Linux uAPI, VFIO_DMA_UNMAP_FLAG_GET_DIRTY_BITMAP")
                        .shows(written().unmap(0, 2 * PAGE, 0), "R-120")
                        .unlike(written().unmap(0, 2 * PAGE, 1)),
                failure("a container reports everything in every round", "Linux vfio_iommu_type1.c, by its code")
                        .shows(written()
                                .dirty(0, 2 * PAGE, PAGE, DIRTY)
                                .dirty(0, 2 * PAGE, PAGE, DIRTY)
                                .dirty(0, 2 * PAGE, PAGE, DIRTY))
                        .unlike(written().dirty(0, 2 * PAGE, PAGE, CLEAN), "R-119"),
                failure("a device writes after its last report", "documentation series: failure to guarantee")
                        .shows(
                                logged().report(0, PAGE)
                                        .dmaWrite(RAM, 0)
                                        .set(STOP_COPY, 9)
                                        .stopLog(),
                                "R-116")
                        .unlike(logged().dmaWrite(RAM, 0)
                                .set(STOP_COPY, 9)
                                .report(0, PAGE)
                                .stopLog()),
                failure("a container is not asked after the VM stopped", "QEMU 7.2 migration/ram.c, by its code")
                        .shows(atRest().stopTracking(), "R-123")
                        .unlike(atRest().dirty(0, 2 * PAGE).stopTracking()),
                failure("logging is left on", "Mellanox/dpdk-vhost-vfe #75, cloud-hypervisor #2922")
                        .shows(logged().set(STOP).set(RUNNING).failing(EINVAL).startLog(0, PAGE), "C-13", "R-112")
                        .unlike(logged().set(STOP).set(RUNNING).stopLog().startLog(0, PAGE)));
    }

    private static Script oneRange() {
        return kernel().features(5).failing(EOPNOTSUPP).startLog(0, 0x8080_0000L, 0x1_0000_0000L, 0x3837_0000_0000L);
    }

    private static Script threeRanges() {
        return kernel().features(5)
                .startLog(0, 0x8080_0000L, 0x1_0000_0000L, 0x1_0000_0000L, 0x3800_0000_0000L, 0x1_0000_0000L);
    }

    private static Script badReports() {
        return socket().features(5)
                .map(0xc0000, 11 * PAGE, SHARED)
                .startLog()
                .failing(EINVAL)
                .report(0xc0000, 11 * PAGE)
                .failing(EINVAL)
                .report(0, PAGE);
    }

    private static Script written() {
        return kernel().map(0, 2 * PAGE, SHARED).startTracking().dmaWrite(RAM, 64);
    }

    private static Script logged() {
        return kernel().features(1).startLog(0, PAGE);
    }

    private static Script atRest() {
        return written()
                .features(1)
                .dirty(0, 2 * PAGE)
                .on(HOST)
                .vcpusStopped()
                .on(0)
                .set(STOP_COPY, 9);
    }
}
