package io.vfioreplay.hardware.rule;

import static io.vfioreplay.hardware.event.Errno.EINVAL;
import static io.vfioreplay.hardware.event.Errno.ENODEV;
import static io.vfioreplay.hardware.event.Errno.ENOMSG;
import static io.vfioreplay.hardware.event.ResetCause.REQUEST;
import static io.vfioreplay.hardware.migration.StateV2.PRE_COPY;
import static io.vfioreplay.hardware.migration.StateV2.RESUMING;
import static io.vfioreplay.hardware.migration.StateV2.RUNNING;
import static io.vfioreplay.hardware.migration.StateV2.STOP;
import static io.vfioreplay.hardware.migration.StateV2.STOP_COPY;
import static io.vfioreplay.hardware.rule.KnownFailures.failure;
import static io.vfioreplay.hardware.rule.Script.PAGE;
import static io.vfioreplay.hardware.rule.Script.kernel;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.rule.KnownFailures.Failure;
import java.util.List;

/** The rows of {@link KnownFailures} about migration data. */
final class StreamFailures {

    private static final int ENOMEM = 12;
    private static final int EFAULT = 14;

    private StreamFailures() {}

    static List<Failure> all() {
        return List.of(
                failure("a refused stream is committed", "Linux hisi_acc, commits 8c6ac1730a97 and 948f5ada58b5")
                        .shows(loading().failing(EFAULT).write(8, 10).set(RUNNING), "C-11", "R-79", "R-80")
                        .unlike(
                                loading()
                                        .failing(EFAULT)
                                        .write(8, 10)
                                        .reset(REQUEST)
                                        .get(RUNNING),
                                "C-11"),
                failure("more is written than the device has room for", "Linux qat, commit 4ec5e932e636")
                        .shows(loading().failing(ENOMEM).write(8, PAGE).reset(REQUEST), "C-11")
                        .unlike(loading().write(8, PAGE).set(RUNNING).closeFd(8)),
                failure("a guest without a driver has no state", "Linux hisi_acc, CVE-2025-38283")
                        .shows(kernel().features(5)
                                .set(RESUMING, 8)
                                .write(8, 48)
                                .set(RUNNING)
                                .closeFd(8))
                        .unlike(
                                kernel().features(5)
                                        .set(RESUMING, 8)
                                        .failing(EINVAL)
                                        .write(8, 48)
                                        .set(RUNNING),
                                "C-11",
                                "R-80"),
                failure("a save is declared complete before its end", "Linux uAPI, arc to STOP_COPY, by its text")
                        .shows(precopy().set(STOP_COPY).read(9, 100).set(STOP).closeFd(9), "R-97")
                        .unlike(precopy()
                                .set(STOP_COPY)
                                .read(9, 100)
                                .read(9, 0)
                                .set(STOP)
                                .closeFd(9)),
                failure("a save is given up before its end", "Linux uAPI, arc to STOP_COPY, by its text")
                        .shows(precopy()
                                .set(STOP_COPY)
                                .read(9, 100)
                                .set(RUNNING)
                                .closeFd(9))
                        .unlike(precopy().set(STOP_COPY).read(9, 100).set(STOP).closed(), "R-97"),
                failure("the destination dies while it loads", "oracle/qemu #6, libvfio-user #218 and #554")
                        .shows(loading().failing(Envelope.UNANSWERED).write(8, 0x8000), "C-09")
                        .unlike(loading().write(8, 0x8000).set(RUNNING).closeFd(8)),
                failure("pre-copy yields nothing after a firmware error", "Linux mlx5, commit d6e18a4bec43")
                        .shows(silentPrecopy()
                                .set(STOP_COPY)
                                .read(9, PAGE)
                                .read(9, 0)
                                .set(STOP)
                                .closeFd(9))
                        .unlike(silentPrecopy().failing(ENODEV).read(9, 0), "C-11"));
    }

    private static Script precopy() {
        return kernel().features(7).set(PRE_COPY, 9).read(9, 100);
    }

    private static Script silentPrecopy() {
        Script script = precopy();
        for (int i = 0; i < 20; i++) {
            script.failing(ENOMSG).read(9, 0).precopyInfo(0, 0, 0);
        }
        return script;
    }

    private static Script loading() {
        return kernel().features(5).set(RESUMING, 8).write(8, 48);
    }
}
