package io.vfioreplay.hardware.rule;

import static io.vfioreplay.hardware.event.Errno.EINVAL;
import static io.vfioreplay.hardware.event.Errno.EIO;
import static io.vfioreplay.hardware.event.Errno.ENODEV;
import static io.vfioreplay.hardware.event.ResetCause.BUS;
import static io.vfioreplay.hardware.event.ResetCause.FLR;
import static io.vfioreplay.hardware.event.ResetCause.REQUEST;
import static io.vfioreplay.hardware.migration.StateV2.ERROR;
import static io.vfioreplay.hardware.migration.StateV2.PRE_COPY;
import static io.vfioreplay.hardware.migration.StateV2.PRE_COPY_P2P;
import static io.vfioreplay.hardware.migration.StateV2.RUNNING;
import static io.vfioreplay.hardware.migration.StateV2.STOP;
import static io.vfioreplay.hardware.migration.StateV2.STOP_COPY;
import static io.vfioreplay.hardware.rule.KnownFailures.failure;
import static io.vfioreplay.hardware.rule.Script.kernel;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.rule.KnownFailures.Failure;
import java.util.List;

/** The rows of {@link KnownFailures} about the state of a device and what is believed about it. */
final class StateFailures {

    private StateFailures() {}

    static List<Failure> all() {
        return List.of(
                failure("the VM stops on an I/O error in pre-copy", "QEMU 8.1 to 10.2 hw/vfio/migration.c, by its code")
                        .shows(precopy().set(STOP).set(STOP_COPY, 10), "R-78", "R-128")
                        .unlike(precopy().set(PRE_COPY_P2P).set(STOP_COPY)),
                failure("a reset by the guest ends the session", "QEMU hw/vfio/migration.c, data_fd out of sync")
                        .shows(
                                precopy()
                                        .reset(FLR)
                                        .failing(ENODEV)
                                        .read(9, 0)
                                        .set(STOP_COPY, 10)
                                        .closeFd(10),
                                "C-13",
                                "R-128")
                        .unlike(precopy().reset(FLR).closeFd(9).set(STOP_COPY, 10)),
                failure("a reset that the recording has not", "QEMU hw/vfio/migration.c, data_fd out of sync")
                        .shows(precopy().set(STOP_COPY, 10).closeFd(10), "R-90", "R-128")
                        .unlike(precopy().set(STOP_COPY)),
                failure("a reset overtakes a state request", "Linux mlx5, mtty, xe, virtio: deferred reset")
                        .shows(
                                precopy()
                                        .reset(FLR)
                                        .lasting(300)
                                        .set(STOP_COPY)
                                        .failing(ENODEV)
                                        .read(9, 0)
                                        .get(RUNNING),
                                "C-13")
                        .unlike(precopy().reset(FLR).set(STOP_COPY, 10).get(RUNNING), "R-128", "R-82"),
                failure("a blocked arc never returns", "Linux fix a26b499b757c")
                        .shows(saving().failing(Envelope.UNANSWERED).set(PRE_COPY), "C-09", "R-71")
                        .unlike(
                                saving().failing(EINVAL)
                                        .set(PRE_COPY)
                                        .get(STOP_COPY)
                                        .read(9, 10),
                                "C-13"),
                failure("ERROR is left by a request after a firmware crash", "Linux pds, commit 7dabb1bcd177")
                        .shows(precopy().get(ERROR).set(RUNNING), "C-14", "R-81")
                        .unlike(
                                precopy()
                                        .get(ERROR)
                                        .failing(EIO)
                                        .set(RUNNING)
                                        .reset(REQUEST)
                                        .get(RUNNING),
                                "C-14",
                                "C-13"),
                failure("save files survive a reset", "Linux pds, stable commit 8512ed256334")
                        .shows(saving().reset(REQUEST).read(9, 100), "R-91")
                        .unlike(saving().reset(REQUEST).failing(ENODEV).read(9, 0), "C-13"),
                failure("a reset after a RAS error leaves the state", "Linux hisi_acc, commit 8be14dd")
                        .shows(saving().reset(BUS).get(STOP_COPY), "R-108")
                        .unlike(saving().reset(BUS).get(RUNNING)),
                failure("a descriptor is trusted after a failed request", "rust-vmm/vfio #140")
                        .shows(saving().failing(EIO).set(RUNNING).read(9, 100), "C-11", "R-86")
                        .unlike(
                                saving().failing(EIO)
                                        .set(RUNNING)
                                        .get(STOP_COPY)
                                        .read(9, 100),
                                "C-11"),
                failure("a descriptor moves data of a session that is over", "rust-vmm/vfio #140")
                        .shows(saving().failing(EIO).set(RUNNING).get(STOP).read(9, 100), "C-11", "R-91")
                        .unlike(
                                saving().failing(EIO)
                                        .set(RUNNING)
                                        .get(STOP)
                                        .failing(ENODEV)
                                        .read(9, 0),
                                "C-11",
                                "C-13"),
                failure("the VMM goes on after an arc that failed in a callback", "QEMU commit fbd2469a66e3")
                        .shows(precopy().failing(EIO).set(STOP_COPY).read(9, 100), "C-11", "R-86")
                        .unlike(
                                precopy()
                                        .failing(EIO)
                                        .set(STOP_COPY)
                                        .reset(REQUEST)
                                        .closeFd(9),
                                "C-11"));
    }

    private static Script precopy() {
        return kernel().features(7).set(PRE_COPY, 9).read(9, 100);
    }

    private static Script saving() {
        return kernel().features(7).set(STOP_COPY, 9);
    }
}
