package io.vfioreplay.engine.capture.vfiouser;

import static io.vfioreplay.engine.capture.vfiouser.Session.body;
import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Event;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.migration.StateV2;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each command of the protocol, written by hand, and the event that it becomes. */
final class DecodingTest {

    private static final byte[] NONE = {};
    private static final byte[] DATA = {1, 2, 3, 4};
    private static final int GET = 1 << 16;
    private static final int SET = 2 << 16;
    private static final int PROBE = 4 << 16;
    private static final long STOP_COPY = StateV2.STOP_COPY.asDeviceState().packed();

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    private Path directory;

    private Event only(Session session, EventKind kind) {
        List<Event> events = session.read(directory).of(kind);
        assertThat(events).hasSize(1);
        return events.get(0);
    }

    private static Session exchange(int command, byte[] request, byte[] reply) {
        return new Session().request(7, command, request).reply(7, command, reply);
    }

    @Test
    void version_isOneEventPerParty() {
        byte[] text = "{}\0".getBytes(StandardCharsets.UTF_8);
        List<Event> events =
                exchange(1, body(2 << 16, text), body(1 << 16)).read(directory).of(EventKind.PROTOCOL_NEGOTIATED);

        assertThat(events.get(0).values()).containsExactly(0L, 0L, 2L);
        assertThat(events.get(0).payload().utf8()).isEqualTo("{}");
        assertThat(events.get(1).values()).containsExactly(1L, 0L, 1L);
        assertThat(events.get(1).payload().length()).isZero();
    }

    @Test
    void connection_isADeviceWithItsNumberInItsName() {
        Session session = new Session().on(3).request(1, 13, NONE).on(9).request(1, 13, NONE);

        assertThat(session.read(directory).summary().devices()).containsExactly("connection 3", "connection 9");
    }

    @Test
    void dmaMap_isSharedWhenADescriptorCameAlong() {
        byte[] map = body(32, 3, 0x10L, 0x1000L, 0x2000L);
        Session session = new Session().withFds(1).request(1, 2, map).request(2, 2, map);
        List<Event> events =
                session.reply(1, 2, NONE).reply(2, 2, NONE).read(directory).of(EventKind.DMA_MAPPED);

        assertThat(events.get(0).values()).containsExactly(0x1000L, 0x2000L, 0L, 3L, 0x10L);
        assertThat(events.get(1).values()).containsExactly(0x1000L, 0x2000L, 1L, 3L, 0x10L);
    }

    @Test
    void dmaUnmap_bringsTheBitmapThatWasAskedFor() {
        byte[] request = body(40, 1, 0x1000L, 0x2000L, 0x1000L, 8L);
        Event event = only(exchange(3, request, body(request, 5L)), EventKind.DMA_UNMAPPED);

        assertThat(event.values()).containsExactly(0x1000L, 0x2000L, 1L);
        assertThat(event.payload().littleEndian()).isEqualTo(5);
    }

    @Test
    void descriptions_comeFromTheReply() {
        Session session = exchange(4, new byte[16], body(16, 3, 9, 5));
        session.request(8, 5, body(32, 0, 1, 0, 0L, 0L)).reply(8, 5, body(32, 7, 1, 0, 0x3000L, 0L));
        session.request(9, 7, body(16, 0, 2, 0)).reply(9, 7, body(16, 1, 2, 4));
        Recorded recorded = session.read(directory);

        assertThat(recorded.of(EventKind.DEVICE_DESCRIBED).get(0).values()).containsExactly(3L, 9L, 5L);
        assertThat(recorded.of(EventKind.REGION_DESCRIBED).get(0).values()).containsExactly(1L, 7L, 0x3000L);
        assertThat(recorded.of(EventKind.INTERRUPT_DESCRIBED).get(0).values()).containsExactly(2L, 1L, 4L);
    }

    @Test
    void setIrqs_countsTheDescriptors() {
        Session session = new Session().withFds(2).request(1, 8, body(20, 0x24, 2, 1, 2));

        assertThat(only(session.reply(1, 8, NONE), EventKind.INTERRUPTS_CONFIGURED)
                        .values())
                .containsExactly(2L, 1L, 2L, 0x24L, 2L);
    }

    @Test
    void regionAccess_isConfigOrMmioByItsRegion() {
        Session session = exchange(9, body(0x10L, 7, 4), body(0x10L, 7, 4, DATA));
        session.request(8, 9, body(0x20L, 0, 4)).reply(8, 9, body(0x20L, 0, 4, DATA));
        session.request(9, 10, body(0x30L, 7, 4, DATA)).reply(9, 10, body(0x30L, 7, 4));
        session.request(9, 10, body(0x40L, 2, 4, DATA)).reply(9, 10, body(0x40L, 2, 4));
        Recorded recorded = session.read(directory);

        assertThat(recorded.of(EventKind.CONFIG_READ).get(0).values()).containsExactly(0x10L, 4L, -1L);
        assertThat(recorded.of(EventKind.MMIO_READ).get(0).values()).containsExactly(0L, 0x20L, 4L, -1L);
        assertThat(recorded.of(EventKind.CONFIG_WRITTEN).get(0).values()).containsExactly(0x30L, 4L, -1L);
        assertThat(recorded.of(EventKind.MMIO_WRITTEN).get(0).values()).containsExactly(2L, 0x40L, 4L, -1L);
        assertThat(recorded.events().stream().skip(1))
                .allMatch(event -> event.payload().toByteArray()[3] == 4);
    }

    @Test
    void postedWrite_hasNoAnswerToObserve() {
        Event event = only(new Session().posted(1, 10, body(0L, 0, 4, DATA)), EventKind.MMIO_WRITTEN);

        assertThat(event.stamp().result()).isEqualTo(Envelope.UNOBSERVED);
    }

