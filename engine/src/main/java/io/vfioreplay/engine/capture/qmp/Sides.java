package io.vfioreplay.engine.capture.qmp;

import io.vfioreplay.engine.capture.qmp.QmpLine.Content;
import io.vfioreplay.engine.capture.qmp.QmpMessage.Command;
import io.vfioreplay.engine.capture.qmp.QmpMessage.Notice;
import io.vfioreplay.engine.capture.qmp.QmpMessage.Reply;
import io.vfioreplay.hardware.event.MigrationSide;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which VMM of a transcript is on which side of the migration, from everything that the transcript says.
 *
 * <p>The first order counts: to {@code migrate} makes a source; to {@code migrate-incoming}, or to start with
 * {@code -incoming}, a destination. Without an order, what a VMM does counts: a device in pre-copy or stop-copy or a
 * {@code MIGRATION_PASS} makes a source; a device in resuming, the run state {@code inmigrate}, or a {@code RESUME} behind the
 * first word about a migration without a {@code STOP} between them makes a destination. Of exactly two VMMs the second is
 * what the first is not. Everybody else is {@link MigrationSide#RECORDED}.
 */
final class Sides {

    private final Map<String, Evidence> vmms = new TreeMap<>();
    private final Names names = new Names();
    private long messages;

    /** What speaks for a side of one VMM. */
    private static final class Evidence {
        private @Nullable MigrationSide ordered;
        private @Nullable MigrationSide acted;
        private boolean migrates;
        private boolean stopped;

        Optional<MigrationSide> side() {
            return Optional.ofNullable(ordered != null ? ordered : acted);
        }

        void order(MigrationSide side) {
            ordered = ordered == null ? side : ordered;
        }

        void act(MigrationSide side) {
            acted = acted == null ? side : acted;
        }
    }

    /** Takes the next line into account. */
    void line(QmpLine line) {
        if (line.content() instanceof Content.Message message) {
            messages++;
            message(evidence(line), message.message());
        } else if (line.content() instanceof Content.Remark remark) {
            Evidence evidence = evidence(line);
            if (remark.text().startsWith(Remarks.SPAWN) && remark.text().contains(" -incoming ")) {
                evidence.order(MigrationSide.DESTINATION);
            }
        }
    }

    private Evidence evidence(QmpLine line) {
        return vmms.computeIfAbsent(names.of(line), unused -> new Evidence());
    }

    private static void message(Evidence vmm, QmpMessage message) {
        if (message instanceof Command command) {
            if (MigrationCommands.isMigrate(command.name())) {
                vmm.order(MigrationSide.SOURCE);
            } else if (MigrationCommands.isIncoming(command.name())) {
                vmm.order(MigrationSide.DESTINATION);
            }
        } else if (message instanceof Notice notice) {
            notice(vmm, notice);
        } else if (message instanceof Reply reply) {
            Optional<String> status = reply.value().at("status").text();
            vmm.migrates |= MigrationReport.of(reply.value()).isPresent();
            boolean isIncoming = status.filter("inmigrate"::equals).isPresent()
                    || reply.value()
                            .text()
                            .filter(text -> text.contains("(inmigrate)"))
                            .isPresent();
            if (isIncoming) {
                vmm.act(MigrationSide.DESTINATION);
            }
        }
    }

    private static void notice(Evidence vmm, Notice notice) {
        switch (notice.name()) {
            case "MIGRATION" -> vmm.migrates = true;
            case "MIGRATION_PASS" -> vmm.act(MigrationSide.SOURCE);
            case "STOP" -> vmm.stopped = true;
            case "RESUME" -> {
                if (vmm.migrates && !vmm.stopped) {
                    vmm.act(MigrationSide.DESTINATION);
                }
            }
            case "VFIO_MIGRATION" -> {
                String state = notice.data().at("device-state").text().orElse("");
                if (state.startsWith("pre-copy") || state.equals("stop-copy")) {
                    vmm.act(MigrationSide.SOURCE);
                } else if (state.equals("resuming")) {
                    vmm.act(MigrationSide.DESTINATION);
                }
            }
            default -> {}
        }
    }

    /** How many messages there were. */
    long messages() {
        return messages;
    }

    /** The side of each VMM, by its name. */
    Map<String, MigrationSide> sides() {
        Map<String, MigrationSide> sides = new TreeMap<>();
        vmms.forEach((name, evidence) -> sides.put(name, evidence.side().orElseGet(() -> opposite(name))));
        return sides;
    }

    private MigrationSide opposite(String name) {
        if (vmms.size() != 2) {
            return MigrationSide.RECORDED;
        }
        Optional<MigrationSide> other = vmms.entrySet().stream()
                .filter(entry -> !entry.getKey().equals(name))
                .findFirst()
                .flatMap(entry -> entry.getValue().side());
        return other.map(side -> side == MigrationSide.SOURCE ? MigrationSide.DESTINATION : MigrationSide.SOURCE)
                .orElse(MigrationSide.RECORDED);
    }
}
