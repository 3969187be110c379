package io.vfioreplay.engine.capture.qmp;

import java.util.Set;

/** The commands that are about a migration; those of the human monitor, with an underscore, count alike. */
final class MigrationCommands {

    private static final Set<String> QUERIES = Set.of("query-migrate", "info migrate");

    private MigrationCommands() {}

    /** Whether it begins to send. */
    static boolean isMigrate(String command) {
        return command.equals("migrate");
    }

    /** Whether it begins to receive. */
    static boolean isIncoming(String command) {
        return command.replace('_', '-').equals("migrate-incoming");
    }

    /** Whether it cancels; {@code quit} does not. */
    static boolean isCancel(String command) {
        return command.replace('_', '-').equals("migrate-cancel");
    }

    /** Whether it asks how the migration stands. */
    static boolean isQuery(String command) {
        return QUERIES.contains(command);
    }

    /** Whether it is any of the migration. */
    static boolean isAny(String command) {
        return isQuery(command) || command.startsWith("migrate");
    }
}
