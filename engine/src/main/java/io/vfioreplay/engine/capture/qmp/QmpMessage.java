package io.vfioreplay.engine.capture.qmp;

import io.vfioreplay.engine.json.JsonValue;
import io.vfioreplay.hardware.event.Envelope;
import java.util.Optional;

/**
 * One message of QMP.
 *
 * <p>Source: QEMU, docs/interop/qmp-spec.rst.
 */
sealed interface QmpMessage {

    /** The first message of a connection. */
    record Greeting() implements QmpMessage {}

    /**
     * A command of the client.
     *
     * @param name of the command; of a line for the human monitor its first word, or the first two of {@code info}
     * @param arguments of the command
     * @param id what the reply will carry; empty when the client gave none
     */
    record Command(String name, JsonValue arguments, Optional<String> id) implements QmpMessage {}

    /** A reply: what the command returned. */
    record Reply(JsonValue value, Optional<String> id) implements QmpMessage {}

    /** A reply: why the command was refused. */
    record Refusal(String errorClass, String description, Optional<String> id) implements QmpMessage {}

    /**
     * An event.
     *
     * @param name of the event
     * @param timeNanos when it happened, ns since 1970 UTC, or {@link Envelope#NO_TIME}
     * @param data what it says
     */
    record Notice(String name, long timeNanos, JsonValue data) implements QmpMessage {}

    /** The message that an object is; empty when it is none. */
    static Optional<QmpMessage> of(JsonValue json) {
        Optional<String> id =
                json.at("id").isPresent() ? Optional.of(json.at("id").toString()) : Optional.empty();
        Optional<String> command =
                json.at("execute").text().or(() -> json.at("exec-oob").text());
        if (command.isPresent()) {
            return Optional.of(command(command.get(), json.at("arguments"), id));
        }
        if (json.at("event").text().isPresent()) {
            JsonValue time = json.at("timestamp");
            long nanos = LineTime.ofMicros(
                    time.at("seconds").number().orElse(-1),
                    time.at("microseconds").number().orElse(-1));
            return Optional.of(new Notice(json.at("event").text().get(), nanos, json.at("data")));
        }
        if (json.at("error").at("desc").text().isPresent()) {
            String errorClass = json.at("error").at("class").text().orElse("");
            return Optional.of(
                    new Refusal(errorClass, json.at("error").at("desc").text().get(), id));
        }
        if (json.at("return").isPresent()) {
            return Optional.of(new Reply(json.at("return"), id));
        }
        return json.at("QMP").isPresent() ? Optional.of(new Greeting()) : Optional.empty();
    }

    private static Command command(String name, JsonValue arguments, Optional<String> id) {
        boolean isHuman = name.equals("human-monitor-command");
        return new Command(
                isHuman ? humanName(arguments.at("command-line").text().orElse("")) : name, arguments, id);
    }

    private static String humanName(String line) {
        String[] words = line.strip().split("\\s+", 3);
        return words[0].equals("info") && words.length > 1 ? "info " + words[1] : words[0];
    }
}
