package io.vfioreplay.hardware.rule;

import static io.vfioreplay.hardware.rule.RuleText.UAPI;
import static io.vfioreplay.hardware.rule.RuleText.checked;
import static io.vfioreplay.hardware.rule.RuleText.listed;
import static io.vfioreplay.hardware.rule.Severity.ERROR;
import static io.vfioreplay.hardware.rule.Severity.WARNING;
import static io.vfioreplay.hardware.rule.Visibility.DEVICE_STATE;
import static io.vfioreplay.hardware.rule.Visibility.DIRTY_CONTAINER;
import static io.vfioreplay.hardware.rule.Visibility.MAPPINGS;

import java.util.List;

/** Texts of: dirty page tracking of the IOMMU container, and how a VMM uses it. */
final class ContainerRules {

    private static final String TYPE1 = UAPI + "VFIO_IOMMU_DIRTY_PAGES; Linux vfio_iommu_type1.c";
    private static final String CAPABILITIES = UAPI + "VFIO_IOMMU_GET_INFO; Linux vfio_iommu_type1.c";

    static final Rule R_117 = checked(
            "R-117",
            WARNING,
            "Tracking is started and stopped without complaint, and answers only while it runs",
            TYPE1,
            """
            Starting what runs and stopping what does not run succeed and change nothing. Stopping throws the log away, so that a query
            afterwards must be refused with EINVAL; an answer looks like "nothing is dirty" and pages are lost. The documentation series
            that came before had a log that could be read after it was frozen; no kernel has that. A call with two of the
            operations at once is refused, which no event shows.""",
            DIRTY_CONTAINER);
    static final Rule R_118 = checked(
            "R-118",
            WARNING,
            "Dirty pages are asked for in whole pages and whole windows",
            TYPE1,
            """
            A query needs a size, whole pages of a power of two, a bitmap with room for them of at most 256 MiB, and a range that cuts no
            mapped window. A container that answers anything else fills a bitmap that the VMM reads in another way than it was
            written. The VMM must clear the bitmap first, which no event shows.""",
            DIRTY_CONTAINER);
    static final Rule R_119 = checked(
            "R-119",
            ERROR,
            "Pages that a device may write are dirty in every answer",
            TYPE1,
            """
            A container does not see single writes: pinned pages, or all mapped ones when a device pins none, are dirty again after every
            query. All pages dirty in every round is therefore normal, and such a migration never converges by itself. No page
            dirty although a device wrote into the range means that the container does not track this device, and memory is
            lost silently.""",
            DIRTY_CONTAINER,
            Visibility.DMA);
    static final Rule R_120 = checked(
            "R-120",
            WARNING,
            "What is unmapped while tracking runs is asked for its dirty pages",
            UAPI + "VFIO_DMA_UNMAP_FLAG_GET_DIRTY_BITMAP; Linux vfio_iommu_type1.c",
            """
            The log of a window goes with the window. A VMM that unmaps without asking for the bitmap loses the writes since the last query; with a
            vIOMMU, where the guest unmaps all the time, that is silent corruption of memory. Memory that left the VM with its window does
            not matter. The bitmap needs tracking that runs and a range, and goes together with no other flag.""",
            DIRTY_CONTAINER,
            MAPPINGS,
            Visibility.DMA);
    static final Rule R_121 = listed(
            "R-121",
            RuleKind.NOT_OBSERVABLE,
            "The migration capability of a container has the id 2",
            CAPABILITIES,
            """
            It carries the page sizes and the largest bitmap. The first patches for Linux 5.8 used 1, which is the list of usable addresses. Which id
            a VMM looks for happens inside the VMM; no recording has it.""");
    static final Rule R_122 = listed(
            "R-122", RuleKind.NOT_OBSERVABLE, "Windows are mapped inside the usable addresses", CAPABILITIES, """
            Capability 1 of a container lists the usable ranges of I/O virtual addresses, and a window outside must be refused. No known way
            of recording has the list; a refused window is reported as a refused request.""");
    static final Rule R_123 = checked(
            "R-123",
            WARNING,
            "QEMU starts tracking, asks in every round, asks once more at rest, and stops",
            "QEMU 7.2 hw/vfio/common.c, migration/ram.c; fix ff180c6bd7a8",
            """
            The behaviour of QEMU, and good advice to every VMM. A query before the start or after the stop is refused and ends a migration (QEMU
            8.0, when a display asked). Going on to the last copy after a refused query takes unknown pages for clean ones.
            Without a query after the VCPUs and devices have stopped, the writes of the last moment stay
            behind, silently. A migration that was given up needs no last query.""",
            DIRTY_CONTAINER);
    static final Rule R_124 = checked(
            "R-124",
            WARNING,
            "QEMU gives up when one device cannot log",
            "QEMU 9.0 hw/vfio/common.c, vfio_devices_dma_logging_start; Linux mlx5, page tracker limits",
            """
            The behaviour of QEMU from 9.0 on; earlier it only said so and went on. When the logging of one device cannot be started (on mlx5 a range
            that spans too much: EOPNOTSUPP), it is stopped on the others and the migration fails. Going on to STOP_COPY is right only
            for a VMM that tracks in another way or treats all memory as dirty; otherwise the writes of this device are lost.""",
            DEVICE_STATE,
            Visibility.DIRTY_LOGGING);

    private ContainerRules() {}

    static List<Rule> all() {
        return List.of(R_117, R_118, R_119, R_120, R_121, R_122, R_123, R_124);
    }
}
