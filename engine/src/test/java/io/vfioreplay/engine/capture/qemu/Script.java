package io.vfioreplay.engine.capture.qemu;

/** Writes a log out of abbreviations, so that a test can show many logs as a table. */
final class Script {

    private static final String QEMU = "qemu-system-x86_64: ";

    private final StringBuilder log = new StringBuilder();
    private int thread = 1516;
    private int micros;

    private Script() {}

    /**
     * A log of steps with {@code ;} between them.
     *
     * <ul>
     *   <li>{@code 3}: a v1 device_state was written
     *   <li>{@code request X Y}, {@code now X}: from 9.1 on, a request with its recovery, and what is in force
     *   <li>{@code set X}: 8.0 to 9.0, after a request succeeded
     *   <li>{@code other}: another line about the device; {@code probe}: the line that shows v1
     *   <li>{@code thread N}: the steps that follow are by this thread
     *   <li>anything else: a message of QEMU
     * </ul>
     */
    static String log(String steps) {
        Script script = new Script();
        for (String step : steps.split(";", -1)) {
            script.step(step.strip());
        }
        return script.log.toString();
    }

    private void step(String step) {
        String[] words = step.split(" ", -1);
        switch (words[0]) {
            case "request" ->
                event("vfio_migration_set_state  (d) new state %s, recover state %s".formatted(words[1], words[2]));
            case "now" -> event("vfio_migration_set_device_state  (d) state " + words[1]);
            case "set" -> event("vfio_migration_set_state  (d) state " + words[1]);
            case "other" -> event("vfio_save_cleanup  (d)");
            case "probe" -> event("vfio_migration_probe  (d) Region 9");
            case "thread" -> thread = Integer.parseInt(words[1]);
            default -> {
                if (step.matches("\\d+")) {
                    event("vfio_migration_set_state  (d) state " + step);
                } else {
                    log.append("2026-11-23T00:00:%02d.%06dZ ".formatted(micros / 1_000_000, micros++ % 1_000_000));
                    log.append(QEMU).append(step).append('\n');
                }
            }
        }
    }

    private void event(String text) {
        log.append("%d@1795392000.%06d:%s\n".formatted(thread, micros++, text));
    }
}
