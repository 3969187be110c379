package io.vfioreplay.hardware.model.sample;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Errno;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.migration.DeviceAction;
import io.vfioreplay.hardware.model.Access;
import io.vfioreplay.hardware.model.Answer;
import io.vfioreplay.hardware.model.KnownDevice;
import io.vfioreplay.hardware.model.PartialBytes;
import io.vfioreplay.hardware.state.Sha256;
import io.vfioreplay.hardware.state.SnapshotReader;
import io.vfioreplay.hardware.state.SnapshotWriter;
import io.vfioreplay.hardware.state.StateTree;
import java.util.Locale;

/**
 * The sample server of libvfio-user.
 *
 * <ul>
 *   <li>BAR0, 8 bytes, accessed whole: a deadline in seconds of the wall clock. A read answers now minus deadline, so what
 *       was just written one second ahead reads as -1. A running device refuses a deadline that has passed (EINVAL).
 *   <li>BAR1: memory. A read answers its first bytes whatever the offset is.
 *   <li>Config space: {@link ConfigSpace}.
 *   <li>The stream: BAR1, then the 8 bytes of BAR0. PRE_COPY hands out BAR1 only, STOP_COPY begins anew and hands out both,
 *       each read taking what the memory holds at that moment. What is loaded goes straight into the same memory; loading
 *       too little is not refused, more than there is room for fails with EINVAL after the room was filled.
 *   <li>Everything else is EINVAL, and so is every access while in STOP_COPY.
 * </ul>
 *
 * <p>The server asserts that a whole stream has passed whenever it leaves STOP_COPY or begins to run: a debug build ends
 * there, and its client sees a request without an answer. Ours: the model stays where it is and answers EIO, since a release
 * build, which would go on, is not what anybody tests with.
 *
 * <p>Left out: the interrupt and the DMA at the deadline. They come from a timer, and go to the first two mappings; a {@link
 * KnownDevice} has neither. Left out too: that RUN fails with EINVAL when the deadline has passed meanwhile.
 *
 * <p>Source: libvfio-user of the commit 7e7a0a6c, {@code samples/server.c}, and {@code lib/libvfio-user.c} for what never
 * reaches it.
 */
final class SampleServer implements KnownDevice {

    static final String VERSION = "vfio-user-sample-1";
    static final int BAR0_BYTES = Long.BYTES;

    private static final int REGIONS = 9;
    private static final int ACCESS_BYTES_MAX = 1 << 20;
    private static final int PAGE_BYTES = 0x1000;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final Answer EINVAL = new Answer.Refused(Errno.EINVAL);
    private static final Answer ASSERTION_FAILED = new Answer.Refused(Errno.EIO);
    private static final Answer CLOCK_UNSEEN =
            new Answer.Unknown("the device reads a clock that the recording does not show");
    private static final Answer DEADLINE_CLOSE =
            new Answer.Unknown("the deadline is so close that the device's own clock decides whether it has passed");

    private final int bar1Bytes;
    private final ConfigSpace config;
    private PartialBytes image;
    private Phase phase = Phase.RUNNING;
    private int transferredBytes;

    /**
     * A server that was just started.
     *
     * @param bar1Bytes size of BAR1
     * @param isKnown false when its memory may have been written before anybody looked
     */
    SampleServer(int bar1Bytes, boolean isKnown) {
        this.bar1Bytes = bar1Bytes;
        image = new PartialBytes(bar1Bytes + BAR0_BYTES, isKnown);
        config = new ConfigSpace(BAR0_BYTES, bar1Bytes);
    }

    @Override
    public String version() {
        return VERSION;
    }

    /** The server's own part of a reset is a line in its log: registers and memory stay. */
    @Override
    public void reset() {
        phase = Phase.RUNNING;
        transferredBytes = 0;
    }

    @Override
    public Answer read(Access access) {
        if (isRefused(access)) {
            return EINVAL;
        }
        if (access.length() == 0) {
            return Answer.of(new byte[0]);
        }
        return switch (access.region()) {
            case 0 -> readDeadline(access);
            case 1 -> image.read(0, access.length());
            default -> config.read((int) access.offset(), access.length());
        };
    }

    @Override
    public Answer write(Access access, Payload data) {
        if (isRefused(access) || data.length() != access.length()) {
            return EINVAL;
        }
        if (access.length() == 0) {
            return Answer.DONE;
        }
        return switch (access.region()) {
            case 0 -> writeDeadline(access, data);
            case 1 -> {
                image.write((int) access.offset(), data, data.length());
                yield Answer.DONE;
            }
            default -> config.write((int) access.offset(), data);
        };
    }

    private boolean isRefused(Access access) {
        return access.region() < 0
                || access.region() >= REGIONS
                || access.length() > ACCESS_BYTES_MAX
                || !access.isWithin(sizeOf(access.region()))
                || phase == Phase.STOP_COPY;
    }

    private int sizeOf(int region) {
        return switch (region) {
            case 0 -> BAR0_BYTES;
            case 1 -> bar1Bytes;
            case Access.CONFIG -> ConfigSpace.SIZE;
            default -> 0;
        };
    }

    private Answer readDeadline(Access access) {
        if (access.length() != BAR0_BYTES) {
            return EINVAL;
        }
        if (!image.isKnown(bar1Bytes, BAR0_BYTES)) {
            return image.read(bar1Bytes, BAR0_BYTES);
        }
        if (access.timeNanos() == Envelope.NO_TIME) {
            return CLOCK_UNSEEN;
        }
        long late = second(access) - image.number(bar1Bytes, BAR0_BYTES);
        return late > Long.MIN_VALUE && late < Long.MAX_VALUE
                ? new Answer.Within(late - 1, late + 1, BAR0_BYTES)
                : CLOCK_UNSEEN;
    }

