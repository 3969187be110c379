package io.vfioreplay.engine.capture.vfiouser;

import java.util.Optional;

/**
 * The commands of vfio-user.
 *
 * <p>Source: vfio-user specification, section Commands.
 */
enum Command {
    VERSION(1, false, 4, 4),
    DMA_MAP(2, false, 32, 0),
    DMA_UNMAP(3, false, 24, 0),
    DEVICE_GET_INFO(4, false, 16, 16),
    DEVICE_GET_REGION_INFO(5, false, 32, 32),
    DEVICE_GET_REGION_IO_FDS(6, false, 16, 0),
    DEVICE_GET_IRQ_INFO(7, false, 16, 16),
    DEVICE_SET_IRQS(8, false, 20, 0),
    REGION_READ(9, false, 16, 16),
    REGION_WRITE(10, false, 16, 0),
    DMA_READ(11, true, 16, 16),
    DMA_WRITE(12, true, 16, 0),
    DEVICE_RESET(13, false, 0, 0),
    REGION_WRITE_MULTI(15, false, 8, 0),
    DEVICE_FEATURE(16, false, 8, 0),
    MIG_DATA_READ(17, false, 8, 8),
    MIG_DATA_WRITE(18, false, 8, 0);

    private static final int NUMBERS = 19;
    private static final Command[] BY_NUMBER = new Command[NUMBERS];

    static {
        for (Command command : values()) {
            BY_NUMBER[command.number] = command;
        }
    }

    private final int number;
    private final boolean fromServer;
    private final int requestBytesMin;
    private final int replyBytesMin;

    Command(int number, boolean fromServer, int requestBytesMin, int replyBytesMin) {
        this.number = number;
        this.fromServer = fromServer;
        this.requestBytesMin = requestBytesMin;
        this.replyBytesMin = replyBytesMin;
    }

    static Optional<Command> of(int number) {
        return number >= 0 && number < NUMBERS ? Optional.ofNullable(BY_NUMBER[number]) : Optional.empty();
    }

    int number() {
        return number;
    }

    /** Whether the server sends the request. */
    boolean isFromServer() {
        return fromServer;
    }

    /** The least bytes behind the header that a request must have. */
    int requestBytesMin() {
        return requestBytesMin;
    }

    /** The least bytes behind the header that a reply without an error must have to be read at all. */
    int replyBytesMin() {
        return replyBytesMin;
    }
}
