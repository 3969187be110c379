package io.vfioreplay.engine.capture.ftrace;

import static io.vfioreplay.engine.capture.ftrace.Parameter.ADDRESS;
import static io.vfioreplay.engine.capture.ftrace.Parameter.COUNT;
import static io.vfioreplay.engine.capture.ftrace.Parameter.DATA;
import static io.vfioreplay.engine.capture.ftrace.Parameter.DIRECTION;
import static io.vfioreplay.engine.capture.ftrace.Parameter.FEATURE;
import static io.vfioreplay.engine.capture.ftrace.Parameter.ID;
import static io.vfioreplay.engine.capture.ftrace.Parameter.INDEX;
import static io.vfioreplay.engine.capture.ftrace.Parameter.LENGTH;
import static io.vfioreplay.engine.capture.ftrace.Parameter.OFFSET;
import static io.vfioreplay.engine.capture.ftrace.Parameter.OPERATIONS;
import static io.vfioreplay.engine.capture.ftrace.Parameter.REGION;
import static io.vfioreplay.engine.capture.ftrace.Parameter.REQUESTED;
import static io.vfioreplay.engine.capture.ftrace.Parameter.SIZE;
import static io.vfioreplay.engine.capture.ftrace.Parameter.STATE;
import static io.vfioreplay.engine.capture.ftrace.Parameter.VALUE;
import static io.vfioreplay.engine.capture.ftrace.Parameter.VECTOR;

import io.vfioreplay.hardware.event.DmaDirection;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.event.MappingKind;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.ResetCause;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a mapping can say that a probe means: the kinds of {@link EventSink} that a driver's functions are about. */
enum Action {
    /** The line is understood, and tells nothing that no other line tells. */
    NOTHING("nothing", List.of(), List.of(), (to, e, v) -> {}),
    DEVICE_RESET("deviceReset", List.of(), List.of(), (to, e, v) -> to.deviceReset(e, ResetCause.REQUEST)),
    DEVICE_STATE_SET(
            "deviceStateSet",
            List.of(STATE),
            List.of(),
            (to, e, v) -> to.deviceStateSet(e, v.state(), EventSink.NO_DATA_FD)),
    DEVICE_STATE_READ(
            "deviceStateRead",
            List.of(STATE),
            List.of(),
            (to, e, v) -> to.deviceStateRead(e, v.state(), EventSink.NO_DATA_FD)),
    FEATURE_REQUESTED(
            "featureRequested",
            List.of(FEATURE, OPERATIONS),
            List.of(),
            (to, e, v) -> to.featureRequested(e, v.intOf(FEATURE), v.intOf(OPERATIONS))),
    MIGRATION_REGISTER_READ(
            "migrationRegisterRead",
            List.of(OFFSET, LENGTH, VALUE),
            List.of(),
            (to, e, v) -> to.migrationRegisterRead(e, v.intOf(OFFSET), v.intOf(LENGTH), v.of(VALUE))),
    MIGRATION_REGISTER_WRITTEN(
            "migrationRegisterWritten",
            List.of(OFFSET, LENGTH, VALUE),
            List.of(),
            (to, e, v) -> to.migrationRegisterWritten(e, v.intOf(OFFSET), v.intOf(LENGTH), v.of(VALUE))),
    /** Consecutive ones of a thread become one event. */
    MIGRATION_WINDOW_READ(
            "migrationWindowRead",
            List.of(OFFSET, LENGTH),
            List.of(DATA),
            (to, e, v) -> to.migrationWindowRead(e, v.of(OFFSET), v.intOf(LENGTH), v.data())),
    /** Consecutive ones of a thread become one event. */
    MIGRATION_WINDOW_WRITTEN(
            "migrationWindowWritten",
            List.of(OFFSET, LENGTH),
            List.of(DATA),
            (to, e, v) -> to.migrationWindowWritten(e, v.of(OFFSET), v.intOf(LENGTH), v.data())),
    MIGRATION_DATA_READ(
            "migrationDataRead",
            List.of(REQUESTED, COUNT),
            List.of(),
            (to, e, v) -> to.migrationDataRead(
                    e, EventSink.NO_DATA_FD, v.of(REQUESTED), Math.max(0, v.of(COUNT)), Payload.empty())),
    MIGRATION_DATA_WRITTEN(
            "migrationDataWritten",
            List.of(REQUESTED, COUNT),
            List.of(),
            (to, e, v) -> to.migrationDataWritten(e, EventSink.NO_DATA_FD, given(e, v), given(e, v), Payload.empty())),
    MMIO_READ(
            "mmioRead",
            List.of(REGION, OFFSET, LENGTH),
            List.of(DATA),
            (to, e, v) -> to.mmioRead(e, v.intOf(REGION), v.of(OFFSET), v.intOf(LENGTH), EventSink.CPU, v.data())),
    MMIO_WRITTEN(
            "mmioWritten",
            List.of(REGION, OFFSET, LENGTH),
            List.of(DATA),
            (to, e, v) -> to.mmioWritten(e, v.intOf(REGION), v.of(OFFSET), v.intOf(LENGTH), EventSink.CPU, v.data())),
    CONFIG_READ(
            "configRead",
            List.of(OFFSET, LENGTH),
            List.of(DATA),
            (to, e, v) -> to.configRead(e, v.of(OFFSET), v.intOf(LENGTH), EventSink.CPU, v.data())),
    CONFIG_WRITTEN(
            "configWritten",
            List.of(OFFSET, LENGTH),
            List.of(DATA),
            (to, e, v) -> to.configWritten(e, v.of(OFFSET), v.intOf(LENGTH), EventSink.CPU, v.data())),
    DMA_ISSUED(
            "dmaIssued",
            List.of(DIRECTION, ADDRESS, SIZE),
            List.of(Parameter.ID),
            (to, e, v) -> to.dmaIssued(e, v.of(ID), EventSink.RAM, direction(v), v.of(ADDRESS), v.of(SIZE))),
    DMA_COMPLETED(
            "dmaCompleted",
            List.of(DIRECTION, ADDRESS, SIZE),
            List.of(Parameter.ID),
            (to, e, v) -> to.dmaCompleted(
                    e, v.of(ID), EventSink.RAM, direction(v), v.of(ADDRESS), v.of(SIZE), Payload.empty())),
    DMA_MAPPED(
            "dmaMapped",
            List.of(ADDRESS, SIZE),
            List.of(),
            (to, e, v) -> to.dmaMapped(e, v.of(ADDRESS), v.of(SIZE), MappingKind.UNKNOWN, Call.READ_WRITE, 0)),
    DMA_UNMAPPED(
            "dmaUnmapped",
            List.of(ADDRESS, SIZE),
            List.of(),
            (to, e, v) -> to.dmaUnmapped(e, v.of(ADDRESS), v.of(SIZE), 0, Payload.empty())),
    INTERRUPT_RAISED(
            "interruptRaised",
            List.of(INDEX, VECTOR),
            List.of(),
            (to, e, v) -> to.interruptRaised(e, v.intOf(INDEX), v.intOf(VECTOR)));

