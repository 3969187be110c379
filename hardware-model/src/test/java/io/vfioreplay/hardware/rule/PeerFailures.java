package io.vfioreplay.hardware.rule;

import static io.vfioreplay.hardware.event.EventSink.RAM;
import static io.vfioreplay.hardware.event.MappingKind.SHARED;
import static io.vfioreplay.hardware.migration.StateV2.PRE_COPY;
import static io.vfioreplay.hardware.migration.StateV2.RESUMING;
import static io.vfioreplay.hardware.migration.StateV2.RUNNING;
import static io.vfioreplay.hardware.migration.StateV2.RUNNING_P2P;
import static io.vfioreplay.hardware.migration.StateV2.STOP;
import static io.vfioreplay.hardware.migration.StateV2.STOP_COPY;
import static io.vfioreplay.hardware.rule.KnownFailures.failure;
import static io.vfioreplay.hardware.rule.Script.PAGE;
import static io.vfioreplay.hardware.rule.Script.kernel;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.ResetCause;
import io.vfioreplay.hardware.migration.Protocol;
import io.vfioreplay.hardware.rule.KnownFailures.Failure;
import java.util.List;

/** The rows of {@link KnownFailures} about peers, guests that touch a device, page faults and what a VMM sets up. */
final class PeerFailures {

    private static final int EFAULT = 14;

    private PeerFailures() {}

    static List<Failure> all() {
        return List.of(
                failure("two devices without P2P are migrated", "QEMU 8.2 hw/vfio/migration.c: only if all support P2P")
                        .shows(two(1).on(0).set(STOP_COPY, 9).mmio(0, 1), "R-127", "R-75")
                        .unlike(two(3).set(RUNNING_P2P)
                                .on(0)
                                .set(RUNNING_P2P)
                                .mmio(0, 1)
                                .set(STOP_COPY, 9)),
                failure("a peer runs while one is loaded", "QEMU 8.2 system/runstate.c")
                        .shows(
                                two(3).set(RESUMING, 8)
                                        .on(0)
                                        .set(RESUMING, 9)
                                        .set(RUNNING)
                                        .on(1)
                                        .mmio(0, 0),
                                "R-125",
                                "R-75")
                        .unlike(two(3).set(RESUMING, 8)
                                .on(0)
                                .set(RESUMING, 9)
                                .set(RUNNING_P2P)
                                .on(1)
                                .set(RUNNING_P2P)
                                .mmio(0, 0)
                                .set(RUNNING)),
                failure("the guest touches the device in stop-copy", "documentation series: quiet MMIO")
                        .shows(kernel().features(3).set(STOP_COPY, 9).mmio(0), "R-75")
                        .unlike(kernel().features(3)
                                .set(RUNNING_P2P)
                                .mmio(0)
                                .dmaWrite(RAM, 0)
                                .set(STOP_COPY, 9)
                                .config()),
                failure("a stopped device is started by a touch", "documentation series: HNS has no quiet state")
                        .shows(kernel().features(1).set(STOP_COPY, 9).mmio(0).dmaWrite(RAM, 0), "R-72", "R-75")
                        .unlike(kernel().features(1)
                                .set(STOP_COPY, 9)
                                .set(RUNNING)
                                .mmio(0)
                                .dmaWrite(RAM, 0)),
                failure("post-copy with a VFIO device", "QEMU commit bf7ef7a2da3e")
                        .shows(
                                kernel().features(1)
                                        .set(RESUMING, 8)
                                        .failing(EFAULT)
                                        .map(0xc0000, 11 * PAGE, SHARED),
                                "C-13")
                        .unlike(kernel().features(1).set(RESUMING, 8).map(0xc0000, 11 * PAGE, SHARED)),
                failure("a guest runs on after a reset", "cloud-hypervisor #8081, #8303, #8528")
                        .shows(failedRestore().on(Envelope.HOST).vcpusStarted(), "C-11", "R-132")
                        .unlike(
                                failedRestore()
                                        .writeConfig(4)
                                        .interrupts(2)
                                        .on(Envelope.HOST)
                                        .vcpusStarted(),
                                "C-11"));
    }

    private static Script two(long features) {
        return kernel().features(features).on(1).opened(Protocol.V2).features(features);
    }

    /** A snapshot that failed at its end, so that the device was reset for the guest to go on. */
    private static Script failedRestore() {
        return kernel().features(5)
                .writeConfig(4)
                .interrupts(2)
                .set(PRE_COPY, 9)
                .on(Envelope.HOST)
                .vcpusStopped()
                .on(0)
                .set(STOP_COPY)
                .failing(EFAULT)
                .set(STOP)
                .reset(ResetCause.REQUEST)
                .closeFd(9);
    }
}
