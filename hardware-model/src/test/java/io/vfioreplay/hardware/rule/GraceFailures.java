package io.vfioreplay.hardware.rule;

import static io.vfioreplay.hardware.event.Envelope.HOST;
import static io.vfioreplay.hardware.event.EventSink.RAM;
import static io.vfioreplay.hardware.migration.Protocol.V1_RFC2;
import static io.vfioreplay.hardware.migration.Protocol.V1_RFC3;
import static io.vfioreplay.hardware.migration.Protocol.V1_UAPI;
import static io.vfioreplay.hardware.rule.KnownFailures.failure;
import static io.vfioreplay.hardware.rule.Script.PAGE;
import static io.vfioreplay.hardware.rule.Script.v1;

import io.vfioreplay.hardware.rule.KnownFailures.Failure;
import java.util.List;

/** The rows of {@link KnownFailures} about several v1 devices, page faults and the last look at the dirty pages. */
final class GraceFailures {

    private GraceFailures() {}

    static List<Failure> all() {
        return List.of(
                failure("a device leaves the barrier of a resume too early", "documentation series: peer to peer DMA")
                        .shows(bothLoading().on(0).word(1).on(1).mmio(0, 0), "R-34", "R-37", "R-26")
                        .unlike(bothLoading()
                                .on(0)
                                .word(9)
                                .on(1)
                                .word(9)
                                .mmio(0, 0)
                                .on(0)
                                .word(1)
                                .on(1)
                                .word(1)),
                failure("a page fault is open when the VCPUs stop", "documentation series: IOMMU page faults")
                        .shows(faulting().word(11).on(HOST).vcpusStopped(), "R-35")
                        .unlike(faulting().word(11).faultEnded(PAGE).on(HOST).vcpusStopped()),
                failure("a v1 device writes after the last look", "documentation series: failure to guarantee")
                        .shows(looked().dmaWrite(RAM, 0).word(11).word(2).word(0), "R-36")
                        .unlike(looked().dmaWrite(RAM, 0)
                                .word(11)
                                .dirty(0, PAGE)
                                .word(2)
                                .word(0)),
                failure("tracking stops while a device runs", "documentation series: DIRTY_TRACKING")
                        .shows(looked().stopTracking().dmaWrite(RAM, 0).word(2), "R-39")
                        .unlike(looked().word(11).dirty(0, PAGE).word(2).stopTracking()),
                failure("a stopped v1 device is started by a touch", "documentation series: HNS has no quiet state")
                        .shows(v1(V1_RFC2, 1).word(2).mmio(0).dmaWrite(RAM, 0), "R-44", "R-26", "R-05")
                        .unlike(v1(V1_RFC2, 1).word(3).mmio(0).dmaWrite(RAM, 0)),
                failure("a migration region has no room", "spdk #1963: invalid zero-sized VFIO migration region 9")
                        .shows(v1(V1_UAPI, 1).then((sink, e) -> sink.regionDescribed(e, 9, 11, 0)), "R-62")
                        .unlike(v1(V1_UAPI, 1).then((sink, e) -> sink.regionDescribed(e, 9, 11, 2 * PAGE))));
    }

    private static Script bothLoading() {
        return v1(V1_RFC3, 2).on(0).word(4).on(1).word(4);
    }

    private static Script faulting() {
        return v1(V1_RFC2, 1).on(HOST).vcpusStarted().on(0).word(3).faultBegan(PAGE);
    }

    private static Script looked() {
        return v1(V1_RFC2, 1).startTracking().word(3).dirty(0, PAGE);
    }
}
