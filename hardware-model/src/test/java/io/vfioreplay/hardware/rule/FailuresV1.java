package io.vfioreplay.hardware.rule;

import static io.vfioreplay.hardware.event.Errno.EINVAL;
import static io.vfioreplay.hardware.event.Errno.EIO;
import static io.vfioreplay.hardware.event.ResetCause.REQUEST;
import static io.vfioreplay.hardware.migration.Protocol.V1_UAPI;
import static io.vfioreplay.hardware.migration.StateV2.RUNNING;
import static io.vfioreplay.hardware.rule.KnownFailures.failure;
import static io.vfioreplay.hardware.rule.RegisterV1.DATA_OFFSET;
import static io.vfioreplay.hardware.rule.RegisterV1.DATA_SIZE;
import static io.vfioreplay.hardware.rule.Script.PAGE;
import static io.vfioreplay.hardware.rule.Script.kernel;
import static io.vfioreplay.hardware.rule.Script.v1;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.event.MappingKind;
import io.vfioreplay.hardware.rule.KnownFailures.Failure;
import java.util.List;

/** The rows of {@link KnownFailures} about devices that speak v1. */
final class FailuresV1 {

    private FailuresV1() {}

    static List<Failure> all() {
        return List.of(
                failure("the state begins as the number of the other protocol", "QEMU commit 429c72800654")
                        .shows(v1(V1_UAPI).see(2), "R-01")
                        .unlike(kernel().get(RUNNING)),
                failure("a reset in pre-copy takes the state back", "libvfio-user #853, #854, #844")
                        .shows(
                                precopy()
                                        .reset(REQUEST)
                                        .see(1)
                                        .word(0)
                                        .failing(EINVAL)
                                        .word(2)
                                        .see(0)
                                        .word(1),
                                "C-12")
                        .unlike(precopy().word(2).see(2)),
                failure("a server keeps its state through a reset", "libvfio-user #853, #854, #844")
                        .shows(precopy().reset(REQUEST).see(3), "R-49")
                        .unlike(precopy().reset(REQUEST).see(1)),
                failure("a source cannot go on after its destination died", "libvfio-user #458, #459, fixed by #514")
                        .shows(
                                save().pending(0)
                                        .word(0)
                                        .failing(EINVAL)
                                        .word(1)
                                        .see(0)
                                        .failing(EINVAL)
                                        .word(3),
                                "C-12",
                                "R-51")
                        .unlike(save().pending(0).word(0).word(1).see(1)),
                failure("a server keeps its state for the next client", "libvfio-user #458, spdk #2362 and #2363")
                        .shows(
                                save().pending(0)
                                        .word(0)
                                        .closed()
                                        .opened(V1_UAPI)
                                        .see(0),
                                "R-01")
                        .unlike(save().pending(0)
                                .word(0)
                                .closed()
                                .opened(V1_UAPI)
                                .see(1)
                                .word(4)),
                failure("the VMM reads on after its callback failed", "QEMU up to 7.2 hw/vfio/migration.c")
                        .shows(precopy().failing(EIO).word(2).pending(PAGE), "C-11", "R-08")
                        .unlike(precopy().failing(EIO).word(2).see(3).word(1), "C-11"),
                failure("a segment of no size is taken for the end", "QEMU 7.2 hw/vfio/migration.c, by its code")
                        .shows(
                                save().pending(PAGE)
                                        .register(DATA_OFFSET, PAGE)
                                        .register(DATA_SIZE, 0)
                                        .word(0),
                                "R-17")
                        .unlike(save().pending(PAGE)
                                .register(DATA_OFFSET, PAGE)
                                .register(DATA_SIZE, 80)
                                .data(80, 2)
                                .pending(0)
                                .word(0)),
                failure("a v1 destination dies while it loads", "oracle/qemu #6, libvfio-user #218 and #554")
                        .shows(loading().failing(Envelope.UNANSWERED).writeRegister(DATA_SIZE, 0x8000), "C-09")
                        .unlike(loading()
                                .writeRegister(DATA_SIZE, 0x8000)
                                .word(1)
                                .mmio(0)
                                .interrupt()),
                failure("a v1 destination refuses a piece of the stream", "Linux uAPI of 5.8, resume sequence")
                        .shows(
                                loading()
                                        .failing(EIO)
                                        .writeRegister(DATA_SIZE, 0x8000)
                                        .word(1),
                                "C-11",
                                "R-19",
                                "R-20")
                        .unlike(
                                loading()
                                        .failing(EIO)
                                        .writeRegister(DATA_SIZE, 0x8000)
                                        .reset(REQUEST)
                                        .see(1),
                                "C-11"),
                failure("a v1 device fails into ERROR", "Linux uAPI of 5.8, device_state")
                        .shows(precopy().failing(EIO).word(2).see(6).word(1), "C-11", "C-14", "R-48")
                        .unlike(
                                precopy()
                                        .failing(EIO)
                                        .word(2)
                                        .see(6)
                                        .reset(REQUEST)
                                        .see(1),
                                "C-11",
                                "C-14"),
                failure("a v1 source is taken back when its destination died", "oracle/qemu #6")
                        .shows(save().pending(0).word(0).word(1).see(1))
                        .unlike(save().pending(PAGE).word(0).closed(), "R-17"),
                failure("a server rejects every dirty query", "libvfio-user #374")
                        .shows(
                                tracked()
                                        .failing(EINVAL)
                                        .dirty(0, PAGE)
                                        .word(3)
                                        .failing(EINVAL)
                                        .dirty(0, PAGE)
                                        .word(2),
                                "C-13",
                                "R-123")
                        .unlike(tracked().dirty(0, PAGE).word(3).dirty(0, PAGE).word(2)),
                failure(
                                "a v1 mapping is removed with its dirty pages",
                                "Linux uAPI, VFIO_DMA_UNMAP_FLAG_GET_DIRTY_BITMAP")
                        .shows(tracked().word(3).dmaWrite(EventSink.RAM, 0).unmap(0, PAGE, 0), "R-120")
                        .unlike(tracked().word(3).dmaWrite(EventSink.RAM, 0).unmap(0, PAGE, 1)),
                failure("the guest touches a v1 device in stop-copy", "documentation series: quiet MMIO")
                        .shows(save().mmio(0), "R-26")
                        .unlike(precopy().mmio(0).word(2).config()),
                failure("2 is written twice", "QEMU 7.2 hw/vfio/migration.c, save_complete_precopy")
                        .shows(save().word(2).see(2).pending(0).word(0))
                        .unlike(save().failing(EINVAL).word(2), "C-11", "R-63"),
                failure("a v1 save is cancelled", "QEMU 7.2 hw/vfio/migration.c, cancelled")
                        .shows(precopy().word(1).see(1).word(1))
                        .unlike(precopy().failing(EIO).word(1), "C-11"));
    }

    private static Script precopy() {
        return v1(V1_UAPI)
                .see(1)
                .word(3)
                .see(3)
                .pending(80)
                .register(DATA_OFFSET, PAGE)
                .register(DATA_SIZE, 80)
                .data(80, 1)
                .pending(0);
    }

    private static Script save() {
        return precopy().word(2).see(2);
    }

    private static Script loading() {
        return v1(V1_UAPI).see(1).word(4).register(DATA_OFFSET, PAGE).writeWindow(PAGE, 0x8000);
    }

    private static Script tracked() {
        return v1(V1_UAPI).see(1).map(0, PAGE, MappingKind.SHARED).startTracking();
    }
}
