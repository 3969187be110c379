package io.vfioreplay.tool.debug;

import io.vfioreplay.engine.travel.Session;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** The time machine as something that reads commands and answers them. One thread, except where it says otherwise. */
public final class Debugger implements AutoCloseable {

    private final Desk desk;
    private final Transcript transcript;
    private final Interpreter interpreter;

    private Debugger(Desk desk, Transcript transcript) {
        this.desk = desk;
        this.transcript = transcript;
        this.interpreter = new Interpreter(desk, transcript);
    }

    /**
     * Where answers for people go.
     *
     * @param look asked for each answer, since a terminal may change its size
     * @param echo whether each command is shown before its answer
     * @param lines takes the answers
     * @param errors takes what went wrong
     */
    public record Output(Supplier<Look> look, boolean echo, Consumer<String> lines, Consumer<String> errors) {}

    /**
     * One that answers people.
     *
     * @param session stays open until its owner closes it
     * @param waits shows that something takes its time
     */
    public static Debugger forPeople(Session session, Function<String, Wait> waits, Output output) {
        return new Debugger(
                new Desk(session, waits),
                new TextTranscript(output.look(), output.echo(), output.lines(), output.errors()));
    }

    /** One that answers with one JSON document, which {@link #close} ends. */
    public static Debugger forPrograms(Session session, OutputStream out) {
        return new Debugger(new Desk(session, Wait::silent), new JsonTranscript(out));
    }

    /**
     * Goes to where the debugging begins, and tells.
     *
     * @param place as {@code go} has it, or empty for the failure
     * @throws CommandException when there is no such place
     */
    public void open(String place) {
        transcript.opened(Opening.at(desk, place));
    }

    /** Carries out a line that somebody typed; an empty one does the last step again. Errors are shown. */
    public void typed(String line) {
        interpreter.typed(line);
    }

    /**
     * Carries out the commands of a file.
     *
     * @throws CommandException when the file cannot be read, or a line not be carried out
     */
    public void script(Path file) {
        new Script(interpreter).run(file);
    }

    /** The same with a stream, which has this name in errors. */
    public void script(String name, InputStream in) {
        new Script(interpreter).run(name, in);
    }

    Interpreter interpreter() {
        return interpreter;
    }

    /** Ends the work that is being done, if any; for another thread. */
    public void interrupt() {
        desk.interrupt();
    }

    /** Whether somebody left. */
    public boolean isOver() {
        return interpreter.isOver();
    }

    /** Whether a command told of something that an exit code tells of. */
    public boolean hasFound() {
        return interpreter.hasFound();
    }

    /** Where one is in a word or two, for a prompt. */
    public String place() {
        long position = desk.stand().position();
        String here = position < 0 ? "start" : Long.toString(position);
        return desk.hasBothSides() ? desk.stand().side().label() + " " + here : here;
    }

    /** Where one is in a few parts, the most important one first; harmless. */
    public List<String> status() {
        Here here = Here.at(desk);
        List<String> parts = new ArrayList<>(here.parts());
        parts.add(desk.stand().shortName());
        return parts;
    }

    /** What the last word of a line may become; {@code line} is what stands before the cursor. */
    public List<String> candidates(String line) {
        return interpreter.candidates(line);
    }

    @Override
    public void close() {
        transcript.close();
    }
}
