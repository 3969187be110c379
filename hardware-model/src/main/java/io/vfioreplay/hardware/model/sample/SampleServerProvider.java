package io.vfioreplay.hardware.model.sample;

import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.migration.FeatureSet;
import io.vfioreplay.hardware.model.Access;
import io.vfioreplay.hardware.model.Effects;
import io.vfioreplay.hardware.model.Evidence;
import io.vfioreplay.hardware.model.KnownDevice;
import io.vfioreplay.hardware.model.KnownDeviceProvider;
import java.util.Set;

/**
 * Finds the sample server of libvfio-user in recordings of its sample client.
 *
 * <p>A source is recognised by its regions and, where config space was read, its ids. A destination shows no regions before
 * it has loaded; what can be recognised is the sample client: its capabilities are written in a form of their own, and it
 * cuts the stream into pieces of the size that it announced there.
 */
public final class SampleServerProvider implements KnownDeviceProvider {

    private static final int BAR1_BYTES_DEFAULT = 0x3000;
    private static final int BAR1_BYTES_MAX = 1 << 24;
    private static final int PAGE_BYTES = 0x1000;
    private static final int FEATURES_OF_LIBVFIO_USER = 0b101;
    private static final Payload IDS = Payload.ofLittleEndian(0xbeefdeadL, 4);
    private static final String CLIENT_START = "{\"capabilities\":{\"max_msg_fds\":";
    private static final String CLIENT_TRANSFER = ",\"max_data_xfer_size\":";
    private static final String CLIENT_END = "}}";
    private static final String SERVER_MIGRATES = "\"migration\"";

    /** A provider without state. */
    public SampleServerProvider() {}

    @Override
    public String name() {
        return "vfio-user-sample";
    }

    @Override
    public String description() {
        return "the sample server of libvfio-user: a deadline in BAR0, memory in BAR1";
    }

    @Override
    public boolean recognises(Evidence evidence) {
        if (evidence.featureFlags().isPresent() && evidence.featureFlags().getAsLong() != FEATURES_OF_LIBVFIO_USER) {
            return false;
        }
        return evidence.regionSizes().isEmpty() ? isLoadedByTheSampleClient(evidence) : hasTheRegions(evidence);
    }

    private static boolean hasTheRegions(Evidence evidence) {
        return evidence.regionSizes().keySet().equals(Set.of(0, 1, Access.CONFIG))
                && size(evidence, 0) == SampleServer.BAR0_BYTES
                && size(evidence, Access.CONFIG) == ConfigSpace.SIZE
                && isPossibleBar1(size(evidence, 1))
                && hasTheIds(evidence.configHead());
    }

    private static long size(Evidence evidence, int region) {
        return evidence.regionSize(region).orElse(0L);
    }

    private static boolean isPossibleBar1(long size) {
        return size > 0 && size <= BAR1_BYTES_MAX && size % PAGE_BYTES == 0;
    }

    /** Whether nothing that was read of the ids speaks against it. */
    private static boolean hasTheIds(Payload head) {
        for (int i = 0; i < Math.min(IDS.length(), head.length()); i++) {
            if (head.byteAt(i) != IDS.byteAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLoadedByTheSampleClient(Evidence evidence) {
        long chunk = sampleClientTransfer(evidence.clientCapabilities());
        return chunk > 0
                && evidence.loadedBytes() > 0
                && evidence.loadedChunkMax() == chunk
                && evidence.serverCapabilities().contains(SERVER_MIGRATES);
    }

    /** The transfer size in the capabilities of the sample client, or 0 when they are another client's. */
    private static long sampleClientTransfer(String capabilities) {
        int middle = capabilities.indexOf(CLIENT_TRANSFER);
        if (!capabilities.startsWith(CLIENT_START) || !capabilities.endsWith(CLIENT_END) || middle < 0) {
            return 0;
        }
        int end = capabilities.length() - CLIENT_END.length();
        return isNumber(capabilities, CLIENT_START.length(), middle)
                ? number(capabilities, middle + CLIENT_TRANSFER.length(), end)
                : 0;
    }

    private static long number(String text, int from, int to) {
        return isNumber(text, from, to) ? Long.parseLong(text, from, to, 10) : 0;
    }

    private static boolean isNumber(String text, int from, int to) {
        boolean isNumber = from < to && to - from < 10;
        for (int i = from; i < to; i++) {
            isNumber &= text.charAt(i) >= '0' && text.charAt(i) <= '9';
        }
        return isNumber;
    }

    @Override
    public FeatureSet features() {
        return FeatureSet.STOP_COPY_PRE_COPY;
    }

    /**
     * A server whose BAR1 has the size that was described, or that its stream tells, or that the sample has by default. A
     * recording without the beginning of the connection shows a device whose memory is not known: a server serves one
     * connection only, and begins with zeros.
     */
    @Override
    public KnownDevice create(Evidence evidence, Effects effects) {
        boolean isFromStart =
                evidence.equals(Evidence.NONE) || !evidence.serverCapabilities().isEmpty();
        return new SampleServer(bar1Bytes(evidence), isFromStart);
    }

    private static int bar1Bytes(Evidence evidence) {
        long described = size(evidence, 1);
        if (isPossibleBar1(described)) {
            return (int) described;
        }
        long loaded = evidence.loadedBytes() - SampleServer.BAR0_BYTES;
        return isPossibleBar1(loaded) ? (int) loaded : BAR1_BYTES_DEFAULT;
    }
}
