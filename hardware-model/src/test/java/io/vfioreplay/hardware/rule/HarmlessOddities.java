package io.vfioreplay.hardware.rule;

import static io.vfioreplay.hardware.event.Errno.EINVAL;
import static io.vfioreplay.hardware.event.Errno.EIO;
import static io.vfioreplay.hardware.event.EventSink.RAM;
import static io.vfioreplay.hardware.event.ResetCause.REQUEST;
import static io.vfioreplay.hardware.migration.StateV2.PRE_COPY;
import static io.vfioreplay.hardware.migration.StateV2.PRE_COPY_P2P;
import static io.vfioreplay.hardware.migration.StateV2.RUNNING;
import static io.vfioreplay.hardware.migration.StateV2.RUNNING_P2P;
import static io.vfioreplay.hardware.migration.StateV2.STOP;
import static io.vfioreplay.hardware.migration.StateV2.STOP_COPY;
import static io.vfioreplay.hardware.rule.KnownFailures.failure;
import static io.vfioreplay.hardware.rule.Script.PAGE;
import static io.vfioreplay.hardware.rule.Script.kernel;

import io.vfioreplay.hardware.rule.KnownFailures.Failure;
import java.util.List;

/** The rows of {@link KnownFailures} that are no breach of any rule: refused early, slow, or only strange. */
final class HarmlessOddities {

    private static final int ENOTTY = 25;
    private static final long REINIT = 1;
    private static final long SECOND = 1_000_000_000;

    private HarmlessOddities() {}

    static List<Failure> all() {
        return List.of(
                failure("a kernel without migration", "strongtz/i915-sriov-dkms #405")
                        .shows(kernel().failing(ENOTTY).features(0), "C-13")
                        .unlike(kernel().features(0), "R-67"),
                failure("a container without dirty tracking", "QEMU 9.0, enable-migration=on")
                        .shows(
                                kernel().failing(ENOTTY)
                                        .startTracking()
                                        .features(1)
                                        .set(STOP_COPY, 9),
                                "C-13")
                        .unlike(kernel().startTracking().features(1).set(STOP_COPY, 9)),
                failure("STOP_COPY is left inside the downtime", "QEMU fix 5485298ce097")
                        .shows(drained()
                                .later(2 * SECOND)
                                .lasting(2 * SECOND)
                                .set(STOP)
                                .closeFd(9))
                        .unlike(
                                saving().read(9, 100)
                                        .later(2 * SECOND)
                                        .lasting(2 * SECOND)
                                        .set(STOP)
                                        .closeFd(9),
                                "R-97"),
                failure("the switchover comes before the initial bytes", "QEMU 8.1, switchover-ack")
                        .shows(precopy().precopyInfo(10 * PAGE, 0, 0).set(STOP_COPY))
                        .unlike(
                                precopy()
                                        .precopyInfo(10 * PAGE, 0, 0)
                                        .failing(EINVAL)
                                        .set(STOP_COPY),
                                "C-11",
                                "R-98"),
                failure("initial bytes come back after they were gone", "Linux 7.1, VFIO_PRECOPY_INFO_REINIT")
                        .shows(kernel().feature(12, 2)
                                .features(7)
                                .set(PRE_COPY, 9)
                                .precopyInfo(0, 0, 0)
                                .precopyInfo(PAGE, 0, REINIT)
                                .set(STOP_COPY))
                        .unlike(
                                precopy()
                                        .precopyInfo(0, 0, 0)
                                        .precopyInfo(PAGE, 0, REINIT)
                                        .set(STOP_COPY),
                                "R-103"),
                failure("dirty bytes never reach zero", "QEMU 8.1 hw/vfio/migration.c")
                        .shows(busyPrecopy().set(STOP_COPY))
                        .unlike(busyPrecopy().precopyInfo(PAGE, PAGE, 0), "R-102"),
                failure("pre-copy goes on through its P2P state", "Linux uAPI, enum vfio_device_mig_state")
                        .shows(precopy().set(PRE_COPY_P2P).read(9, 10).set(STOP_COPY))
                        .unlike(precopy().set(PRE_COPY_P2P).read(9, 10).set(STOP_COPY, 10), "R-90", "R-128"),
                failure("STOP_COPY is asked for twice", "QEMU 8.0, save_complete_precopy")
                        .shows(saving().set(STOP_COPY).read(9, 10).read(9, 0).set(STOP))
                        .unlike(saving().set(STOP_COPY, 10), "R-69", "R-128"),
                failure("DMA to memory in the P2P state", "Linux uAPI, RUNNING_P2P")
                        .shows(kernel().features(3).set(RUNNING_P2P).dmaWrite(RAM, 0))
                        .unlike(kernel().features(3).set(RUNNING_P2P).dmaWrite(1, 0), "R-74"),
                failure("a failed request ends on its way", "Linux commit 115dcec65f61")
                        .shows(kernel().features(7).failing(EIO).set(STOP_COPY).get(RUNNING_P2P), "C-12")
                        .unlike(kernel().features(7).failing(EIO).set(STOP_COPY).get(PRE_COPY_P2P), "C-12", "R-83"),
                failure("a cancel closes the descriptor first", "QEMU 8.1, save_cleanup")
                        .shows(precopy().closeFd(9).set(RUNNING).set(PRE_COPY, 10))
                        .unlike(precopy().set(RUNNING).set(PRE_COPY, 10), "R-128"),
                failure("a cancel resets the device", "QEMU 10.2, recover by reset")
                        .shows(precopy().closeFd(9).reset(REQUEST).get(RUNNING))
                        .unlike(precopy().closeFd(9).reset(REQUEST).get(PRE_COPY), "R-106"));
    }

    private static Script precopy() {
        return kernel().features(7).set(PRE_COPY, 9).read(9, 100);
    }

    private static Script saving() {
        return kernel().features(7).set(STOP_COPY, 9);
    }

    private static Script drained() {
        return saving().read(9, 100).read(9, 0);
    }

    private static Script busyPrecopy() {
        Script script = precopy().precopyInfo(0, PAGE, 0);
        for (int i = 0; i < 50; i++) {
            script.read(9, PAGE).precopyInfo(0, PAGE, 0);
        }
        return script;
    }
}
