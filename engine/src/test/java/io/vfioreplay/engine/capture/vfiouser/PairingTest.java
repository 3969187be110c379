package io.vfioreplay.engine.capture.vfiouser;

import static io.vfioreplay.engine.capture.vfiouser.Session.body;
import static io.vfioreplay.engine.capture.vfiouser.Session.join;
import static io.vfioreplay.engine.capture.vfiouser.Session.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.engine.capture.CaptureSummary.Messages;
import io.vfioreplay.hardware.event.DamageKind;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Errno;
import io.vfioreplay.hardware.event.Event;
import io.vfioreplay.hardware.event.EventKind;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which reply belongs to which request, and what becomes of messages that are not as they should be. */
final class PairingTest {

    private static final byte[] NONE = {};
    private static final int READ = 9;
    private static final int WRITE = 10;
    private static final int MIG_DATA_WRITE = 18;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    private Path directory;

    private static byte[] access(long offset) {
        return body(offset, 0, 0);
    }

    private static List<Long> offsets(Recorded recorded, EventKind kind) {
        return recorded.of(kind).stream()
                .map(event -> event.value("offset").orElseThrow())
                .toList();
    }

    private static List<DamageKind> damage(Recorded recorded) {
        return recorded.of(EventKind.CAPTURE_DAMAGED).stream()
                .map(event ->
                        DamageKind.values()[(int) (long) event.value("damage").orElseThrow()])
                .toList();
    }

    @Test
    void reply_answersTheOldestRequestOfItsIdAndCommand() {
        Session session = new Session().request(1, WRITE, access(1)).request(2, WRITE, access(2));
        session.request(1, WRITE, access(3)).request(1, READ, access(4));
        session.reply(1, READ, access(4))
                .reply(2, WRITE, NONE)
                .reply(1, WRITE, NONE)
                .reply(1, WRITE, NONE);
        Recorded recorded = session.read(directory);

        assertThat(offsets(recorded, EventKind.MMIO_WRITTEN)).containsExactly(2L, 1L, 3L);
        assertThat(offsets(recorded, EventKind.MMIO_READ)).containsExactly(4L);
        assertThat(recorded.events())
                .extracting(event -> event.stamp().record())
                .containsExactly(1L, 5L, 6L, 7L, 8L);
    }

    @Test
    void ids_areTheirOwnPerDirectionAndConnection() {
        Session session = new Session().request(1, 11, access(1)).serverRequest(1, 11, body(2L, 0L));
        session.on(5)
                .request(1, READ, access(3))
                .on(0)
                .reply(1, READ, access(9))
                .clientReply(1, 11, body(2L, 0L));
        Recorded recorded = session.read(directory);

        assertThat(damage(recorded)).containsExactly(DamageKind.FIELD, DamageKind.UNEXPECTED_REPLY);
        assertThat(recorded.of(EventKind.DMA_COMPLETED)).hasSize(1);
        assertThat(recorded.of(EventKind.MMIO_READ).get(0).stamp().result()).isEqualTo(Envelope.UNANSWERED);
    }

    @Test
    void errorReply_isTheResultWhateverItCarries() {
        Session session = new Session().request(1, READ, access(1)).error(1, READ, Errno.EINVAL, access(1));
        session.request(2, READ, access(2)).error(2, READ, 0, NONE);
        List<Event> events = session.read(directory).of(EventKind.MMIO_READ);

        assertThat(events).allMatch(event -> event.stamp().result() == Errno.EINVAL);
    }

    @Test
    void requests_areUnansweredInTheirOrderAtTheEnd() {
        Session session = new Session().request(1, WRITE, access(1)).serverRequest(1, 12, body(2L, 0L));
        session.request(2, WRITE, access(3));
        List<Event> events = session.read(directory).events();

        assertThat(events.subList(2, 5))
                .extracting(event -> event.stamp().record())
                .containsExactly(1L, 2L, 3L);
        assertThat(events.subList(2, 5)).allMatch(event -> event.stamp().result() == Envelope.UNANSWERED);
    }

