package io.vfioreplay.engine.capture.vfiouser;

import io.vfioreplay.hardware.event.DamageKind;
import java.util.Optional;

/**
 * What can be wrong with a request in itself, whoever gets it.
 *
 * @param kind the kind of damage
 * @param text what was expected and found
 */
record MessageCheck(DamageKind kind, String text) {

    private static final int REGION_DATA_AT = 16;
    private static final int MIGRATION_DATA_AT = 8;

    /** What is wrong with this request, or empty. */
    static Optional<MessageCheck> request(Message message, boolean fromServer) {
        Command command = Command.of(message.command()).orElse(null);
        if (command == null) {
            return wrong(DamageKind.UNKNOWN_COMMAND, "no command has the number " + message.command());
        }
        if (command.isFromServer() != fromServer) {
            return wrong(DamageKind.FIELD, command + " comes from the " + (fromServer ? "server" : "client"));
        }
        if (!Connection.isComplete(command, message)) {
            return wrong(
                    DamageKind.LENGTH,
                    "%s has %d bytes behind its header, at least %d expected"
                            .formatted(command, message.length(), command.requestBytesMin()));
        }
        return switch (command) {
            case REGION_WRITE -> data(command, message.u32(12), message.length() - REGION_DATA_AT);
            case DMA_WRITE -> data(command, message.i64(8), message.length() - REGION_DATA_AT);
            case MIG_DATA_WRITE -> data(command, message.u32(4), message.length() - MIGRATION_DATA_AT);
            default -> Optional.empty();
        };
    }

    private static Optional<MessageCheck> data(Command command, long declared, long there) {
        return Long.compareUnsigned(declared, there) <= 0
                ? Optional.empty()
                : wrong(
                        DamageKind.LENGTH,
                        "%s says that it carries %s bytes of data and carries %d"
                                .formatted(command, Long.toUnsignedString(declared), there));
    }

    private static Optional<MessageCheck> wrong(DamageKind kind, String text) {
        return Optional.of(new MessageCheck(kind, text));
    }
}
