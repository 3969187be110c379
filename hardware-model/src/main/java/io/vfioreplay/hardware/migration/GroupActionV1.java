package io.vfioreplay.hardware.migration;

import java.util.List;

/**
 * What a v1 device does once, when a group of bits becomes true that was not true before. The order of the constants means
 * nothing; {@link TransitionsV1} has the order of each dialect.
 *
 * <p>Source: documentation of the migration region, revisions 2 and 3, "Event triggered actions".
 */
public enum GroupActionV1 {
    /** SAVING rises: the data window is emptied, a stream begins. */
    SAVING_CLEAR("SAVING clear", "empty the data window; one stream begins here", "R-14", "SAVING"),
    /** SAVING and RUNNING: the stream of the running device begins. */
    PRE_COPY_START(
            "pre-copy start",
            "begin the pre-copy stream and log internal changes",
            "R-14 R-15 R-31",
            "SAVING & RUNNING"),
    /** NDMA is set: no DMA begins any more, and none is under way when the write returns. */
    NDMA_ON("NDMA on", "stop starting DMA and wait for what is under way", "R-23 R-24", "NDMA"),
    /** RUNNING falls: the device stops. */
    STOP("!RUNNING", "stop: no DMA, no change of internal state", "R-05 R-25", "!RUNNING"),
    /** SAVING without RUNNING: what was not logged, and what was logged and not handed out, becomes the stream. */
    CAPTURE("capture", "capture the state that is not handed out yet and stream it", "R-17 R-31", "SAVING & !RUNNING"),
    /** The same in a dialect where the window, which holds pre-copy data, is emptied first. */
    CAPTURE_CLEARING(
            "capture(clear window)",
            "empty the data window, capture the state that is not handed out yet and stream it",
            "R-14 R-17 R-31",
            "SAVING & !RUNNING"),
    /** RESUMING rises: the data window is emptied and opened for input. */
    RESUMING("RESUMING", "empty the data window and open it for input", "R-14 R-21", "RESUMING"),
    /** RESUMING falls: what was written is checked and becomes the state of the device. */
    LOAD("!RESUMING(load)", "check what was written and load it; bad data fails the write", "R-19", "!RESUMING"),
    /** RUNNING rises: the device runs. */
    RUN("RUNNING", "run", "R-28", "RUNNING"),
    /** NDMA is cleared: DMA may begin again. */
    NDMA_OFF("!NDMA", "allow DMA again; without effect while the device is stopped", "R-24", "!NDMA");

    private final String label;
    private final String explanation;
    private final List<String> rules;
    private final String group;

    GroupActionV1(String label, String explanation, String rules, String group) {
        this.label = label;
        this.explanation = explanation;
        this.rules = List.of(rules.split(" "));
        this.group = group;
    }

    /** What a person reads and a program compares: {@code !RESUMING(load)}. */
    public String label() {
        return label;
    }

    /** What the device does, half a sentence. */
    public String explanation() {
        return explanation;
    }

    /** The ids of the rules behind it. */
    public List<String> rules() {
        return rules;
    }

    /** The group of bits whose becoming true fires it, as the texts write it: {@code SAVING & !RUNNING}. */
    public String group() {
        return group;
    }

    /** The same in the words of a device that knows no protocol. */
    public List<DeviceAction> deviceActions() {
        return switch (this) {
            case SAVING_CLEAR -> List.of(DeviceAction.BEGIN_SAVING);
            case PRE_COPY_START -> List.of(DeviceAction.START_PRE_COPY);
            case NDMA_ON -> List.of(DeviceAction.QUIESCE);
            case STOP -> List.of(DeviceAction.STOP);
            case CAPTURE -> List.of(DeviceAction.CAPTURE);
            case CAPTURE_CLEARING -> List.of(DeviceAction.DROP_UNREAD, DeviceAction.CAPTURE);
            case RESUMING -> List.of(DeviceAction.BEGIN_LOADING);
            case LOAD -> List.of(DeviceAction.LOAD);
            case RUN -> List.of(DeviceAction.RUN);
            case NDMA_OFF -> List.of(DeviceAction.ALLOW_DMA);
        };
    }
}