    @Test
    void writeMulti_isOneEventPerEntry() {
        byte[] request = body(2L, 0x10L, 0, 4, 0x11L, 0x20L, 7, 8, 0x22L);
        Recorded recorded = exchange(15, request, body(2L)).read(directory);

        assertThat(recorded.of(EventKind.MMIO_WRITTEN).get(0).values()).containsExactly(0L, 0x10L, 4L, -1L);
        assertThat(recorded.of(EventKind.MMIO_WRITTEN).get(0).payload().length())
                .isEqualTo(4);
        assertThat(recorded.of(EventKind.CONFIG_WRITTEN).get(0).values()).containsExactly(0x20L, 8L, -1L);
    }

    @Test
    void dma_isIssuedByTheRequestAndCompletedByTheReply() {
        Session session = new Session().serverRequest(5, 11, body(0x1000L, 4L));
        session.clientReply(5, 11, body(0x1000L, 4L, DATA));
        session.serverRequest(6, 12, body(0x2000L, 4L, DATA)).clientReply(6, 12, body(0x2000L, 4L));
        Recorded recorded = session.read(directory);
        List<Event> completed = recorded.of(EventKind.DMA_COMPLETED);

        assertThat(recorded.of(EventKind.DMA_ISSUED))
                .extracting(event -> event.stamp().record())
                .containsExactly(1L, 3L);
        assertThat(completed.get(0).values()).containsExactly(5L, -1L, 0L, 0x1000L, 4L);
        assertThat(completed.get(1).values()).containsExactly(6L, -1L, 1L, 0x2000L, 4L);
        assertThat(completed).allMatch(event -> event.payload().length() == 4);
        assertThat(completed.get(0).stamp().durationNanos()).isEqualTo(1_000);
    }

    @Test
    void reset_isADeviceReset() {
        assertThat(only(exchange(13, NONE, NONE), EventKind.DEVICE_RESET).values())
                .containsExactly(0L);
    }

    @Test
    void feature_migrationIsWhatTheDeviceOffers() {
        Session session = exchange(16, body(16, GET | 1), body(16, GET | 1, 5L));

        assertThat(only(session, EventKind.MIGRATION_FEATURES_READ).values()).containsExactly(5L);
    }

    @Test
    void feature_deviceStateIsReadFromTheReplyAndSetFromTheRequest() {
        Session session = exchange(16, body(16, SET | 2, 3, -1), body(16, SET | 2, 3, -1));
        session.request(8, 16, body(16, GET | 2)).reply(8, 16, body(16, GET | 2, 3, 0));
        Recorded recorded = session.read(directory);

        assertThat(recorded.of(EventKind.DEVICE_STATE_SET).get(0).values()).containsExactly(STOP_COPY, -1L);
        assertThat(recorded.of(EventKind.DEVICE_STATE_READ).get(0).values()).containsExactly(STOP_COPY, -1L);
    }

    @Test
    void feature_dirtyLoggingHasItsEvents() {
        byte[] start = body(40, SET | 6, 0x1000L, 1, 0, 0x10000L, 0x20000L);
        Session session = exchange(16, start, start);
        session.request(8, 16, body(40, GET | 8, 0x10000L, 0x20000L, 0x1000L));
        session.reply(8, 16, body(40, GET | 8, 0x10000L, 0x20000L, 0x1000L, 9L));
        session.request(9, 16, body(8, SET | 7)).reply(9, 16, body(8, SET | 7));
        Recorded recorded = session.read(directory);
        Event started = recorded.of(EventKind.DIRTY_TRACKING_STARTED).get(0);
        Event reported = recorded.of(EventKind.DIRTY_PAGES_REPORTED).get(0);

        assertThat(started.values()).containsExactly(1L, 0x1000L);
        assertThat(started.payload().length()).isEqualTo(16);
        assertThat(reported.values()).containsExactly(1L, 0x10000L, 0x20000L, 0x1000L);
        assertThat(reported.payload().littleEndian()).isEqualTo(9);
        assertThat(recorded.of(EventKind.DIRTY_TRACKING_STOPPED)).hasSize(1);
    }

    @Test
    void feature_probeAndUnknownOnesAreKeptAsRequests() {
        Session session = exchange(16, body(8, PROBE | GET | 2), body(8, PROBE | GET | 2));

        assertThat(only(session, EventKind.FEATURE_REQUESTED).values()).containsExactly(2L, 5L);
    }

    @Test
    void migrationRead_countsTheSizeOfTheReplyAndNotItsPadding() {
        Session session = exchange(17, body(24, 16), body(12, 4, DATA, new byte[12]));
        Event event = only(session, EventKind.MIGRATION_DATA_READ);

        assertThat(event.values()).containsExactly(-1L, 16L, 4L);
        assertThat(event.payload().toByteArray()).isEqualTo(DATA);
    }

    @Test
    void migrationWrite_hasTheDataOfTheRequest() {
        Event event = only(exchange(18, body(12, 4, DATA), NONE), EventKind.MIGRATION_DATA_WRITTEN);

        assertThat(event.values()).containsExactly(-1L, 4L, 4L);
        assertThat(event.payload().toByteArray()).isEqualTo(DATA);
    }

    @Test
    void otherCommands_areKeptWithTheirBytes() {
        Recorded recorded = exchange(6, new byte[16], NONE).request(1, 14, DATA).read(directory);
        List<Event> events = recorded.of(EventKind.OTHER_REQUEST);

        assertThat(events.get(0).values()).containsExactly(6L);
        assertThat(events.get(1).values()).containsExactly(14L);
        assertThat(events.get(1).payload().toByteArray()).isEqualTo(DATA);
        assertThat(recorded.summary().damaged()).isEqualTo(1);
    }
}