    private final String word;
    private final List<Parameter> needed;
    private final List<Parameter> optional;
    private final Call call;

    Action(String word, List<Parameter> needed, List<Parameter> optional, Call call) {
        this.word = word;
        this.needed = needed;
        this.optional = optional;
        this.call = call;
    }

    /** The call that an action is. */
    @FunctionalInterface
    private interface Call {
        /** Flags of a mapping, which the kernel's events do not tell. */
        long READ_WRITE = 3;

        void make(EventSink to, Envelope envelope, Values values);
    }

    /** What a mapping calls it. */
    String word() {
        return word;
    }

    /** Parameters that must be given. */
    List<Parameter> needed() {
        return needed;
    }

    /** Whether this parameter may be given. */
    boolean takes(Parameter parameter) {
        return parameter == Parameter.RESULT || needed.contains(parameter) || optional.contains(parameter);
    }

    boolean isWindow() {
        return this == MIGRATION_WINDOW_READ || this == MIGRATION_WINDOW_WRITTEN;
    }

    /** Whether it belongs to a migration, so that data moved before it must be told before it. */
    boolean isMigration() {
        return compareTo(MIGRATION_DATA_WRITTEN) <= 0 && this != NOTHING;
    }

    void tell(EventSink sink, Envelope envelope, Values values) {
        call.make(sink, envelope, values);
    }

    /** The action of this name, or empty. */
    static Optional<Action> of(String word) {
        return Arrays.stream(values()).filter(one -> one.word.equals(word)).findFirst();
    }

    /** A write that was refused carried all its bytes; one that was taken in part counts with that part. */
    private static long given(Envelope envelope, Values values) {
        return envelope.result() == Envelope.OK ? values.of(COUNT) : values.of(REQUESTED);
    }

    private static DmaDirection direction(Values values) {
        return DmaDirection.values()[values.intOf(DIRECTION)];
    }
}