    private Answer writeDeadline(Access access, Payload data) {
        if (access.length() != BAR0_BYTES) {
            return EINVAL;
        }
        if (phase == Phase.RUNNING && access.timeNanos() != Envelope.NO_TIME) {
            long secondsLeft = data.littleEndian() - second(access);
            if (secondsLeft < -1) {
                return EINVAL;
            }
            if (secondsLeft < 0) {
                image.forget(bar1Bytes, BAR0_BYTES);
                return DEADLINE_CLOSE;
            }
        }
        image.write(bar1Bytes, data, BAR0_BYTES);
        return Answer.DONE;
    }

    private static long second(Access access) {
        return Math.floorDiv(access.timeNanos(), NANOS_PER_SECOND);
    }

    @Override
    public Answer perform(DeviceAction action) {
        return switch (action) {
            case START_PRE_COPY -> begin(Phase.PRE_COPY);
            case CAPTURE -> begin(Phase.STOP_COPY);
            case BEGIN_LOADING -> begin(Phase.LOADING);
            case STOP, LOAD -> enter(Phase.STOPPED);
            case RUN -> enterAfterWholeStream(Phase.RUNNING);
            case END_SAVING -> enterAfterWholeStream(phase == Phase.PRE_COPY ? Phase.RUNNING : Phase.STOPPED);
            case BEGIN_SAVING, DROP_UNREAD, QUIESCE, ALLOW_DMA -> Answer.DONE;
        };
    }

    private Answer begin(Phase next) {
        transferredBytes = 0;
        return enter(next);
    }

    private Answer enter(Phase next) {
        phase = next;
        return Answer.DONE;
    }

    private Answer enterAfterWholeStream(Phase next) {
        return transferredBytes == image.size() ? enter(next) : ASSERTION_FAILED;
    }

    @Override
    public Answer readData(long requested) {
        if (phase != Phase.PRE_COPY && phase != Phase.STOP_COPY) {
            return EINVAL;
        }
        int count = (int) Math.max(0, Math.min(requested, pendingBytes()));
        Answer answer = image.read(transferredBytes, count);
        transferredBytes += count;
        return answer;
    }

    @Override
    public Answer writeData(Payload data) {
        if (phase != Phase.LOADING) {
            return EINVAL;
        }
        int count = Math.min(data.length(), image.size() - transferredBytes);
        image.write(transferredBytes, data, count);
        transferredBytes += count;
        return count == data.length() ? Answer.DONE : EINVAL;
    }

    @Override
    public long pendingBytes() {
        return switch (phase) {
            case PRE_COPY -> bar1Bytes - transferredBytes;
            case STOP_COPY -> image.size() - transferredBytes;
            case RUNNING, STOPPED, LOADING -> 0;
        };
    }

    @Override
    public long initialBytes() {
        return phase == Phase.PRE_COPY ? pendingBytes() : 0;
    }

    @Override
    public long dataSize() {
        return image.size();
    }

    /** Nothing: the model starts none. */
    /** No: see the class. */
    @Override
    public boolean predictsDma() {
        return false;
    }

    @Override
    public void dmaCompleted(long id, boolean isOk, Payload data) {
        // The model starts no DMA.
    }

    @Override
    public byte[] snapshot() {
        SnapshotWriter snapshot = new SnapshotWriter(VERSION);
        snapshot.putInt(phase.ordinal()).putInt(transferredBytes);
        image.writeTo(snapshot);
        config.writeTo(snapshot);
        return snapshot.toByteArray();
    }

    @Override
    public void restore(byte[] snapshot) {
        SnapshotReader reader = new SnapshotReader(VERSION, snapshot);
        Phase newPhase = Phase.of(reader.intWithin(0, Phase.last()));
        int newTransferred = reader.intWithin(0, newPhase == Phase.PRE_COPY ? bar1Bytes : image.size());
        PartialBytes newImage = PartialBytes.readFrom(reader, image.size());
        PartialBytes newConfig = ConfigSpace.readFrom(reader);
        reader.end();
        phase = newPhase;
        transferredBytes = newTransferred;
        image = newImage;
        config.replace(newConfig);
    }

    /** The deadline, one digest for each page of BAR1, config space, and how far a stream has come. */
    @Override
    public void describe(StateTree.Builder tree, String prefix) {
        tree.put(prefix + "bar0/deadline", deadlineText());
        for (int from = 0; from < bar1Bytes; from += PAGE_BYTES) {
            tree.put(prefix + "bar1/0x" + Integer.toHexString(from) + "/sha256", pageText(from));
        }
        config.describe(tree, prefix + "config/");
        tree.put(prefix + "phase", phase.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        tree.put(prefix + "stream/transferred", transferredBytes);
    }

    private String deadlineText() {
        return image.isKnown(bar1Bytes, BAR0_BYTES) ? Long.toString(image.number(bar1Bytes, BAR0_BYTES)) : "unknown";
    }

    private String pageText(int from) {
        int count = Math.min(PAGE_BYTES, bar1Bytes - from);
        return image.isKnown(from, count) ? Sha256.hexOf(image.copy(from, count)) : "unknown";
    }
}
