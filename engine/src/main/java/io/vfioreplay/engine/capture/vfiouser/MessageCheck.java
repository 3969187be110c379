package io.vfioreplay.engine.capture.vfiouser;

import io.vfioreplay.hardware.event.DamageKind;
import java.util.Optional;

/**
 * What can be wrong with a message in itself, whoever gets it.
 *
 * @param kind the kind of damage
 * @param text what was expected and found
 */
record MessageCheck(DamageKind kind, String text) {

    private static final int REGION_DATA_AT = 16;
    private static final int MIGRATION_DATA_AT = 8;
    private static final int UNMAP_BITMAP_AT = 40;

    /** Whether a request is of a known command, comes from the right end, and has all its fixed fields. */
    static boolean isWellFormed(Message request, boolean fromServer) {
        Command command = Command.of(request.command()).orElse(null);
        return command != null
                && command.isFromServer() == fromServer
                && request.length() >= command.requestBytesMin()
                && request.length() >= MigrationDecoder.requestBytesMin(command, request);
    }

    /** What is wrong with this request, or empty. */
    static Optional<MessageCheck> request(Message message, boolean fromServer) {
        Command command = Command.of(message.command()).orElse(null);
        if (command == null) {
            return wrong(DamageKind.UNKNOWN_COMMAND, "no command has the number " + message.command());
        }
        if (command.isFromServer() != fromServer) {
            return wrong(DamageKind.FIELD, command + " comes from the " + (fromServer ? "server" : "client"));
        }
        int least = Math.max(command.requestBytesMin(), MigrationDecoder.requestBytesMin(command, message));
        if (message.length() < least) {
            return tooShort("a request", command, message, least);
        }
        return switch (command) {
            case REGION_WRITE -> data(command, message.u32(12), message.length() - REGION_DATA_AT);
            case DMA_WRITE -> data(command, message.i64(8), message.length() - REGION_DATA_AT);
            case MIG_DATA_WRITE -> data(command, message.u32(4), message.length() - MIGRATION_DATA_AT);
            default -> Optional.empty();
        };
    }

    /** The least bytes that the reply to this request needs to be read, if it says that all went well. */
    static int replyBytesMin(Command command, Message request) {
        return switch (command) {
            case DEVICE_FEATURE -> MigrationDecoder.replyBytesMin(request);
            case DMA_UNMAP -> SetupDecoder.asksForBitmap(request) ? UNMAP_BITMAP_AT : 0;
            default -> command.replyBytesMin();
        };
    }

    /** What is wrong with the reply to a request that was well-formed, or empty. */
    static Optional<MessageCheck> reply(Message request, Message reply) {
        Command command = Command.of(request.command()).orElse(null);
        if (command == null || reply.errno() != 0) {
            return Optional.empty();
        }
        int least = replyBytesMin(command, request);
        if (reply.length() < least) {
            return tooShort("a reply", command, reply, least);
        }
        return switch (command) {
            case REGION_READ -> data(command, reply.u32(12), reply.length() - REGION_DATA_AT);
            case DMA_READ -> data(command, reply.i64(8), reply.length() - REGION_DATA_AT);
            case MIG_DATA_READ -> data(command, reply.u32(4), reply.length() - MIGRATION_DATA_AT);
            default -> Optional.empty();
        };
    }

    private static Optional<MessageCheck> tooShort(String what, Command command, Message message, int least) {
        return wrong(
                DamageKind.LENGTH,
                what + " of " + command + " has " + message.length() + " bytes behind its header, at least " + least
                        + " expected");
    }

    private static Optional<MessageCheck> data(Command command, long declared, long there) {
        return Long.compareUnsigned(declared, there) <= 0
                ? Optional.empty()
                : wrong(
                        DamageKind.LENGTH,
                        command + " says that it carries " + Long.toUnsignedString(declared)
                                + " bytes of data and carries " + there);
    }

    private static Optional<MessageCheck> wrong(DamageKind kind, String text) {
        return Optional.of(new MessageCheck(kind, text));
    }
}
