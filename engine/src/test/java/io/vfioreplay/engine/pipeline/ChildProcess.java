package io.vfioreplay.engine.pipeline;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A Java of its own for something that needs a special file system or a limit. What a shell can do for it is tried first: a file system
 * may be mounted in a name space of the process, which ends with it, where the machine permits that.
 */
final class ChildProcess {

    private ChildProcess() {}

    /** What a process printed, and how it ended. */
    record Ended(int code, String output) {}

    /** Whether a process may mount file systems that nobody else sees. */
    static boolean mayMount(Path directory) throws IOException, InterruptedException {
        return run(List.of("unshare", "-rm", "mount", "-t", "tmpfs", "none", directory.toString()))
                        .code()
                == 0;
    }

    /** Runs a shell line, behind it a Java in its place, in a name space of its own. */
    static Ended mounted(String shell, Class<?> main, Object... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("unshare", "-rm"));
        command.addAll(behind(shell, main, arguments));
        return run(command);
    }

    /** Runs a shell line, behind it a Java in its place. */
    static Ended limited(String shell, Class<?> main, Object... arguments) throws IOException, InterruptedException {
        return run(behind(shell, main, arguments));
    }

    private static List<String> behind(String shell, Class<?> main, Object... arguments) {
        List<String> command = new ArrayList<>(List.of("sh", "-c", shell + " && exec \"$@\"", "sh"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--") || argument.startsWith("-XX:+Ignore"))
                .forEach(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return command;
    }

    private static Ended run(List<String> command) throws IOException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException noSuchProgram) {
            return new Ended(-1, noSuchProgram.toString());
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), output);
    }
}