    @Test
    void requests_areGivenUpWhenTooManyWait() {
        Session session = new Session();
        for (int i = 0; i <= Outstanding.REQUESTS_MAX; i++) {
            session.request(i, WRITE, access(i));
        }
        Recorded recorded = session.reply(0, WRITE, NONE).reply(1, WRITE, NONE).read(directory);

        assertThat(recorded.of(EventKind.MMIO_WRITTEN).get(0).stamp().result()).isEqualTo(Envelope.UNANSWERED);
        assertThat(damage(recorded)).containsExactly(DamageKind.UNEXPECTED_REPLY);
        assertThat(recorded.summary().messages()).containsEntry("REGION_WRITE", new Messages(1025, 1, 0, 0, 1024));
    }

    @Test
    void packet_mayHoldSeveralMessages() {
        byte[] two = join(message(1, WRITE, 0, 0, access(1)), message(2, WRITE, 0, 0, access(2)));
        Recorded recorded = new Session().packet(0, 0, two).read(directory);

        assertThat(offsets(recorded, EventKind.MMIO_WRITTEN)).containsExactly(1L, 2L);
        assertThat(recorded.summary().understood()).isEqualTo(1);
    }

    @Test
    void cutRequest_isReportedAndStillAnswered() {
        byte[] whole = message(1, MIG_DATA_WRITE, 0, 0, body(108, 100, new byte[100]));
        Session session = new Session().cut(0, whole, 64).error(1, MIG_DATA_WRITE, Errno.EINVAL, NONE);
        Recorded recorded = session.read(directory);

        assertThat(damage(recorded)).containsExactly(DamageKind.CUT);
        assertThat(recorded.of(EventKind.MIGRATION_DATA_WRITTEN).get(0).values())
                .containsExactly(-1L, 100L, 40L);
        assertThat(recorded.summary().damaged()).isEqualTo(1);
    }

    @Test
    void messageLongerThanItsPacket_isReportedWithoutTheFlagToo() {
        byte[] whole = message(1, WRITE, 0, 0, access(1));
        Session session = new Session().packet(0, 0, Arrays.copyOf(whole, 20)).reply(1, WRITE, NONE);
        Recorded recorded = session.read(directory);

        assertThat(damage(recorded)).containsExactly(DamageKind.LENGTH);
        assertThat(recorded.of(EventKind.OTHER_REQUEST)).hasSize(1);
    }

    @Test
    void bytesThatAreNoMessage_endTheirPacketOnly() {
        Session session = new Session()
                .packet(1, 0, new byte[40])
                .packet(1, 0, new byte[5])
                .raw(new byte[30]);
        session.packet(0, 0, message(1, WRITE, 7, 0, access(1))).posted(1, WRITE, access(1));
        Recorded recorded = session.read(directory);

        assertThat(damage(recorded))
                .containsExactly(DamageKind.FRAMING, DamageKind.FRAMING, DamageKind.CONTAINER, DamageKind.FRAMING);
        assertThat(recorded.of(EventKind.MMIO_WRITTEN)).hasSize(1);
        assertThat(recorded.summary().damaged()).isEqualTo(4);
    }

    @Test
    void emptyPacket_isIrrelevantUnlessBytesWereCutOff() {
        Recorded recorded = new Session().packet(0, 0, NONE).packet(0, 8, NONE).read(directory);

        assertThat(recorded.summary().irrelevant()).isEqualTo(1);
        assertThat(damage(recorded)).containsExactly(DamageKind.CUT);
    }

    @Test
    void shortReply_isReportedAndInventsNoValue() {
        Session session = new Session().request(1, 16, body(16, 1 << 16 | 2)).reply(1, 16, body(16, 1 << 16 | 2));
        Recorded recorded = session.read(directory);

        assertThat(damage(recorded)).containsExactly(DamageKind.LENGTH);
        assertThat(recorded.of(EventKind.DEVICE_STATE_READ)).isEmpty();
        assertThat(recorded.of(EventKind.OTHER_REQUEST)).hasSize(1);
    }

    @Test
    void readReply_isReportedWhenItCarriesLessThanItSays() {
        Session session = new Session().request(1, 17, body(24, 16)).reply(1, 17, body(24, 16, new byte[3]));
        Recorded recorded = session.read(directory);

        assertThat(damage(recorded)).containsExactly(DamageKind.LENGTH);
        assertThat(recorded.of(EventKind.MIGRATION_DATA_READ).get(0).values()).containsExactly(-1L, 16L, 3L);
    }
}
