package io.vfioreplay.engine.capture.qmp;

import io.vfioreplay.engine.json.JsonValue;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a VMM answers when it is asked how its migration stands.
 *
 * <p>Source: QEMU, qapi/migration.json, {@code MigrationInfo} and {@code MigrationStatus}; the text of {@code info migrate} in
 * migration/migration-hmp-cmds.c.
 *
 * @param status its word
 * @param error the reason of a failure, where it gives one
 */
record MigrationReport(String status, Optional<String> error) {

    private static final Set<String> STATUSES = Set.of(
            "none",
            "setup",
            "cancelling",
            "cancelled",
            "active",
            "postcopy-device",
            "postcopy-active",
            "postcopy-paused",
            "postcopy-recover",
            "postcopy-recover-setup",
            "completed",
            "failing",
            "failed",
            "colo",
            "pre-switchover",
            "device",
            "wait-unplug");
    private static final Pattern HUMAN =
            Pattern.compile("^(?:Migration status|Status):\\s*([a-z-]+)(?: \\((.*)\\))?\\s*$", Pattern.MULTILINE);

    /** The report in the reply of {@code query-migrate} or in the text of {@code info migrate}; empty when there is none. */
    static Optional<MigrationReport> in(JsonValue reply) {
        Optional<String> status = reply.at("status").text();
        if (status.isPresent()) {
            return Optional.of(
                    new MigrationReport(status.get(), reply.at("error-desc").text()));
        }
        Matcher human = HUMAN.matcher(reply.text().orElse(""));
        return human.find()
                ? Optional.of(new MigrationReport(human.group(1), Optional.ofNullable(human.group(2))))
                : Optional.empty();
    }

    /** The report in the reply of a command that is not known; empty when it can be another command's. */
    static Optional<MigrationReport> of(JsonValue reply) {
        // The reply of query-status has a status too, and tells whether the VM is running.
        return in(reply)
                .filter(report ->
                        STATUSES.contains(report.status) && !reply.at("running").isPresent());
    }
}
