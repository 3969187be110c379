package io.vfioreplay.hardware.model;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.PartialEventSink;
import io.vfioreplay.hardware.event.Party;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.migration.DeviceState;
import io.vfioreplay.hardware.migration.Protocol;
import io.vfioreplay.hardware.migration.StateV1;
import io.vfioreplay.hardware.migration.StateV2;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Gathers what tells the kind of one device. Of constant size. */
final class EvidenceOfDevice implements PartialEventSink {

    private static final int TEXT_BYTES_MAX = 4096;
    private static final int CONFIG_HEAD_MAX = 64;
    private static final int REGIONS_MAX = 64;

    private final Map<Integer, Long> regionSizes = new TreeMap<>();
    private final StreamBuffer streamHead = new StreamBuffer(Evidence.STREAM_HEAD_MAX);
    private String name = "";
    private OptionalLong featureFlags = OptionalLong.empty();
    private Payload configHead = Payload.empty();
    private String client = "";
    private String server = "";
    private long loadedBytes;
    private long loadedChunkMax;

    Evidence evidence() {
        return new Evidence(
                name,
                regionSizes,
                featureFlags,
                configHead,
                client,
                server,
                Payload.of(streamHead.toByteArray()),
                loadedBytes,
                loadedChunkMax);
    }

    @Override
    public void deviceOpened(Envelope event, Protocol protocol, Payload opened) {
        name = text(opened);
    }

    @Override
    public void protocolNegotiated(Envelope event, Party party, int major, int minor, Payload capabilities) {
        if (party == Party.CLIENT) {
            client = text(capabilities);
        } else {
            server = text(capabilities);
        }
    }

    @Override
    public void regionDescribed(Envelope event, int region, long flags, long size) {
        if (event.succeeded() && size != 0 && (regionSizes.size() < REGIONS_MAX || regionSizes.containsKey(region))) {
            regionSizes.put(region, size);
        }
    }

    @Override
    public void migrationFeaturesRead(Envelope event, long flags) {
        if (event.succeeded()) {
            featureFlags = OptionalLong.of(flags);
        }
    }

    @Override
    public void configRead(Envelope event, long offset, int length, int origin, Payload data) {
        if (event.succeeded() && offset == 0 && configHead.length() == 0) {
            configHead = head(data, CONFIG_HEAD_MAX);
        }
    }

    @Override
    public void deviceStateSet(Envelope event, DeviceState requested, int dataFd) {
        boolean isV2 = requested.protocol() == Protocol.V2;
        if (requested.number() == (isV2 ? StateV2.RESUMING.number() : StateV1.RESUMING)) {
            loadedBytes = 0;
            loadedChunkMax = 0;
        }
    }

    @Override
    public void migrationDataRead(Envelope event, int dataFd, long requested, long count, Payload data) {
        if (event.succeeded()) {
            addToHead(data);
        }
    }

    @Override
    public void migrationDataWritten(Envelope event, int dataFd, long declared, long count, Payload data) {
        if (event.succeeded()) {
            addToHead(data);
            loadedBytes += count;
            loadedChunkMax = Math.max(loadedChunkMax, count);
        }
    }

    @Override
    public void migrationWindowRead(Envelope event, long offset, int length, Payload data) {
        if (event.succeeded()) {
            addToHead(data);
        }
    }

    @Override
    public void migrationWindowWritten(Envelope event, long offset, int length, Payload data) {
        if (event.succeeded()) {
            addToHead(data);
        }
    }

    private void addToHead(Payload data) {
        int room = Evidence.STREAM_HEAD_MAX - streamHead.remaining();
        streamHead.append(head(data, room));
    }

    private static Payload head(Payload data, int lengthMax) {
        byte[] bytes = new byte[Math.min(data.length(), lengthMax)];
        data.copyTo(0, bytes, 0, bytes.length);
        return Payload.of(bytes);
    }

    private static String text(Payload payload) {
        return head(payload, TEXT_BYTES_MAX).utf8();
    }
}
